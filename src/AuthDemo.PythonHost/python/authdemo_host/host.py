"""What hosted code may ask of the host while it runs. The pattern in use puts its own functions in place at start."""

from collections.abc import Callable


class HostCallFailed(RuntimeError):
    """The host could not answer: nobody listens under that name, its handler failed, or the call was given up."""


def _no_context() -> tuple[int, str]:
    return 0, ""


def _nobody(name: str, payload: bytes) -> bytes:
    raise HostCallFailed(f"nobody answers '{name}' here")


def _nowhere(payload: bytes) -> None:
    pass


_context: Callable[[], tuple[int, str]] = _no_context
_ask: Callable[[str, bytes], bytes] = _nobody
_progress: Callable[[bytes], object] = _nowhere


def unpack(answer: bytes) -> bytes:
    """The host's answer, or the failure it tells instead."""
    if answer[:1] == b"\x01":
        return answer[1:]
    raise HostCallFailed(answer[1:].decode("utf-8", "replace"))


def call_id() -> int:
    """The id of the call that runs, as in the host's log; 0 outside a call."""
    return _context()[0]


def traceparent() -> str:
    """The W3C trace context of the call that runs; empty when nobody traces."""
    return _context()[1]


def ask(name: str, payload: bytes = b"") -> bytes:
    """Asks the .NET side of the call that runs and waits for the answer. Raises HostCallFailed."""
    return _ask(name, payload)


def progress(payload: bytes) -> None:
    """Tells the .NET side how far the call is; does not wait."""
    _progress(payload)
