"""Hosted code that talks back while it runs: it asks the host, and tells how far it is."""

from authdemo_host import host


def asks(request: bytes) -> bytes:
    return b"answered " + host.ask("question", request)


def asks_and_tells_failure(request: bytes) -> bytes:
    try:
        return host.ask("question", request)
    except host.HostCallFailed as failure:
        return str(failure).encode()


def descends(request: bytes) -> bytes:
    """Asks for a call of itself, so many calls deep."""
    left = int(request)
    return b"bottom" if left == 0 else request + b" " + host.ask("deeper", b"%d" % (left - 1))


def asks_and_progresses(request: bytes) -> bytes:
    host.progress(b"begun " + request)
    try:
        return b"answered " + host.ask("question", request)
    except host.HostCallFailed as failure:
        return f"HostCallFailed: {failure}".encode()


def progresses(request: bytes) -> bytes:
    for step in range(int(request)):
        host.progress(b"step %d" % step)
    return b"done"
