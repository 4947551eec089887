"""BankID's responses: bytes in, and one typed value or RemoteProtocolError out, nothing else.

A hint code, status or error code that this module does not know is kept as it came: BankID may add
some without notice (facts 1.1).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bankid import completion, limits, scrubbing
from bankid.completion import Completion
from bankid.parsing import RemoteProtocolError, read_object, reference, text_or_none, word

__all__ = [
    "Complete",
    "Failed",
    "HttpResponse",
    "Ordered",
    "Pending",
    "Refused",
    "RemoteProtocolError",
    "UnknownStatus",
    "receive_collect",
    "receive_start",
]


class HttpResponse(NamedTuple):
    """An HTTP response as the host received it. Header names are in lower case. Prints masked."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def __repr__(self) -> str:
        return f"HttpResponse(status={self.status}, ***)"


class Ordered(NamedTuple):
    """The order that a start call created. Prints masked.

    The tokens are None for flows without a QR code or launch link.
    """

    order_ref: str
    auto_start_token: str | None
    qr_start_token: str | None
    qr_start_secret: str | None

    def __repr__(self) -> str:
        return "Ordered(***)"


class Refused(NamedTuple):
    """An error response. HTTP status and error code together say what it means (1.5)."""

    status: int
    code: str | None  # None when the body is not BankID's: an empty 405, a proxy's HTML
    retry_after: int | None  # ms to wait, as the sender asks
    details: str = ""  # for the operator, scrubbed


class Pending(NamedTuple):
    """The order is waiting for the person."""

    hint: str


class Failed(NamedTuple):
    """BankID ended the order."""

    hint: str


class Complete(NamedTuple):
    """The person completed the order."""

    completion: Completion


class UnknownStatus(NamedTuple):
    """A status this version of the protocol does not have."""

    status: str


def receive_start(response: HttpResponse, *, tokens: bool) -> Ordered | Refused:
    """Reads the response to a start call. `tokens`: orders of this flow have start tokens."""
    if response.status != 200:
        return _refused(response)
    members = read_object(response.body)
    return Ordered(
        reference(members, "orderRef"),
        reference(members, "autoStartToken") if tokens else None,
        reference(members, "qrStartToken") if tokens else None,
        reference(members, "qrStartSecret") if tokens else None,
    )


def receive_collect(
    response: HttpResponse, order_ref: str
) -> Pending | Failed | Complete | UnknownStatus | Refused:
    """Reads the response to a collect of `order_ref`."""
    if response.status != 200:
        return _refused(response)
    members = read_object(response.body)
    if reference(members, "orderRef") != order_ref:
        raise RemoteProtocolError("orderRef is another order's")
    match word(members, "status"):
        case "pending":
            return Pending(word(members, "hintCode"))
        case "failed":
            return Failed(word(members, "hintCode"))
        case "complete":
            return Complete(completion.parse(members.get("completionData")))
        case other:
            return UnknownStatus(other)


def _refused(response: HttpResponse) -> Refused:
    code, details = None, ""
    try:
        members = read_object(response.body)
        code = word(members, "errorCode") or None
        details = scrubbing.scrub(text_or_none(members, "details") or "")
    except RemoteProtocolError:
        pass  # what was read before counts
    return Refused(response.status, code, _retry_after(response.headers), details)


def _retry_after(headers: Mapping[str, Any]) -> int | None:
    """The seconds in Retry-After or else in RateLimit-Reset, as ms.

    None without either, or for a date: our own pause applies.
    """
    for name in ("retry-after", "ratelimit-reset"):
        seconds = headers.get(name, "")
        if seconds.isascii() and seconds.isdigit() and len(seconds) <= 6:
            return min(max(int(seconds) * 1000, limits.RETRY_FLOOR_MS), limits.RETRY_CEILING_MS)
    return None
