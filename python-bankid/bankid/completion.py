"""completionData: the user's identity and the evidence (facts 1.4).

Accepts the variants that BankID's documents, real responses and other implementations show (issue
date, stepUp, missing device). `policies` checks the personal number and applies our own rules.
"""

import re
from typing import Any, NamedTuple

from bankid.parsing import RemoteProtocolError, as_object, text, text_or_none

_ISSUE_DATE = re.compile(
    r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:Z|[+-]\d\d:?\d\d|T.*)?", re.ASCII
)


class Completion(NamedTuple):
    """A completed order. Prints masked: everything here is personal data or evidence."""

    personal_number: str
    name: str
    given_name: str
    surname: str
    ip_address: str | None
    uhi: str | None
    issue_date: str | None  # YYYY-MM-DD
    mrtd: bool | None  # an ID document was read; None when BankID did not say
    signature: str  # base64 of the XML signature
    ocsp_response: str  # base64
    risk: str | None  # low, moderate, high, or an unknown value

    def __repr__(self) -> str:
        return "Completion(***)"


def parse(value: object) -> Completion:
    """Reads completionData. Raises RemoteProtocolError, nothing else."""
    data = as_object(value, "completionData")
    user = as_object(data.get("user"), "user")
    device = _object_or_empty(data, "device")
    risk = text_or_none(data, "risk")
    return Completion(
        personal_number=text(user, "personalNumber"),
        name=text_or_none(user, "name") or "",
        given_name=text_or_none(user, "givenName") or "",
        surname=text_or_none(user, "surname") or "",
        ip_address=text_or_none(device, "ipAddress"),
        uhi=text_or_none(device, "uhi"),
        issue_date=_issue_date(data.get("bankIdIssueDate")),
        mrtd=_mrtd(data),
        signature=_evidence(data, "signature"),
        ocsp_response=_evidence(data, "ocspResponse"),
        risk=None if risk is None else risk.lower(),
    )


def _object_or_empty(data: dict[str, Any], name: str) -> dict[str, Any]:
    value = data.get(name)
    return {} if value is None else as_object(value, name)


def _evidence(data: dict[str, Any], name: str) -> str:
    value = text(data, name)
    if not value:
        raise RemoteProtocolError(f"{name} is empty")
    return value


def _issue_date(value: object) -> str | None:
    """`2025-08-09Z`, with an offset, with a time, or bare: the date alone.

    None when it is none of these.
    """
    found = _ISSUE_DATE.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else None


def _mrtd(data: dict[str, Any]) -> bool | None:
    """`stepUp` as the object {mrtd}, as a bare bool, or under the name `setUp`."""
    value = data.get("stepUp", data.get("setUp"))
    if isinstance(value, dict):
        value = value.get("mrtd")
    return value if isinstance(value, bool) else None
