"""`python -m bankid auth`: one session in a terminal, over the same seam as any other host."""

import argparse
import json
import queue
import ssl
import sys
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

from bankid import host_api
from bankid.terminal.screen import Screen
from bankid.terminal.texts import LANGUAGES
from bankid.terminal.transport import client_context, perform

_SIMULATOR = Path(__file__).resolve().parents[3] / "data" / "simulator"
_SYSTEMS = {"win32": "windows", "darwin": "macos"}
_DONE, _NOT_DONE, _USAGE, _INTERRUPTED = 0, 1, 2, 130


class Remote(NamedTuple):
    """Where BankID is and how we are known there."""

    url: str
    context: ssl.SSLContext


class UsageError(Exception):
    """The command line, or a file it names, cannot be used."""


def main(arguments: list[str]) -> int:
    """Runs the command; returns the exit code: 0 identified, 1 not, 2 usage, 130 interrupted."""
    options = _parser().parse_args(arguments)
    try:
        remote = _remote(options)
    except UsageError as error:
        print(f"bankid: {error}", file=sys.stderr)
        return _USAGE
    return Session(_intent(options), remote, Screen(sys.stdout, options.lang)).run()


class Session:
    """Drives one session: a thread per call in flight, one queue for what comes back."""

    def __init__(self, intent: dict[str, Any], remote: Remote, screen: Screen) -> None:
        self._remote = remote
        self._screen = screen
        self._events: queue.Queue[dict[str, Any]] = queue.Queue()
        self._starting: set[int] = set()
        self._began = (time.time_ns() // 1_000_000, time.monotonic())
        self._step = self._call({"op": "begin", "intent": intent})

    def run(self) -> int:
        """Until the outcome is final. Ctrl-C cancels the order."""
        try:
            self._take()
            while not self._step["outcome"]["final"]:
                self._advance(self._next(self._step["wake_ms"] / 1000) or {"kind": "tick"})
        except KeyboardInterrupt:
            self._advance({"kind": "cancel", "by": "user"})
            self._sweep()
            return _INTERRUPTED
        return _DONE if self._step["outcome"]["kind"] == "completed" else _NOT_DONE

    def _next(self, seconds: float) -> dict[str, Any] | None:
        try:
            return self._events.get(timeout=seconds)
        except queue.Empty:
            return None

    def _advance(self, event: dict[str, Any]) -> None:
        self._starting.discard(event.get("effect", 0))
        request = {"op": "advance", "state": self._step["state"], "event": event}
        self._step = self._call(request)
        self._take()

    def _call(self, request: dict[str, Any]) -> dict[str, Any]:
        wall, start = self._began
        now = wall + int((time.monotonic() - start) * 1000)
        asked = json.dumps({**request, "now": now}).encode("ascii")
        step: dict[str, Any] = json.loads(host_api.handle(asked))
        return step

    def _take(self) -> None:
        """Shows the step's outcome and runs its effects. A final cancel is waited for.

        We are about to exit.
        """
        self._screen.show(self._step["outcome"])
        for effect in self._step["effects"]:
            if effect["purpose"] == "start":
                self._starting.add(effect["id"])
            if self._step["outcome"]["final"]:
                perform(effect, *self._remote)
            else:
                threading.Thread(target=self._perform, args=(effect,), daemon=True).start()

    def _perform(self, effect: dict[str, Any]) -> None:
        self._events.put(perform(effect, *self._remote))

    def _sweep(self) -> None:
        """A start call still under way may yet make an order: its answer leads to a cancel."""
        while self._starting and (event := self._next(10)) is not None:
            self._advance(event)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bankid", description="BankID in a terminal.")
    commands = parser.add_subparsers(dest="flow", required=True)
    auth = commands.add_parser("auth", help="identify yourself with an animated QR code or a link")
    auth.add_argument(
        "--simulator",
        metavar="DIR",
        nargs="?",
        const=str(_SIMULATOR),
        help="use the simulator that left its files in DIR (default: the repository's)",
    )
    auth.add_argument("--url", help="base address of the RP API, ending in /rp/v6.0/")
    auth.add_argument(
        "--ca", help="PEM file with the root that BankID's server certificate chains to"
    )
    auth.add_argument("--cert", help="PEM file with the relying party's certificate")
    auth.add_argument(
        "--key", help="PEM file with its key, when it is not in the certificate's file"
    )
    auth.add_argument("--ip", default="127.0.0.1", help="the end user's IP address")
    auth.add_argument("--same-device", action="store_true", help="print a launch link, no QR code")
    auth.add_argument("--lang", choices=list(LANGUAGES), default="sv", help="language of the texts")
    return parser


def _intent(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "flow": options.flow,
        "device": "same" if options.same_device else "other",
        "client": {"os": _SYSTEMS.get(sys.platform, "linux"), "browser": "other"},
        "end_user_ip": options.ip,
    }


def _remote(options: argparse.Namespace) -> Remote:
    url, ca, cert, key = options.url, options.ca, options.cert, options.key
    if options.simulator is not None:
        folder = Path(options.simulator)
        found = _simulator_files(folder)
        url = url or found["url"]
        ca = ca or str(folder / found["caCertificate"])
        cert, key = cert or str(folder / found["clientCertificate"]), key or str(
            folder / found["clientKey"]
        )
    if not (url and ca and cert):
        raise UsageError("give --simulator, or --url, --ca and --cert (and --key)")
    if not (url.startswith("https://") and url.endswith("/")):
        raise UsageError(f"--url must begin with https:// and end with /, {url} was given")
    try:
        return Remote(url, client_context(ca, cert, key))
    except OSError as error:
        raise UsageError(f"the certificates cannot be read: {error}") from None


def _simulator_files(folder: Path) -> dict[str, str]:
    path = folder / "simulator.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {name: str(found[name]) for name in _SIMULATOR_MEMBERS}
    except OSError:
        raise UsageError(f"{path} cannot be read: is the simulator running?") from None
    except (ValueError, KeyError, TypeError):
        names = ", ".join(_SIMULATOR_MEMBERS)
        raise UsageError(f"{path} must be a JSON object with {names}") from None


_SIMULATOR_MEMBERS = ("url", "caCertificate", "clientCertificate", "clientKey")
