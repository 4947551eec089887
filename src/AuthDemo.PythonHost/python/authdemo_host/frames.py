"""The framed protocol between the host and a worker process.

A frame is ``length: u32, kind: u8, id: u64`` (little endian) and ``length`` bytes. Numbers are never reused, so a change is a
new protocol version. ``id`` is the call's; frames about the process have 0.
"""

import struct

PROTOCOL = 2

HEADER = struct.Struct("<IBQ")

# host to worker
SETUP = 1  # JSON, see worker.Setup
CALL = 2  # u16 length and name of the function, u16 length and traceparent, payload
ANSWER = 3  # to ASK: u8 1 and the answer, or u8 0 and a message
DRAIN = 4  # end after the calls sent so far
TAKE_BACK = 5  # give back what has not begun; sent together with SIGUSR1
NESTED = 6  # as CALL, to run at once: answering what was asked needs it

# worker to host
READY = 16  # JSON: protocol, python, pid
START_FAILED = 17  # JSON of the exception
RETURNED = 18  # payload
RAISED = 19  # JSON of the exception
BROKEN = 20  # text: what came back is not of the protocol
OUTPUT = 21  # u8 level, u8 length and source, text
ASK = 22  # u16 length and name, payload
PROGRESS = 23  # payload
GIVEN_BACK = 24  # u64 ids of calls that have not begun


def frame(kind: int, call: int, *parts: bytes) -> bytes:
    """One frame."""
    return b"".join((HEADER.pack(sum(map(len, parts)), kind, call), *parts))


class Splitter:
    """Bytes in, whole frames out."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[tuple[int, int, bytes]]:
        """The frames completed by ``data``: kind, id, body."""
        if self._rest:
            self._rest += data
            if len(self._rest) < HEADER.size or len(self._rest) < HEADER.size + HEADER.unpack_from(self._rest)[0]:
                return []
            data = bytes(self._rest)
            self._rest.clear()
        frames = []
        start, end = 0, len(data)
        while end - start >= 13:
            length, kind, call = HEADER.unpack_from(data, start)
            stop = start + 13 + length
            if stop > end:
                break
            frames.append((kind, call, data[start + 13 : stop]))
            start = stop
        if start < end:
            self._rest += data[start:]
        return frames
