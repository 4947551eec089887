"""Hosted functions as an HTTP service over a Unix socket (the default) or TCP.

The process that is started listens and supervises, and never runs hosted code; its children serve one connection at a time each.
A child whose call is past its budget and grace is killed and replaced, as is one that died: a hang costs one child, not the
service. ``POST /call/<module.function>`` takes and returns bytes; ``GET /ready`` tells the versions. SIGTERM and Ctrl-C let the
calls that run end.
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

from . import boundary, host, http_wire, lifeline, listening, output

SECRET = "AUTHDEMO_HOST_SECRET"
SHORTEST_SECRET = 16
DIED = "!died"
"""source of the line that tells the host how a call's process ended: exit code, or minus the signal"""

_SLOT = struct.Struct("=dQ")
"""when the child's call must be done, 0 for no call; the call's id"""

_LOOK_EVERY = 0.02
_IDLE_CONNECTION = 30.0


def main(arguments: list[str], prog: str = "python -m authdemo_host serve", name: str = "authdemo_host") -> None:
    """Parses the command line and serves until the process is ended. ``name`` is that of the default socket."""
    parser = argparse.ArgumentParser(prog=prog, description=__doc__)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--unix", metavar="PATH", help=f"listen on a Unix socket (default: {listening.default_socket(name)})")
    where.add_argument("--tcp", metavar="[HOST:]PORT", help=f"listen on TCP, on loopback unless a host is named; port 0 is a free one; needs a secret in {SECRET}")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--path", action="append", default=[], help="folder with packages, first on sys.path")
    parser.add_argument("--preload", action="append", default=[], help="module to import at start")
    parser.add_argument("--max-message", type=int, default=64 << 20)
    parser.add_argument("--nice", type=int, default=0, help="niceness of the processes that run calls, 0 to 19")
    parser.add_argument("--memory-limit", type=int, default=0, help="address space of a process in bytes; 0 is no limit")
    parser.add_argument("--grace", type=float, default=0.3, help="seconds a call may run beyond its budget")
    parser.add_argument("--drain", type=float, default=5.0, help="seconds that running calls have to end when the service is stopped")
    parser.add_argument("--parent", type=int, help="end when this process is gone")
    options = parser.parse_args(arguments)
    if not options.tcp and not options.unix:
        options.unix = listening.default_socket(name)
    secret = os.environ.pop(SECRET, "")
    if options.tcp and len(secret) < SHORTEST_SECRET:
        parser.error(f"--tcp needs a secret of at least {SHORTEST_SECRET} characters in {SECRET}; {len(secret)} were given")
    try:
        listener = listening.on_unix(options.unix) if options.unix else listening.on_tcp(options.tcp)
    except (OSError, ValueError) as error:
        parser.error(f"cannot listen on {options.unix or options.tcp}: {error}")
    Service(options, secret, listener).run()


