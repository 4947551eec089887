"""User messages, every row: situation and device to BankID's message or our own."""

import pytest

from bankid import messages, outcomes

# Written a second time from the facts (section 2), independently of the module.
ROWS: list[tuple[str, str, str, str | None]] = [
    ("starting", "", "", None),
    ("renewing", "", "", None),
    ("completed", "", "", None),
    ("awaiting_scan", "", "", "RFA1"),
    ("awaiting_launch", "", "", "RFA13"),
    ("waiting_for_app", "", "", "RFA1"),
    ("searching", "", "computer", "RFA15A"),
    ("searching", "", "mobile", "RFA15B"),
    ("reading_document", "", "", "RFA23"),
    ("confirming_call", "", "", "confirm_call"),
    ("entering_code", "", "", "RFA9"),
    ("processing", "", "", "processing"),
    ("in_progress", "", "", "RFA21"),
    ("cancelled", "user", "", "RFA3"),
    ("cancelled", "app", "", "RFA6"),
    ("cancelled", "other_order", "", "RFA3"),
    ("cancelled", "operator", "", "cancelled_by_operator"),
    ("cancelled", "owner_gone", "", "session_ended"),
    ("cancelled", "superseded", "", "superseded"),
    ("cancelled", "expired", "", "session_expired"),
    ("failed", "expired_transaction", "", "RFA8"),
    ("failed", "certificate_error", "", "RFA16"),
    ("failed", "start_failed", "same", "RFA17A"),
    ("failed", "start_failed", "other", "RFA17B"),
    ("failed", "start_failed", "", "RFA17A"),
    ("failed", "user_declined_call", "", "call_declined"),
    ("failed", "not_supported_by_user_app", "", "app_too_old"),
    ("failed", "transaction_risk_blocked", "", "risk_blocked"),
    ("failed", "already_in_progress", "", "RFA4"),
    ("failed", "rejected_request", "", "service_error"),
    ("failed", "unauthorized", "", "service_error"),
    ("failed", "unknown_hint", "", "RFA22"),
    ("failed", "unknown_error", "", "RFA22"),
    ("failed", "unknown_status", "", "RFA22"),
    ("failed", "malformed_response", "", "RFA22"),
    ("rejected", "ip_mismatch", "", "rejected_ip_mismatch"),
    ("rejected", "risk", "", "rejected_risk"),
    ("rejected", "identity", "", "rejected_identity"),
    ("unavailable", "internal_error", "", "RFA5"),
    ("unavailable", "request_timeout", "", "RFA5"),
    ("unavailable", "maintenance", "", "RFA5"),
    ("unavailable", "too_many_requests", "", "bankid_busy"),
    ("unavailable", "timeout", "", "bankid_unreachable"),
    ("unavailable", "connect", "", "bankid_unreachable"),
    ("unavailable", "tls", "", "bankid_unreachable"),
    ("unavailable", "reset", "", "bankid_unreachable"),
    ("unavailable", "other", "", "bankid_unreachable"),
]


@pytest.mark.parametrize(("kind", "about", "device", "message"), ROWS)
def test_row(kind: str, about: str, device: str, message: str | None) -> None:
    assert messages.choose(kind, about, device) == message


def test_every_row_is_tested() -> None:
    assert [row[:3] for row in ROWS] == list(messages.TABLE)


def test_device_without_its_own_row_gets_the_general_one() -> None:
    assert messages.choose("failed", "certificate_error", "same") == "RFA16"


def test_missing_row_raises() -> None:
    with pytest.raises(KeyError):
        messages.choose("failed", "boredom")


def test_every_kind_of_outcome_and_every_failure_has_a_row() -> None:
    assert {kind for kind, _, _ in messages.TABLE} == set(outcomes.KINDS)
    reasons = {about for kind, about, _ in messages.TABLE if kind == "failed"}
    assert reasons == set(outcomes.RETRY)


@pytest.mark.parametrize(
    ("os", "device"),
    [
        ("windows", "computer"),
        ("macos", "computer"),
        ("linux", "computer"),
        ("ios", "mobile"),
        ("android", "mobile"),
        ("other", "mobile"),
        (None, "mobile"),
    ],
)
def test_device_class(os: str | None, device: str) -> None:
    assert messages.device_class(os) == device


def test_known_ids_are_sorted_and_without_none() -> None:
    assert messages.known() == sorted({message for *_, message in ROWS if message is not None})
