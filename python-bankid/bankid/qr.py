"""The content of the animated QR code (facts 1.7).

`bankid.<qrStartToken>.<seconds>.<code>`: seconds since the start response was received, rounded
down; code is the lower-case hexadecimal HMAC-SHA256 of the seconds' digits, keyed with
qrStartSecret as ASCII.
"""

from bankid import limits

# `hmac.digest` is this function, but importing `hmac` imports `hashlib`, and on CPython 3.12.1 that
# corrupts the heap of a process in which an interpreter with its own GIL ends.
try:
    from _hashlib import hmac_digest as digest
except ImportError:  # a Python built without OpenSSL
    from hmac import digest


def content(token: str, secret: str, started_at: int, now: int) -> str:
    """What the code shows at `now` for an order started at `started_at` (both ms)."""
    seconds = str(_elapsed(started_at, now))
    code = digest(secret.encode("ascii"), seconds.encode("ascii"), "sha256").hex()
    return f"bankid.{token}.{seconds}.{code}"


def next_change(started_at: int, now: int) -> int:
    """The moment (ms) at which the content changes next."""
    return started_at + (_elapsed(started_at, now) + 1) * limits.QR_MS


def _elapsed(started_at: int, now: int) -> int:
    return max(0, (now - started_at) // limits.QR_MS)
