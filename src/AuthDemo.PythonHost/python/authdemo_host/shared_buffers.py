"""Calls by shared memory: .NET writes the request into one buffer and reads the reply from the other.

Only numbers are passed as objects. A result code holds its kind in the lowest three bits, then a bit that says whether the content is
too large for the buffer and has to be taken with ``take_large``, then a length. The same as in PythonNetCode.cs.
"""

from collections.abc import Callable

from . import boundary

_RETURNED, _RAISED, _WRONG_TYPE, _TOO_LARGE, _LARGE = 0, 1, 2, 3, 8


class SharedBuffers:
    """Two buffers and the functions called so far."""

    def __init__(self, size: int, limit: int) -> None:
        self.inbox = bytearray(size)
        self.outbox = bytearray(size)
        self._limit = limit
        self._size = size
        self._in = memoryview(self.inbox)
        self._out = memoryview(self.outbox)
        self._functions: list[Callable[[bytes], bytes]] = []
        self._large_in: bytearray | None = None
        self._large_out = b""

    def call(self, function: int, length: int) -> int:
        """Calls a function with the request. Raises only an interrupt that comes while the outcome is written down."""
        try:
            if length <= self._size:
                reply = self._functions[function](bytes(self._in[:length]))
            else:
                reply = self._functions[function](self._take_request())
            if not isinstance(reply, bytes):
                return self._put(boundary.wrong_type(reply).encode("utf-8", "replace"), _WRONG_TYPE)
            size = len(reply)
            if size <= self._size:
                self._out[:size] = reply
                return size << 4
            return size << 4 | _TOO_LARGE if size > self._limit else self._put(reply, _RETURNED)
        except BaseException as error:
            return self._put(boundary.describe(error), _RAISED)

    def resolve(self, length: int) -> int:
        """The number of the function whose dotted path is in the buffer."""
        try:
            path = bytes(self._in[:length]) if length <= self._size else self._take_request()
            self._functions.append(boundary.resolve(path.decode()))
            return (len(self._functions) - 1) << 4
        except BaseException as error:
            return self._put(boundary.describe(error), _RAISED)

    def reserve(self, length: int) -> bytearray:
        """Room for a request that is larger than the buffer."""
        self._large_in = bytearray(length)
        return self._large_in

    def take_large(self) -> bytes:
        """The content that did not fit into the buffer."""
        content, self._large_out = self._large_out, b""
        return content

    def _take_request(self) -> bytes:
        request, self._large_in = self._large_in, None
        return bytes(request or b"")

    def _put(self, content: bytes, kind: int) -> int:
        size = len(content)
        if size <= self._size:
            self._out[:size] = content
            return size << 4 | kind
        self._large_out = content
        return size << 4 | _LARGE | kind
