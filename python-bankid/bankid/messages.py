"""Message ids for the person: BankID's recommended messages (facts 2), or our own.

The key is the outcome's kind, its reason (or who cancelled, or the policy), and for some outcomes
the person's device. The texts belong to the host.
"""

from typing import Final

_COMPUTERS = frozenset({"windows", "macos", "linux"})

TABLE: Final[dict[tuple[str, str, str], str | None]] = {
    ("starting", "", ""): None,
    ("renewing", "", ""): None,
    ("completed", "", ""): None,
    ("awaiting_scan", "", ""): "RFA1",
    ("awaiting_launch", "", ""): "RFA13",
    ("waiting_for_app", "", ""): "RFA1",
    ("searching", "", "computer"): "RFA15A",
    ("searching", "", "mobile"): "RFA15B",
    ("reading_document", "", ""): "RFA23",
    ("confirming_call", "", ""): "confirm_call",
    ("entering_code", "", ""): "RFA9",
    ("processing", "", ""): "processing",
    ("in_progress", "", ""): "RFA21",
    ("cancelled", "user", ""): "RFA3",
    ("cancelled", "app", ""): "RFA6",
    ("cancelled", "other_order", ""): "RFA3",
    ("cancelled", "operator", ""): "cancelled_by_operator",
    ("cancelled", "owner_gone", ""): "session_ended",
    ("cancelled", "superseded", ""): "superseded",
    ("cancelled", "expired", ""): "session_expired",
    ("failed", "expired_transaction", ""): "RFA8",
    ("failed", "certificate_error", ""): "RFA16",
    ("failed", "start_failed", "same"): "RFA17A",
    ("failed", "start_failed", "other"): "RFA17B",
    ("failed", "start_failed", ""): "RFA17A",
    ("failed", "user_declined_call", ""): "call_declined",
    ("failed", "not_supported_by_user_app", ""): "app_too_old",
    ("failed", "transaction_risk_blocked", ""): "risk_blocked",
    ("failed", "already_in_progress", ""): "RFA4",
    ("failed", "rejected_request", ""): "service_error",
    ("failed", "unauthorized", ""): "service_error",
    ("failed", "unknown_hint", ""): "RFA22",
    ("failed", "unknown_error", ""): "RFA22",
    ("failed", "unknown_status", ""): "RFA22",
    ("failed", "malformed_response", ""): "RFA22",
    ("rejected", "ip_mismatch", ""): "rejected_ip_mismatch",
    ("rejected", "risk", ""): "rejected_risk",
    ("rejected", "identity", ""): "rejected_identity",
    ("unavailable", "internal_error", ""): "RFA5",
    ("unavailable", "request_timeout", ""): "RFA5",
    ("unavailable", "maintenance", ""): "RFA5",
    ("unavailable", "too_many_requests", ""): "bankid_busy",
    ("unavailable", "timeout", ""): "bankid_unreachable",
    ("unavailable", "connect", ""): "bankid_unreachable",
    ("unavailable", "tls", ""): "bankid_unreachable",
    ("unavailable", "reset", ""): "bankid_unreachable",
    ("unavailable", "other", ""): "bankid_unreachable",
}


# Messages for outcomes that the host makes itself, without this module.
HOST: Final = {
    "python_unavailable": "RFA5",
    "journal_unavailable": "RFA5",
    "internal_error": "RFA22",
    "completion_delayed": "one_moment",
    "rejected_session": "rejected_session",
    "rejected_signature": "rejected_signature",
    "rejected_clock": "rejected_clock",
}


def choose(kind: str, about: str = "", device: str = "") -> str | None:
    """The message id, or None where there is no message. A key without a row is a bug."""
    if (kind, about, device) in TABLE:
        return TABLE[kind, about, device]
    return TABLE[kind, about, ""]


def device_class(os: str | None) -> str:
    """`computer` or `mobile`, by the browser's operating system; `mobile` when unknown."""
    return "computer" if os in _COMPUTERS else "mobile"


def known() -> list[str]:
    """Every id this module may send."""
    return sorted({message for message in TABLE.values() if message is not None})
