"""Error responses and transport errors: every pair of status and code."""

import pytest
from harness import AUTH_OTHER, Session, error, ordered

from bankid import faults
from bankid.wire import Refused

# status, code: reason, is_transient (a collect is repeated), may_restart (a start is repeated)
ROWS: list[tuple[int, str | None, str, bool, bool]] = [
    (400, "alreadyInProgress", "already_in_progress", False, False),
    (400, "invalidParameters", "rejected_request", False, False),
    (400, "verificationFailed", "unknown_error", False, False),
    (400, None, "unknown_error", False, False),
    (401, "unauthorized", "unauthorized", False, False),
    (401, None, "unauthorized", False, False),
    (401, "invalidParameters", "unknown_error", False, False),
    (403, "unauthorized", "unauthorized", False, False),
    (403, None, "unauthorized", False, False),
    (404, "notFound", "rejected_request", False, False),
    (404, None, "rejected_request", False, False),
    (405, "methodNotAllowed", "rejected_request", False, False),
    (405, None, "rejected_request", False, False),
    (408, "requestTimeout", "request_timeout", True, False),
    (408, None, "request_timeout", True, False),
    (415, "unsupportedMediaType", "rejected_request", False, False),
    (415, None, "rejected_request", False, False),
    (418, None, "unknown_error", False, False),
    (302, None, "unknown_error", False, False),
    (429, "tooManyRequests", "too_many_requests", True, False),
    (429, None, "too_many_requests", True, False),
    (500, "internalError", "internal_error", True, False),
    (500, None, "internal_error", True, False),
    (500, "somethingNew", "other", True, False),
    (502, None, "other", True, False),
    (503, "maintenance", "maintenance", True, True),
    (503, "Maintenance", "maintenance", True, True),
    (503, None, "other", True, False),
    (504, None, "other", True, False),
]


@pytest.mark.parametrize(("status", "code", "reason", "is_transient", "may_restart"), ROWS)
def test_row(status: int, code: str | None, reason: str, is_transient: bool, may_restart: bool) -> None:
    assert faults.of(Refused(status, code, None)) == faults.Fault(reason, is_transient, may_restart)


def test_every_row_of_the_table_is_tested() -> None:
    tested = {(status, code and code.lower()) for status, code, *_ in ROWS}
    assert set(faults.TABLE) <= tested


@pytest.mark.parametrize(("status", "code", "reason", "is_transient", "may_restart"), ROWS)
def test_start_is_repeated_only_under_maintenance(
    status: int, code: str | None, reason: str, is_transient: bool, may_restart: bool
) -> None:
    session = Session(AUTH_OTHER).respond(error(code) if code else b"<html>", status)
    if may_restart:
        assert session.kind == "starting"
        assert session.step["wake_ms"] == 2_000
    else:
        assert session.kind == ("unavailable" if is_transient else "failed")
        assert session.outcome["reason"] == reason
    assert session.sent() == []


@pytest.mark.parametrize(("status", "code", "reason", "is_transient", "may_restart"), ROWS)
def test_collect_is_repeated_after_a_transient_fault(
    status: int, code: str | None, reason: str, is_transient: bool, may_restart: bool
) -> None:
    session = ordered().collect(error(code) if code else b"", status)
    if is_transient:
        assert session.kind == "awaiting_scan"
        assert session.outcome["troubled_since"] == session.now
    else:
        assert session.kind == "failed"
        assert session.outcome["reason"] == reason
        assert session.outcome["raw"] == (f"{status} {code}" if code else str(status))


@pytest.mark.parametrize(
    ("reason", "outcome", "shown"),
    [
        ("connect", "unavailable", "connect"),
        ("tls", "unavailable", "tls"),
        ("timeout", "unavailable", "timeout"),
        ("reset", "unavailable", "reset"),
        ("other", "unavailable", "other"),
        ("too_large", "failed", "malformed_response"),
    ],
)
def test_start_without_a_response_ends_at_once(reason: str, outcome: str, shown: str) -> None:
    session = Session(AUTH_OTHER).transport_error(reason, 300)
    assert session.kind == outcome
    assert session.outcome["reason"] == shown
    if outcome == "unavailable":
        assert session.outcome["since"] == session.now
