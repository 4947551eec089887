"""What hosted code may ask of the host while it runs. The pattern in use puts its own functions in place at start."""

from collections.abc import Callable


def _outside(*_: object) -> tuple[int, str]:
    return 0, ""


_context: Callable[[], tuple[int, str]] = _outside


def call_id() -> int:
    """The id of the call that runs, as in the host's log; 0 outside a call."""
    return _context()[0]


def traceparent() -> str:
    """The W3C trace context of the call that runs; empty when nobody traces."""
    return _context()[1]
