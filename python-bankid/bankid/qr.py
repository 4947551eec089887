"""The content of the animated QR code (facts 1.7).

`bankid.<qrStartToken>.<seconds>.<code>`: seconds since the start response was received, rounded
down; code is the lower-case hexadecimal HMAC-SHA256 of the seconds' digits, keyed with
qrStartSecret as ASCII.
"""

from hmac import digest

from bankid import limits


def content(token: str, secret: str, started_at: int, now: int) -> str:
    """What the code shows at `now` for an order started at `started_at` (both ms)."""
    seconds = str(max(0, now - started_at) // limits.QR_MS)
    code = digest(secret.encode("ascii"), seconds.encode("ascii"), "sha256").hex()
    return f"bankid.{token}.{seconds}.{code}"


def next_change(started_at: int, now: int) -> int:
    """The moment (ms) at which the content changes next."""
    return started_at + (max(0, now - started_at) // limits.QR_MS + 1) * limits.QR_MS
