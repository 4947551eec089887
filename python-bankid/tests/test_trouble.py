"""BankID is slow, busy, under maintenance or unreachable: what the page shows, and for how long."""

import harness
import pytest
from harness import AUTH_OTHER, Session

from bankid import timing
from bankid.faults import Fault
from bankid.state import Trouble

REASONS = ["connect", "tls", "timeout", "reset", "other"]


def _pauses(session: Session, reason: str, tries: int) -> list[int]:
    """How long the module waits after each of so many failures in a row."""
    pauses = []
    for _ in range(tries):
        failed_at = session.until_collect().transport_error(reason).now
        session.until_collect()
        pauses.append(session.now - failed_at)
    return pauses


@pytest.mark.parametrize("reason", REASONS)
def test_failed_collect_keeps_the_outcome(reason: str) -> None:
    session = harness.ordered().collect(harness.pending("userSign"))
    session.until_collect().transport_error(reason, 700)
    assert session.kind == "entering_code"
    assert session.outcome["troubled_since"] == session.now


def test_collect_backs_off() -> None:
    assert _pauses(harness.ordered(), "reset", 5) == [2_000, 4_000, 8_000, 8_000, 8_000]


def test_successful_collect_ends_the_trouble() -> None:
    session = harness.ordered()
    _pauses(session, "reset", 3)
    session.respond(harness.pending("started"))
    assert session.outcome["troubled_since"] is None
    assert session.step["wake_ms"] == 2_000
    assert _pauses(session, "reset", 1) == [2_000]


def test_code_keeps_changing_while_bankid_is_in_trouble() -> None:
    session = harness.ordered().until_collect().transport_error("reset")
    before = session.outcome["qr"]
    assert session.step["wake_ms"] == 1_000
    assert session.tick(1_000).outcome["qr"] != before


def test_long_trouble_ends_the_session() -> None:
    session = harness.ordered().until_collect().transport_error("connect")
    since = session.now
    while not session.outcome["final"]:
        assert session.now - since < 60_000
        if session.state["awaited"] is None:
            session.tick(session.step["wake_ms"])
        else:
            session.transport_error("connect")
    assert session.now - since == 60_000
    assert session.outcome == {
        "kind": "unavailable",
        "final": True,
        "message": "bankid_unreachable",
        "what": "bankid",
        "since": since,
        "reason": "connect",
        "retry_after_ms": None,
    }
    assert session.sent() == [("cancel", "cancel")]


def test_trouble_ends_the_session_while_a_collect_is_in_flight() -> None:
    session = harness.ordered().until_collect().transport_error("timeout")
    ends = session.now + 60_000
    while session.until_collect().now < ends - 6_000:
        session.transport_error("timeout")
    session.tick(ends - 1 - session.now)
    assert (session.kind, session.state["awaited"]["purpose"]) == ("awaiting_scan", "collect")
    assert session.step["wake_ms"] == 1
    assert session.tick(1).kind == "unavailable"


def test_trouble_while_the_host_was_absent_does_not_count() -> None:
    """The host was down, and BankID kept the result meanwhile."""
    session = harness.ordered().until_collect().transport_error("connect").tick(100_000)
    assert session.sent() == [("collect", "collect")]
    assert session.outcome["troubled_since"] == session.now
    assert session.respond(harness.complete()).kind == "completed"


def test_trouble_after_a_collect_lost_with_the_host_does_not_count() -> None:
    session = harness.ordered().until_collect().transport_error("connect").until_collect()
    session.transport_error("reset", 100_000)
    assert session.outcome["troubled_since"] == session.now
    assert session.collect(harness.complete()).kind == "completed"


