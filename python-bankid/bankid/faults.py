"""What an error response or a broken connection means (facts 1.5).

HTTP status and error code decide together. The code is None when the body is not BankID's. A known
status with another code is an unknown error, except that every 5xx is a server error.
"""

from typing import Final, NamedTuple

from bankid.wire import Refused


class Fault(NamedTuple):
    """What went wrong.

    `is_transient`: a collect is repeated. `may_restart`: a start call may be repeated too, because
    BankID has created no order.
    """

    reason: str  # a word of the contract
    is_transient: bool = False
    may_restart: bool = False


_OURS = Fault("rejected_request")
_UNAUTHORIZED = Fault("unauthorized")
_INTERNAL = Fault("internal_error", is_transient=True)
_BUSY = Fault("too_many_requests", is_transient=True)
_TIMEOUT = Fault("request_timeout", is_transient=True)

# Codes in lower case: their spelling varies between sources.
TABLE: Final[dict[tuple[int, str | None], Fault]] = {
    (400, "alreadyinprogress"): Fault("already_in_progress"),
    (400, "invalidparameters"): _OURS,
    (401, "unauthorized"): _UNAUTHORIZED,
    (401, None): _UNAUTHORIZED,
    (403, "unauthorized"): _UNAUTHORIZED,
    (403, None): _UNAUTHORIZED,
    (404, "notfound"): _OURS,
    (404, None): _OURS,
    (405, "methodnotallowed"): _OURS,
    (405, None): _OURS,
    (408, "requesttimeout"): _TIMEOUT,
    (408, None): _TIMEOUT,
    (415, "unsupportedmediatype"): _OURS,
    (415, None): _OURS,
    (429, "toomanyrequests"): _BUSY,
    (429, None): _BUSY,
    (500, "internalerror"): _INTERNAL,
    (500, None): _INTERNAL,
    (503, "maintenance"): Fault("maintenance", is_transient=True, may_restart=True),
}
_SERVER = Fault("other", is_transient=True)
_UNKNOWN = Fault("unknown_error")

# `too_large`: BankID has responded, and the response cannot be read. A repeat would not help.
TRANSPORT: Final[dict[str, Fault]] = {
    "connect": Fault("connect", is_transient=True),
    "tls": Fault("tls", is_transient=True),
    "timeout": Fault("timeout", is_transient=True),
    "reset": Fault("reset", is_transient=True),
    "circuit_open": Fault("other", is_transient=True),
    "other": Fault("other", is_transient=True),
    "too_large": Fault("malformed_response"),
}


def of(refused: Refused) -> Fault:
    """The fault of an error response."""
    code = None if refused.code is None else refused.code.lower()
    return TABLE.get((refused.status, code)) or (_SERVER if refused.status >= 500 else _UNKNOWN)


def raw(refused: Refused) -> str:
    """`status errorCode: details`, for the operator."""
    code = f"{refused.status} {refused.code}" if refused.code else str(refused.status)
    return f"{code}: {refused.details}" if refused.details else code
