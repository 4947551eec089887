"""What an error answer or a broken connection means: a table by HTTP status and error code (facts
1.5).

The pair decides. A status whose body is not BankID's has its own row (code None); a known status
with a code that does not belong to it is unknown, except that every 5xx is the server's fault.
"""

from typing import Final, NamedTuple

from bankid.wire import Refused


class Fault(NamedTuple):
    """A reason of the seam. `passing`.

    BankID may answer the same collect later, so it is tried again.
    """

    reason: str
    passing: bool = False
    put_off: bool = False  # a start call may be repeated too


_OURS = Fault("rejected_request")
_UNAUTHORIZED = Fault("unauthorized")
_INTERNAL = Fault("internal_error", passing=True)
_BUSY = Fault("too_many_requests", passing=True)
_TIMEOUT = Fault("request_timeout", passing=True)

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
    (503, "maintenance"): Fault("maintenance", passing=True, put_off=True),
}
_SERVER = Fault("other", passing=True)
_UNKNOWN = Fault("unknown_error")

# `too_large` is an answer that was sent and cannot be read: asking again cannot help.
TRANSPORT: Final[dict[str, Fault]] = {
    "connect": Fault("connect", passing=True),
    "tls": Fault("tls", passing=True),
    "timeout": Fault("timeout", passing=True),
    "reset": Fault("reset", passing=True),
    "circuit_open": Fault("other", passing=True),
    "other": Fault("other", passing=True),
    "too_large": Fault("malformed_response"),
}


def of(refused: Refused) -> Fault:
    """The fault an error answer stands for."""
    code = None if refused.code is None else refused.code.lower()
    return TABLE.get((refused.status, code)) or (_SERVER if refused.status >= 500 else _UNKNOWN)


def raw(refused: Refused) -> str:
    """`status errorCode`, as an operator looks it up."""
    return f"{refused.status} {refused.code}" if refused.code else str(refused.status)