@pytest.mark.parametrize(("late", "away"), [(4_999, False), (5_000, True)])
def test_host_counts_as_absent_after_five_seconds(late: int, away: bool) -> None:
    session = harness.ordered().until_collect().transport_error("connect")
    since = session.now
    session.tick(2_000 + late)
    assert session.outcome["troubled_since"] == (session.now if away else since)


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"retry_after": "7"}, 7_000),
        ({"ratelimit_reset": "9"}, 9_000),
        ({"retry_after": "1"}, 2_000),
    ],
)
def test_busy_collect_waits_as_long_as_bankid_asks(headers: dict[str, str], pause: int) -> None:
    session = harness.ordered().collect(harness.error("tooManyRequests"), 429, **headers)
    busy_at = session.now
    session.until_collect()
    assert session.now - busy_at == pause


def test_busy_start_reports_how_long_to_wait() -> None:
    session = Session(AUTH_OTHER).respond(harness.error("tooManyRequests"), 429, retry_after="30")
    assert session.kind == "unavailable"
    assert session.outcome["retry_after_ms"] == 30_000
    assert session.outcome["message"] == "bankid_busy"


def test_start_under_maintenance_is_repeated_twice_and_then_unavailable() -> None:
    session = Session(AUTH_OTHER)
    for pause in (2_000, 4_000):
        session.respond(harness.error("maintenance"), 503, after=50)
        assert (session.kind, session.outcome["message"]) == ("starting", None)
        assert session.outcome["troubled_since"] == harness.T0 + 50
        assert session.tick(pause - 1).sent() == []
        assert session.tick(1).sent() == [("start", "auth")]
    session.respond(harness.error("maintenance"), 503)
    assert (session.kind, session.outcome["message"]) == ("unavailable", "RFA5")
    assert session.outcome["reason"] == "maintenance"
    assert session.outcome["since"] == harness.T0 + 50


@pytest.mark.parametrize(("asked", "repeated"), [(10_000, True), (10_001, False)])
def test_start_is_postponed_by_ten_seconds_at_most(asked: int, repeated: bool) -> None:
    maintenance = Fault("maintenance", is_transient=True, may_restart=True)
    again = timing.next_try("start", maintenance, None, asked, harness.T0)
    assert again == (
        timing.NextTry(Trouble(harness.T0, "maintenance", 1), harness.T0 + asked)
        if repeated
        else None
    )


def test_session_begins_when_maintenance_ends() -> None:
    session = Session(AUTH_OTHER).respond(harness.error("maintenance"), 503, retry_after="4")
    session.tick(4_000).respond(harness.started())
    assert session.kind == "awaiting_scan"
    assert session.outcome["troubled_since"] is None


def test_long_maintenance_ends_the_session_at_once() -> None:
    for seconds, kind in (("10", "starting"), ("11", "unavailable")):
        session = Session(AUTH_OTHER)
        session.respond(harness.error("maintenance"), 503, retry_after=seconds)
        assert session.kind == kind
    assert session.outcome["retry_after_ms"] == 11_000


def test_start_is_not_repeated_after_another_fault() -> None:
    session = Session(AUTH_OTHER).respond(harness.error("maintenance"), 503)
    session.tick(2_000).transport_error("reset")
    assert (session.kind, session.outcome["reason"]) == ("unavailable", "reset")


def test_maintenance_while_renewing_keeps_renewing() -> None:
    session = harness.ordered().tick(30_000).respond(harness.failed("startFailed"))
    session.respond(harness.error("maintenance"), 503)
    assert session.kind == "renewing"
    assert session.tick(2_000).sent() == [("start", "auth")]


def test_start_that_the_host_lost_is_not_repeated() -> None:
    session = Session(AUTH_OTHER)
    number = session.awaited
    assert session.tick(9_999).kind == "starting"
    assert session.step["wake_ms"] == 1
    session.tick(1)
    assert (session.kind, session.outcome["reason"]) == ("unavailable", "timeout")
    session.event(harness.response(number, harness.started()), 60_000)
    assert session.sent() == [("cancel", "cancel")]


