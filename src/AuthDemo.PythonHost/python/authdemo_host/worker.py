"""A worker process: takes calls as frames, runs them one after the other, sends what came of them.

Every reply is written before the next call begins. So when the process dies, the host knows exactly: the oldest call without a
reply is the one that ran, and those behind it never began and can run elsewhere.
"""

import importlib
import json
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from . import boundary, frames, host, lifeline, output

_READ_SIZE = 1 << 16  # more would be a new mapping of memory for each read


class Worker:
    """One process of the pool. ``source`` and ``sink`` are file descriptors of its own."""

    def __init__(self, source: int, sink: int) -> None:
        self._source = source
        self._sink = sink
        self._splitter = frames.Splitter()
        self._frames: deque[tuple[int, int, bytes]] = deque()
        self._functions: dict[bytes, Callable[[bytes], bytes]] = {}
        self._sending = threading.Lock()
        self._max_message = 0
        self._call = 0
        self._trace = b""
        self._in_hosted_code = False

    def run(self) -> None:
        """From the handshake to the end of the process."""
        setup = json.loads(self._next()[2])
        self._max_message = setup["max_message"]
        try:
            self._prepare(setup)
        except BaseException as error:
            self._send(frames.START_FAILED, 0, boundary.describe(error))
            return
        ready = {"protocol": frames.PROTOCOL, "python": list(sys.version_info[:3]), "pid": os.getpid()}
        self._send(frames.READY, 0, json.dumps(ready).encode())
        self._serve()

    def _prepare(self, setup: dict[str, Any]) -> None:
        lifeline.tie(setup["parent"], self._source)
        lifeline.limit_memory(setup["memory_limit"])
        os.nice(setup["nice"])
        sys.path[:0] = setup["search_paths"]
        sys.dont_write_bytecode = not setup["write_bytecode"]  # embedded.boot says why
        output.redirect(self._output, descriptors=True)
        host._context, host._ask, host._progress = self._context, self._ask, self._progress
        signal.signal(signal.SIGUSR1, self._take_back)
        os.register_at_fork(after_in_child=self._let_go)
        for module in setup["preload"]:
            importlib.import_module(module)

    def _serve(self) -> None:
        while True:
            kind, call, body = self._next()
            if kind == frames.CALL:
                self._run(call, body)
            elif kind == frames.DRAIN:
                return

    def _run(self, call: int, body: bytes) -> None:
        start = 2 + (body[0] | body[1] << 8)
        name = body[2:start]
        stop = start + 2 + (body[start] | body[start + 1] << 8)
        self._trace = body[start + 2 : stop]
        self._call = call
        self._in_hosted_code = True
        try:
            function = self._functions.get(name)
            if function is None:
                function = self._functions[name] = boundary.resolve(name.decode())
            result = function(body[stop:])
        except BaseException as error:
            self._in_hosted_code = False
            self._send(frames.RAISED, call, boundary.describe(error))
        else:
            self._in_hosted_code = False
            if type(result) is not bytes:
                self._send(frames.BROKEN, call, boundary.wrong_type(result).encode())
            elif len(result) > self._max_message:
                self._send(frames.BROKEN, call, boundary.too_large(len(result), self._max_message).encode())
            else:
                self._send(frames.RETURNED, call, result)
        self._call = 0

    def _next(self) -> tuple[int, int, bytes]:
        while not self._frames:
            data = os.read(self._source, _READ_SIZE)
            if not data:
                os._exit(0)  # the host closed the pipe; hosted code must not catch this
            self._frames.extend(self._splitter.feed(data))
        return self._frames.popleft()

    def _send(self, kind: int, call: int, *parts: bytes) -> None:
        data = frames.frame(kind, call, *parts)
        with self._sending:
            written = os.write(self._sink, data)
            while written < len(data):
                data = data[written:]
                written = os.write(self._sink, data)

    def _output(self, level: int, source: str, text: str) -> None:
        name = source.encode("utf-8", "replace")[:255]
        head = bytes((max(0, min(level, 255)), len(name)))
        self._send(frames.OUTPUT, self._call, head, name, text.encode("utf-8", "replace"))

    def _context(self) -> tuple[int, str]:
        return self._call, self._trace.decode("ascii")

    def _progress(self, payload: bytes) -> None:
        self._send(frames.PROGRESS, self._call, bytes(payload))

    def _ask(self, name: str, payload: bytes) -> bytes:
        if threading.current_thread() is not threading.main_thread():
            raise host.HostCallFailed("only the thread that runs the call can ask the host")
        encoded = name.encode()
        self._send(frames.ASK, self._call, len(encoded).to_bytes(2, "little"), encoded, bytes(payload))
        self._in_hosted_code = False  # from here on this method alone reads frames
        body = self._answer(self._call)
        self._in_hosted_code = True
        return host.unpack(body)

    def _answer(self, asker: int) -> bytes:
        """Waits for the answer and runs what answering needs; other calls are given back: the answer may take long."""
        later: list[tuple[int, int, bytes]] = []
        while True:
            kind, call, body = self._next()
            if kind == frames.ANSWER and call == asker:
                self._frames.extendleft(reversed(later))
                return body
            if kind == frames.NESTED:
                trace = self._trace
                self._run(call, body)
                self._call, self._trace = asker, trace
            elif kind == frames.CALL:
                self._send(frames.GIVEN_BACK, 0, call.to_bytes(8, "little"))
            elif kind != frames.TAKE_BACK:
                later.append((kind, call, body))

    def _let_go(self) -> None:
        """In a process that hosted code forked: the pipes are not its own."""
        os.close(self._source)
        os.close(self._sink)

    def _take_back(self, *_: object) -> None:
        """The call that runs takes long: give back those behind it, so that others can run them.

        Runs between two bytecodes of the hosted code. When a frame is just being sent, the host asks again soon.
        """
        if not self._in_hosted_code or not self._sending.acquire(blocking=False):
            return
        try:
            os.set_blocking(self._source, False)
            try:
                while data := os.read(self._source, _READ_SIZE):
                    self._frames.extend(self._splitter.feed(data))
            except BlockingIOError:
                pass
            finally:
                os.set_blocking(self._source, True)
            unbegun = [frame[1] for frame in self._frames if frame[0] == frames.CALL]
            self._frames = deque(frame for frame in self._frames if frame[0] not in (frames.CALL, frames.TAKE_BACK))
            if unbegun:
                ids = b"".join(call.to_bytes(8, "little") for call in unbegun)
                os.write(self._sink, frames.frame(frames.GIVEN_BACK, 0, ids))
        finally:
            self._sending.release()


def main() -> None:
    """Takes the protocol's descriptors away from standard input and output before any other code can reach them."""
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    os.setsid()
    Worker(source, sink).run()
