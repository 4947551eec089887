"""What each hint of BankID means for the session (facts 1.5)."""

import harness
import pytest
from harness import AUTH_OTHER, AUTH_SAME, INTENTS, PHONE_AUTH, Session


@pytest.mark.parametrize(
    ("hint", "kind"),
    [
        ("noClient", "waiting_for_app"),
        ("started", "searching"),
        ("userMrtd", "reading_document"),
        ("userCallConfirm", "confirming_call"),
        ("userSign", "entering_code"),
        ("processing", "processing"),
        ("somethingNew", "in_progress"),
        ("", "in_progress"),
        ("UserSign", "in_progress"),
    ],
)
@pytest.mark.parametrize("flow", INTENTS)
def test_pending_hint(flow: str, hint: str, kind: str) -> None:
    session = Session(INTENTS[flow]).respond(harness.started()).collect(harness.pending(hint))
    assert session.kind == kind
    assert session.outcome["final"] is False
    assert session.outcome["hint"] == (hint or None)


def test_no_hint_without_an_order() -> None:
    session = Session(AUTH_OTHER)
    assert (session.kind, "hint" in session.outcome) == ("starting", False)
    session.respond(harness.started()).collect(harness.failed("startFailed"))
    assert (session.kind, "hint" in session.outcome) == ("renewing", False)


@pytest.mark.parametrize(
    ("intent", "kind", "members"),
    [
        (AUTH_OTHER, "awaiting_scan", {"qr", "window_ends", "renewals"}),
        (AUTH_SAME, "awaiting_launch", {"link", "returns", "window_ends", "renewals"}),
        (PHONE_AUTH, "waiting_for_app", set()),
    ],
)
def test_outstanding_by_device(intent: dict[str, object], kind: str, members: set[str]) -> None:
    session = harness.ordered(intent)
    assert session.kind == kind
    assert set(session.outcome) == {"kind", "final", "message", "troubled_since", "hint"} | members
    assert session.outcome["hint"] == "outstandingTransaction"
    if members:
        assert session.outcome["window_ends"] == session.now + 30_000


@pytest.mark.parametrize(
    ("hint", "kind", "about", "retry"),
    [
        ("expiredTransaction", "failed", "expired_transaction", True),
        ("certificateErr", "failed", "certificate_error", False),
        ("userDeclinedCall", "failed", "user_declined_call", False),
        ("notSupportedByUserApp", "failed", "not_supported_by_user_app", False),
        ("transactionRiskBlocked", "failed", "transaction_risk_blocked", False),
        ("somethingNew", "failed", "unknown_hint", True),
        ("", "failed", "unknown_hint", True),
        ("userCancel", "cancelled", "app", None),
        ("cancelled", "cancelled", "other_order", None),
    ],
)
@pytest.mark.parametrize("flow", INTENTS)
def test_failed_hint(flow: str, hint: str, kind: str, about: str, retry: bool | None) -> None:
    session = Session(INTENTS[flow]).respond(harness.started()).collect(harness.failed(hint))
    assert session.kind == kind
    assert session.outcome["reason" if kind == "failed" else "by"] == about
    if kind == "failed":
        assert (session.outcome["retry"], session.outcome["raw"]) == (retry, hint)
    assert session.sent() == []


@pytest.mark.parametrize(
    ("reason", "retry"),
    [
        ("alreadyInProgress", True),
        ("invalidParameters", False),
        ("unauthorized", False),
        ("somethingNew", True),
    ],
)
def test_refused_start_reports_whether_to_retry(reason: str, retry: bool) -> None:
    status = 401 if reason == "unauthorized" else 400
    session = Session(AUTH_OTHER).respond(harness.error(reason), status)
    assert (session.kind, session.outcome["retry"]) == ("failed", retry)