def test_collect_that_the_host_lost_is_repeated() -> None:
    session = harness.ordered().until_collect().tick(10_000)
    assert session.outcome["troubled_since"] == session.now
    assert session.state["awaited"] is None
    assert session.until_collect().sent() == [("collect", "collect")]


def test_late_start_is_awaited() -> None:
    session = Session(AUTH_OTHER)
    for _ in range(3):
        assert session.tick(session.step["wake_ms"], [session.awaited]).kind == "starting"
        assert session.step["wake_ms"] == 10_000
    assert session.respond(harness.started(), after=9_999).kind == "awaiting_scan"


def test_late_final_result_is_processed() -> None:
    """A host that was down processes a stored response, and only then sends what follows."""
    session = harness.ordered().until_collect().respond(harness.pending("userSign"), after=2_500)
    assert session.sent() == [("collect", "collect")]
    late = session.awaited
    session.tick(45_000, [late])
    assert (session.sent(), session.outcome["troubled_since"]) == ([], None)
    assert session.event(harness.response(late, harness.complete()), 100).kind == "completed"


def test_in_flight_keeps_only_the_named_effects() -> None:
    session = harness.ordered().until_collect()
    assert session.tick(10_000, [session.awaited - 1]).outcome["troubled_since"] == session.now


def test_final_result_lost_in_trouble_is_unavailable() -> None:
    """BankID returns it once; the next collect gets invalidParameters."""
    session = harness.ordered().until_collect().transport_error("reset")
    since = session.now
    session.collect(harness.error("invalidParameters"), 400)
    assert (session.kind, session.outcome["reason"]) == ("unavailable", "reset")
    assert session.outcome["since"] == since


def test_another_refusal_in_trouble_is_a_failure() -> None:
    session = harness.ordered().until_collect().transport_error("reset")
    session.collect(harness.error("x"), 400)
    assert (session.kind, session.outcome["raw"]) == ("failed", "400 x")


@pytest.mark.parametrize(
    ("body", "reason", "raw"),
    [
        (b"<html>", "malformed_response", ""),
        ({"orderRef": harness.ORDER_REF, "status": "paused"}, "unknown_status", "paused"),
        (harness.pending("userSign", harness.SECOND_ORDER_REF), "malformed_response", ""),
    ],
)
def test_response_outside_the_protocol_ends_the_order(body: object, reason: str, raw: str) -> None:
    session = harness.ordered().collect(body)
    assert (session.outcome["reason"], session.outcome["raw"]) == (reason, raw)
    assert session.sent() == [("cancel", "cancel")]


def test_too_large_a_response_ends_the_order() -> None:
    session = harness.ordered().until_collect().transport_error("too_large")
    assert (session.outcome["reason"], session.outcome["raw"]) == (
        "malformed_response",
        "too_large",
    )
    assert session.sent() == [("cancel", "cancel")]


def test_malformed_start_response_fails() -> None:
    session = Session(AUTH_OTHER).respond({"orderRef": harness.ORDER_REF})
    assert (session.kind, session.outcome["reason"]) == ("failed", "malformed_response")


@pytest.mark.parametrize("status", [400, 404, 499])
def test_error_after_an_interruption_counts_as_a_lost_response(status: int) -> None:
    session = harness.ordered().until_collect()
    event = {
        **harness.response(session.awaited, harness.error("invalidParameters"), status),
        "after_interruption": True,
    }
    session.event(event, 100)
    assert session.kind == "awaiting_scan"
    assert session.outcome["troubled_since"] == session.now
    assert session.state["trouble"]["reason"] == "reset"
    # The next one decides: the final result went out in the response that was lost.
    session.collect(harness.error("invalidParameters"), 400)
    assert (session.kind, session.outcome["reason"]) == ("unavailable", "reset")


def test_other_responses_after_an_interruption_are_processed_as_usual() -> None:
    session = harness.ordered().until_collect()
    event = {**harness.response(session.awaited, harness.complete()), "after_interruption": True}
    assert session.event(event, 100).kind == "completed"
