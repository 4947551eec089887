"""Hosted functions as an HTTP service over a Unix socket or TCP.

The process that is started listens and supervises, and never runs hosted code; its children serve one connection at a time each.
A child whose call is past its budget and grace is killed and replaced, as is one that died: a hang costs one child, not the
service. ``POST /call/<module.function>`` takes and returns bytes; ``GET /ready`` tells the versions.
"""

import argparse
import hmac
import importlib
import json
import mmap
import os
import select
import signal
import socket
import struct
import sys
import time
from typing import Any, NoReturn

from . import boundary, host, http_wire, lifeline, output

_SLOT = struct.Struct("=d")
_LOOK_EVERY = 0.02
_IDLE_CONNECTION = 30.0


def main(arguments: list[str]) -> None:
    """Parses the command line and serves until the process is ended."""
    parser = argparse.ArgumentParser(prog="serve", description=__doc__)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--unix", metavar="PATH", help="listen on a Unix socket")
    where.add_argument("--tcp", metavar="HOST:PORT", help="listen on TCP; port 0 is a free one; needs AUTHDEMO_HOST_SECRET in the environment")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--path", action="append", default=[], help="folder with packages, first on sys.path")
    parser.add_argument("--preload", action="append", default=[], help="module to import at start")
    parser.add_argument("--max-message", type=int, default=64 << 20)
    parser.add_argument("--grace", type=float, default=0.3, help="seconds a call may run beyond its budget")
    parser.add_argument("--parent", type=int, help="end when this process is gone")
    Service(parser.parse_args(arguments)).run()


