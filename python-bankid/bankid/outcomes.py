"""The outcomes of the contract: one function for each family."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from bankid import launch, limits, messages, qr
from bankid.completion import Completion
from bankid.intent import Intent, device_of, os_of
from bankid.order import Phase
from bankid.state import Order, State

Outcome = dict[str, Any]

# Pending hint codes (facts 1.4). Any other is `in_progress`.
HINTS: Final = {
    "noClient": "waiting_for_app",
    "started": "searching",
    "userMrtd": "reading_document",
    "userCallConfirm": "confirming_call",
    "userSign": "entering_code",
    "processing": "processing",
}
OUTSTANDING: Final = "outstandingTransaction"
_OUTSTANDING = {"other": "awaiting_scan", "same": "awaiting_launch", "": "waiting_for_app"}


class Ending(NamedTuple):
    """How a hint code of a failed order ends the session."""

    kind: str  # failed or cancelled
    about: str  # the reason, or who cancelled


# Failed hint codes (facts 1.4). Any other is `unknown_hint`, with the raw code.
ENDINGS: Final = {
    "expiredTransaction": Ending("failed", "expired_transaction"),
    "certificateErr": Ending("failed", "certificate_error"),
    "startFailed": Ending("failed", "start_failed"),
    "userDeclinedCall": Ending("failed", "user_declined_call"),
    "notSupportedByUserApp": Ending("failed", "not_supported_by_user_app"),
    "transactionRiskBlocked": Ending("failed", "transaction_risk_blocked"),
    "userCancel": Ending("cancelled", "app"),
    "cancelled": Ending("cancelled", "other_order"),
}
UNKNOWN_ENDING: Final = Ending("failed", "unknown_hint")

# Whether the same person can try again at once, with the same BankID and the same request.
RETRY: Final = {
    "expired_transaction": True,
    "certificate_error": False,
    "start_failed": True,
    "user_declined_call": False,
    "not_supported_by_user_app": False,
    "transaction_risk_blocked": False,
    "already_in_progress": True,
    "rejected_request": False,
    "unauthorized": False,
    "unknown_hint": True,
    "unknown_error": True,
    "unknown_status": True,
    "malformed_response": True,
}

KINDS: Final = (
    "starting",
    "awaiting_scan",
    "awaiting_launch",
    "waiting_for_app",
    "searching",
    "reading_document",
    "confirming_call",
    "entering_code",
    "processing",
    "in_progress",
    "renewing",
    "completed",
    "cancelled",
    "failed",
    "rejected",
    "unavailable",
)


def pending(state: State, now: int) -> Outcome:
    """The outcome of a session that has not ended."""
    since = state.trouble.since if state.trouble else None
    if state.order is None or state.intent is None:
        kind = "renewing" if state.phase is Phase.RENEWING else "starting"
        counted = {"renewals": state.renewals} if kind == "renewing" else {}
        return _outcome(kind, False, messages.choose(kind), troubled_since=since, **counted)
    device = device_of(state.intent)
    hint = state.order.hint
    kind = _OUTSTANDING[device] if hint == OUTSTANDING else HINTS.get(hint, "in_progress")
    variant = messages.device_class(os_of(state.intent)) if kind == "searching" else ""
    message = messages.choose(kind, "", variant)
    members = _members(kind, state, state.order, state.intent, now)
    return _outcome(kind, False, message, troubled_since=since, hint=hint or None, **members)


def shows_qr(state: State) -> bool:
    """True while a QR code is shown, which changes every second."""
    return (
        state.order is not None
        and state.order.qr_start_secret is not None
        and state.order.hint == OUTSTANDING
        and state.intent is not None
        and device_of(state.intent) == "other"
    )


def _members(kind: str, state: State, order: Order, intent: Intent, now: int) -> Outcome:
    if kind not in ("awaiting_scan", "awaiting_launch"):
        return {}
    window = {"window_ends": order.started_at + limits.WINDOW_MS, "renewals": state.renewals}
    if kind == "awaiting_scan":
        assert order.qr_start_token is not None and order.qr_start_secret is not None
        code = qr.content(order.qr_start_token, order.qr_start_secret, order.started_at, now)
        return {"qr": code, **window}
    assert order.auto_start_token is not None
    os, browser = intent["client"]["os"], intent["client"]["browser"]
    return {
        "link": launch.link(os, browser, order.auto_start_token),
        "returns": launch.returns(os, browser, intent.get("return_url")),
        **window,
    }


def completed(completion: Completion, warnings: list[str]) -> Outcome:
    """BankID completed the order, and our policies accept it."""
    return _outcome(
        "completed",
        True,
        messages.choose("completed"),
        identity={
            "personal_number": completion.personal_number,
            "name": completion.name,
            "given_name": completion.given_name,
            "surname": completion.surname,
        },
        device={"ip_address": completion.ip_address, "uhi": completion.uhi},
        bankid_issue_date=completion.issue_date,
        mrtd=completion.mrtd,
        signature=completion.signature,
        ocsp_response=completion.ocsp_response,
        risk=completion.risk,
        warnings=warnings,
    )


def cancelled(by: str) -> Outcome:
    """Somebody ended the session; `by` is a word of the contract."""
    return _outcome("cancelled", True, messages.choose("cancelled", by), by=by)


def failed(reason: str, raw: str, device: str) -> Outcome:
    """BankID refused or ended the order. `device` selects the message."""
    message = messages.choose("failed", reason, device)
    return _outcome("failed", True, message, reason=reason, retry=RETRY[reason], raw=raw)


def rejected(policy: str, detail: str) -> Outcome:
    """BankID completed the order, and a policy of ours rejects it."""
    message = messages.choose("rejected", policy)
    return _outcome("rejected", True, message, policy=policy, detail=detail)


def unavailable(reason: str, since: int, retry_after: int | None) -> Outcome:
    """BankID has been unreachable or faulty since `since` (ms)."""
    message = messages.choose("unavailable", reason)
    members = {"what": "bankid", "since": since, "reason": reason, "retry_after_ms": retry_after}
    return _outcome("unavailable", True, message, **members)


def _outcome(kind: str, final: bool, message: str | None, /, **members: Any) -> Outcome:
    return {"kind": kind, "final": final, "message": message, **members}


def repeated(final: Mapping[str, Any]) -> Outcome:
    """The outcome of a session that has ended."""
    return dict(final)
