"""The meaning of error responses and transport errors (facts 1.5).

HTTP status and error code decide together. The code is None when the body is not BankID's. A known
status with another code is an unknown error, except that every 5xx is a server error.
"""

from typing import Final, NamedTuple

from bankid.wire import Refused


class Fault(NamedTuple):
    """A class of error.

    `is_transient`: a collect is repeated. `may_restart`: a start call may be repeated too, because
    BankID has created no order.
    """

    reason: str  # a word of the contract
    is_transient: bool = False
    may_restart: bool = False


_OUR_ERROR = Fault("rejected_request")
_UNAUTHORIZED = Fault("unauthorized")
_INTERNAL = Fault("internal_error", is_transient=True)
_BUSY = Fault("too_many_requests", is_transient=True)
_TIMEOUT = Fault("request_timeout", is_transient=True)

# The keys are in lower case, because the case of the codes varies between sources.
TABLE: Final[dict[tuple[int, str | None], Fault]] = {
    (400, "alreadyinprogress"): Fault("already_in_progress"),
    (400, "invalidparameters"): _OUR_ERROR,
    (401, "unauthorized"): _UNAUTHORIZED,
    (401, None): _UNAUTHORIZED,
    (403, "unauthorized"): _UNAUTHORIZED,
    (403, None): _UNAUTHORIZED,
    (404, "notfound"): _OUR_ERROR,
    (404, None): _OUR_ERROR,
    (405, "methodnotallowed"): _OUR_ERROR,
    (405, None): _OUR_ERROR,
    (408, "requesttimeout"): _TIMEOUT,
    (408, None): _TIMEOUT,
    (415, "unsupportedmediatype"): _OUR_ERROR,
    (415, None): _OUR_ERROR,
    (429, "toomanyrequests"): _BUSY,
    (429, None): _BUSY,
    (500, "internalerror"): _INTERNAL,
    (500, None): _INTERNAL,
    (503, "maintenance"): Fault("maintenance", is_transient=True, may_restart=True),
}
_SERVER = Fault("other", is_transient=True)
_UNKNOWN = Fault("unknown_error")

# `too_large`: BankID has responded, and a repeat would get the same unreadable response.
TRANSPORT: Final[dict[str, Fault]] = {
    "connect": Fault("connect", is_transient=True),
    "tls": Fault("tls", is_transient=True),
    "timeout": Fault("timeout", is_transient=True),
    "reset": Fault("reset", is_transient=True),
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