class Service:
    """The supervisor: one listening socket, some children, and when each must be done."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._secret = os.environ.pop("AUTHDEMO_HOST_SECRET", "")
        if options.tcp and not self._secret:
            sys.exit("serve: --tcp needs a secret in AUTHDEMO_HOST_SECRET")
        self._deadlines = mmap.mmap(-1, _SLOT.size * options.processes)
        self._children: dict[int, int] = {}
        self._failures = 0

    def run(self) -> None:
        """Listens, starts the children, and replaces those that die or hang."""
        if self._options.parent:
            os.setsid()
        listener = self._listen()
        first_ready, ready_writes = os.pipe()
        for slot in range(self._options.processes):
            self._fork(slot, listener, ready_writes)
        os.close(ready_writes)
        ready = json.loads(_read_all_lines(first_ready))
        os.close(first_ready)
        if "error" not in ready:
            ready |= {"address": self._address(listener)}
        print(json.dumps(ready), flush=True)
        if "error" in ready:
            os._exit(3)
        self._supervise(listener)

    def _listen(self) -> socket.socket:
        if self._options.unix:
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(self._options.unix)
            os.chmod(self._options.unix, 0o600)
        else:
            name, _, port = self._options.tcp.rpartition(":")
            listener = socket.create_server((name, int(port)))
        listener.listen(1024)
        return listener

    def _address(self, listener: socket.socket) -> str:
        if self._options.unix:
            return f"unix:{self._options.unix}"
        name, port = listener.getsockname()[:2]
        return f"http://{name}:{port}"

    def _supervise(self, listener: socket.socket) -> NoReturn:
        poll = select.poll()
        if self._options.parent:
            poll.register(0, 0)  # the host's end of standard input closes when the host ends
        while True:
            if poll.poll(_LOOK_EVERY * 1000):
                os.killpg(0, signal.SIGKILL)
            now = time.monotonic()
            for child, slot in self._children.items():
                deadline = _SLOT.unpack_from(self._deadlines, slot * _SLOT.size)[0]
                if deadline and now > deadline + self._options.grace:
                    os.kill(child, signal.SIGKILL)
            while self._children:
                child, status = os.waitpid(-1, os.WNOHANG)
                if not child:
                    break
                slot = self._children.pop(child)
                print(f"a child of the service ended: {_how(status)}", file=sys.stderr, flush=True)
                self._fork(slot, listener, None)

    def _fork(self, slot: int, listener: socket.socket, ready: int | None) -> None:
        _SLOT.pack_into(self._deadlines, slot * _SLOT.size, 0.0)
        child = os.fork()
        if child:
            self._children[child] = slot
            return
        try:
            Child(self._options, self._secret, self._deadlines, slot).run(listener, ready)
        finally:
            os._exit(1)


class Child:
    """Serves connections, one at a time."""

    def __init__(self, options: argparse.Namespace, secret: str, deadlines: mmap.mmap, slot: int) -> None:
        self._options = options
        self._secret = secret.encode()
        self._deadlines = deadlines
        self._slot = slot * _SLOT.size
        self._call = 0
        self._trace = ""
        self._unfinished: dict[str, tuple[int, str]] = {}

    def run(self, listener: socket.socket, ready: int | None) -> None:
        """Imports the modules, says whether that worked, and serves for ever."""
        lifeline.die_with(os.getppid())
        report: dict[str, Any] = {"protocol": http_wire.PROTOCOL, "python": list(sys.version_info[:3])}
        try:
            self._prepare()
        except BaseException as error:
            report["error"] = json.loads(boundary.describe(error))
        if ready is not None:
            os.write(ready, json.dumps(report).encode() + b"\n")
            os.close(ready)
        if "error" in report:
            time.sleep(1.0)  # not again at once
            os._exit(3)
        while True:
            connection, _ = listener.accept()
            with connection:
                self._serve(connection)

    def _prepare(self) -> None:
        sys.path[:0] = self._options.path
        output.redirect(self._output, descriptors=True)
        os.dup2(2, 1)
        host._context = lambda: (self._call, self._trace)
        for module in self._options.preload:
            importlib.import_module(module)

    def _serve(self, connection: socket.socket) -> None:
        rest = bytearray()
        connection.settimeout(_IDLE_CONNECTION)
        try:
            if connection.family != socket.AF_UNIX:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while (request := http_wire.read(connection, rest, self._options.max_message)) is not None:
                connection.sendall(self._answer(request))
        except http_wire.BadRequest as refusal:
            connection.sendall(http_wire.reply(refusal.status, "refused", str(refusal).encode(), close=True))
        except OSError:
            pass  # the caller went, or was silent for too long

    def _answer(self, request: http_wire.Request) -> bytes:
        if self._secret and not hmac.compare_digest(request.headers.get("authorization", "").encode(), b"Bearer " + self._secret):
            return http_wire.reply(401, "refused", b"the secret is wrong")
        if request.method == "GET" and request.path == "/ready":
            facts = {"protocol": http_wire.PROTOCOL, "python": list(sys.version_info[:3])}
            return http_wire.reply(200, "returned", json.dumps(facts).encode())
        if request.method != "POST" or not request.path.startswith("/call/"):
            return http_wire.reply(404, "refused", b"POST /call/<module.function> or GET /ready")
        if request.headers.get("x-authdemo-protocol") != http_wire.PROTOCOL:
            return http_wire.reply(426, "refused", f"this service speaks protocol {http_wire.PROTOCOL}".encode())
        try:
            self._call = int(request.headers.get("x-call-id", "0"))
            budget = float(request.headers.get("x-run-budget-ms", "0")) / 1000
        except ValueError:
            return http_wire.reply(400, "refused", b"x-call-id and x-run-budget-ms are numbers")
        self._trace = request.headers.get("traceparent", "")
        _SLOT.pack_into(self._deadlines, self._slot, time.monotonic() + budget if budget else 0.0)
        try:
            return self._run(request.path[len("/call/") :], request.body)
        finally:
            _SLOT.pack_into(self._deadlines, self._slot, 0.0)
            if self._unfinished:
                self._finish_output()
            self._call = 0

    def _run(self, function: str, payload: bytes) -> bytes:
        try:
            result = boundary.resolve(function)(payload)
        except BaseException as error:
            return http_wire.reply(500, "raised", boundary.describe(error))
        if type(result) is not bytes:
            return http_wire.reply(500, "broken", boundary.wrong_type(result).encode())
        if len(result) > self._options.max_message:
            return http_wire.reply(500, "broken", boundary.too_large(len(result), self._options.max_message).encode())
        return http_wire.reply(200, "returned", result)

    def _output(self, level: int, source: str, text: str) -> None:
        """Whole lines go to the log; the rest of one waits for its end, or for the end of the call."""
        _, before = self._unfinished.pop(source, (level, ""))
        *lines, rest = (before + text).split("\n")
        for line in lines:
            self._write_line(level, source, line)
        if rest:
            self._unfinished[source] = (level, rest)

    def _finish_output(self) -> None:
        for source, (level, rest) in self._unfinished.items():
            self._write_line(level, source, rest)
        self._unfinished.clear()

    def _write_line(self, level: int, source: str, line: str) -> None:
        """A line as the host reads it; see ServiceProcess in the .NET half."""
        os.write(2, f"\x1e{level}\t{source}\t{self._call}\t{line}\n".encode("utf-8", "replace"))


def _read_all_lines(pipe: int) -> bytes:
    """The first report of a child that failed, else the first of all."""
    with os.fdopen(pipe, "rb", closefd=False) as reports:
        lines = reports.read().splitlines()
    return next((line for line in lines if b'"error"' in line), lines[0] if lines else b'{"error": null}')


def _how(status: int) -> str:
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return f"exit code {os.WEXITSTATUS(status)}"
