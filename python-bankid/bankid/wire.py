"""BankID's answers: bytes in, one typed value out, or RemoteProtocolError; nothing else can happen.

A hint code, status or error code that this module does not know is kept as it came: BankID may add
some without notice (facts 1.1).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bankid import completion, limits
from bankid.completion import Completion
from bankid.received import RemoteProtocolError, read_object, reference, word

__all__ = [
    "Answer",
    "Complete",
    "Failed",
    "Ordered",
    "Pending",
    "Refused",
    "RemoteProtocolError",
    "UnknownStatus",
    "receive_collect",
    "receive_start",
]


class Answer(NamedTuple):
    """An HTTP response as the host received it. Header names are in lower case. Prints masked."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def __repr__(self) -> str:
        return f"Answer(status={self.status}, ***)"


class Ordered(NamedTuple):
    """A start call made an order. The tokens are None for orders without a QR code or launch link.

    Prints masked.
    """

    order_ref: str
    auto_start_token: str | None
    qr_start_token: str | None
    qr_start_secret: str | None

    def __repr__(self) -> str:
        return "Ordered(***)"


class Refused(NamedTuple):
    """An error answer: the pair of HTTP status and error code says what it means (1.5)."""

    status: int
    code: str | None  # None when the body is not BankID's: an empty 405, a proxy's HTML
    retry_after: int | None  # ms the sender asks us to wait


class Pending(NamedTuple):
    """The order is waiting for the person."""

    hint: str


class Failed(NamedTuple):
    """BankID ended the order."""

    hint: str


class Complete(NamedTuple):
    """The person did it."""

    completion: Completion


class UnknownStatus(NamedTuple):
    """A status this version of the protocol does not have."""

    status: str


def receive_start(answer: Answer, *, tokens: bool) -> Ordered | Refused:
    """Reads the answer to a start call.

    `tokens` says whether this flow's orders come with start tokens.
    """
    if answer.status != 200:
        return _refused(answer)
    members = read_object(answer.body)
    return Ordered(
        reference(members, "orderRef"),
        reference(members, "autoStartToken") if tokens else None,
        reference(members, "qrStartToken") if tokens else None,
        reference(members, "qrStartSecret") if tokens else None,
    )


def receive_collect(
    answer: Answer, order_ref: str
) -> Pending | Failed | Complete | UnknownStatus | Refused:
    """Reads the answer to a collect of `order_ref`."""
    if answer.status != 200:
        return _refused(answer)
    members = read_object(answer.body)
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


def _refused(answer: Answer) -> Refused:
    try:
        code = word(read_object(answer.body), "errorCode") or None
    except RemoteProtocolError:
        code = None
    return Refused(answer.status, code, _retry_after(answer.headers))


def _retry_after(headers: Mapping[str, Any]) -> int | None:
    """Whole seconds of Retry-After or, failing that, RateLimit-Reset. A date is not read.

    Our own pause is used then.
    """
    for name in ("retry-after", "ratelimit-reset"):
        seconds = headers.get(name, "")
        if seconds.isascii() and seconds.isdigit() and len(seconds) <= 6:
            return min(max(int(seconds) * 1000, limits.RETRY_FLOOR_MS), limits.RETRY_CEILING_MS)
    return None
