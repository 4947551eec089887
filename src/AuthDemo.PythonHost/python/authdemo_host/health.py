"""The call a health check makes when the configuration names no other."""


def ping(request: bytes) -> bytes:
    """Returns what it was given."""
    return request
