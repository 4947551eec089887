"""A worker process that breaks the protocol: at the handshake as its first argument says, later as the called function says.

Started in place of the real one: arguments are the way to misbehave and the folder with ``authdemo_host``.
"""

import json
import os
import sys

sys.path.insert(0, sys.argv[2])

from authdemo_host import frames  # noqa: E402

SOURCE, SINK = os.dup(0), os.dup(1)
LATER = 1000


def send(*args: object) -> None:
    os.write(SINK, frames.frame(*args))  # type: ignore[arg-type]


def ready(protocol: int) -> None:
    send(frames.READY, 0, json.dumps({"protocol": protocol, "python": [3, 13, 0], "pid": os.getpid()}).encode())


def shake_hands(how: str) -> None:
    if how == "another protocol":
        ready(99)
    elif how == "garbage":
        os.write(SINK, b"\xff" * 64)
    elif how == "unreadable ready":
        send(frames.READY, 0, b"not JSON")
    elif how == "incomplete ready":
        send(frames.READY, 0, b"{}")
    elif how == "unreadable failure":
        send(frames.START_FAILED, 0, b"{}")
    elif how == "early end":
        print("no mood", file=sys.stderr, flush=True)
        os._exit(9)
    elif how == "silence":
        pass
    else:
        ready(frames.PROTOCOL)


def answer(function: str, call: int, payload: bytes) -> None:
    if function == "unknown kind":
        send(200, call, b"")
    elif function == "oversized frame":
        os.write(SINK, frames.HEADER.pack((64 << 20) + (64 << 10) + 1, frames.RETURNED, call))
    elif function == "reply out of turn":
        send(frames.RETURNED, call + LATER, b"")
    elif function == "unreadable error":
        send(frames.RAISED, call, b"not JSON")
    elif function == "output without a source":
        send(frames.OUTPUT, call, b"")
    elif function == "question cut short":
        send(frames.ASK, call, b"\xff\xff")
    elif function == "half a frame":
        os.write(SINK, frames.frame(frames.RETURNED, call, b"whole")[:-1])
        os._exit(0)
    else:
        send(frames.RETURNED, call, payload)


shake_hands(sys.argv[1])
splitter = frames.Splitter()
while data := os.read(SOURCE, 65536):
    for kind, number, body in splitter.feed(data):
        if kind == frames.CALL:
            length = body[0] | body[1] << 8
            answer(body[2 : 2 + length].decode(), number, body[4 + length :])
        elif kind == frames.DRAIN:
            os._exit(0)