class Service:
    """The supervisor: one listening socket, some children, and when each must be done."""

    def __init__(self, options: argparse.Namespace, secret: str, listener: socket.socket) -> None:
        self._options = options
        self._secret = secret
        self._listener = listener
        self._stopping = False
        self._deadlines = mmap.mmap(-1, _SLOT.size * options.processes)
        self._children: dict[int, int] = {}

    def run(self) -> None:
        """Listens, starts the children, and replaces those that die or hang."""
        if self._options.parent:
            os.setsid()
        woken = self._watch_signals()
        first_ready, ready_writes = os.pipe()
        for slot in range(self._options.processes):
            self._fork(slot, ready_writes)
        os.close(ready_writes)
        ready = json.loads(_read_all_lines(first_ready))
        os.close(first_ready)
        if "error" not in ready:
            ready |= {"address": listening.address(self._listener)}
        print(json.dumps(ready), flush=True)
        if "error" in ready:
            self._leave(3)
        self._supervise(woken)

    def _watch_signals(self) -> int:
        """SIGTERM and Ctrl-C stop the service, the end of a child is noticed at once. What to poll for that."""
        woken, wake = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        return woken

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _supervise(self, woken: int) -> NoReturn:
        poll = select.poll()
        poll.register(woken, select.POLLIN)
        if self._options.parent:
            poll.register(0, 0)  # the host's end of standard input closes when the host ends
        stops_at = 0.0
        while True:
            for descriptor, _ in poll.poll(_LOOK_EVERY * 1000):
                if descriptor == 0:
                    os.killpg(0, signal.SIGKILL)
                os.read(woken, 4096)
            now = time.monotonic()
            self._bury()
            self._kill_overdue(now)
            if self._stopping and not stops_at:
                stops_at = now + self._options.drain
                self._listener.close()
                self._signal_all(signal.SIGTERM)
            if stops_at and (not self._children or now > stops_at):
                self._signal_all(signal.SIGKILL)
                self._leave(0)

    def _kill_overdue(self, now: float) -> None:
        for child, slot in self._children.items():
            deadline, _ = _SLOT.unpack_from(self._deadlines, slot * _SLOT.size)
            if deadline and now > deadline + self._options.grace:
                os.kill(child, signal.SIGKILL)

    def _bury(self) -> None:
        """Tells how children ended, on a line that the host reads, and puts others in their places."""
        while self._children:
            child, status = os.waitpid(-1, os.WNOHANG)
            if not child:
                break
            slot = self._children.pop(child)
            _, call = _SLOT.unpack_from(self._deadlines, slot * _SLOT.size)
            code = os.waitstatus_to_exitcode(status)
            how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            if not self._stopping:
                print(f"a child of the service ended: {how}", file=sys.stderr, flush=True)
                self._fork(slot, None)
            if call and self._options.parent:
                print(f"\x1e{code}\t{DIED}\t{call}\t{how}", file=sys.stderr, flush=True)

    def _signal_all(self, number: int) -> None:
        for child in self._children:
            os.kill(child, number)

    def _leave(self, code: int) -> NoReturn:
        if self._options.unix:
            os.unlink(self._options.unix)
        os._exit(code)

    def _fork(self, slot: int, ready: int | None) -> None:
        _SLOT.pack_into(self._deadlines, slot * _SLOT.size, 0.0, 0)
        child = os.fork()
        if child:
            self._children[child] = slot
            return
        try:
            Child(self._options, self._secret, self._deadlines, slot).run(self._listener, ready)
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
        self._answering = False
        self._stopping = False

    def run(self, listener: socket.socket, ready: int | None) -> None:
        """Imports the modules, says whether that worked, and serves for ever."""
        lifeline.die_with(os.getppid())
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all: the service decides
        signal.signal(signal.SIGTERM, self._stop)
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
        while not self._stopping:
            connection, _ = listener.accept()
            with connection:
                self._serve(connection)
        os._exit(0)

    def _stop(self, *_: object) -> None:
        """Ends the child: at once, or after the reply to the call that runs."""
        if not self._answering:
            os._exit(0)
        self._stopping = True

    def _prepare(self) -> None:
        lifeline.limit_memory(self._options.memory_limit)
        os.nice(self._options.nice)
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
            while not self._stopping and (request := http_wire.read(connection, rest, self._options.max_message)) is not None:
                self._answering = True
                connection.sendall(self._answer(request))
                self._answering = False
        except http_wire.BadRequest as refusal:
            connection.sendall(http_wire.reply(refusal.status, "refused", str(refusal).encode(), close=True))
        except OSError:
            pass  # the caller went, or was silent for too long
        self._answering = False

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
        _SLOT.pack_into(self._deadlines, self._slot, time.monotonic() + budget if budget else 0.0, self._call)
        try:
            return self._run(request.path[len("/call/") :], request.body)
        finally:
            _SLOT.pack_into(self._deadlines, self._slot, 0.0, 0)
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
        """A line as the host that supervises reads it (ServiceProcess in the .NET half), or for people."""
        text = f"\x1e{level}\t{source}\t{self._call}\t{line}\n" if self._options.parent else f"{source}, call {self._call}: {line}\n"
        os.write(2, text.encode("utf-8", "replace"))


def _read_all_lines(pipe: int) -> bytes:
    """The first report of a child that failed, else the first of all."""
    with os.fdopen(pipe, "rb", closefd=False) as reports:
        lines = reports.read().splitlines()
    return next((line for line in lines if b'"error"' in line), lines[0] if lines else b'{"error": null}')

