"""BankID is slow, busy, under maintenance or gone: what is shown, how long, and what comes then."""

import pytest
import talk
from talk import AUTH_OTHER, Talk

from bankid import timing
from bankid.faults import Fault
from bankid.state import Trouble

REASONS = ["connect", "tls", "timeout", "reset", "other"]


def _pauses(session: Talk, reason: str, tries: int) -> list[int]:
    """How long the module waits after each of so many failures in a row."""
    pauses = []
    for _ in range(tries):
        failed_at = session.until_collect().broken(reason).now
        session.until_collect()
        pauses.append(session.now - failed_at)
    return pauses


@pytest.mark.parametrize("reason", REASONS)
def test_collect_trouble_keeps_what_is_shown(reason: str) -> None:
    session = talk.ordered().collected(talk.pending("userSign"))
    session.until_collect().broken(reason, 700)
    assert session.kind == "entering_code"
    assert session.outcome["troubled_since"] == session.now


def test_collect_backs_off() -> None:
    assert _pauses(talk.ordered(), "reset", 5) == [2_000, 4_000, 8_000, 8_000, 8_000]


def test_trouble_that_passes_is_forgotten() -> None:
    session = talk.ordered()
    _pauses(session, "reset", 3)
    session.answer(talk.pending("started"))
    assert session.outcome["troubled_since"] is None
    assert session.step["wake_ms"] == 2_000
    assert _pauses(session, "reset", 1) == [2_000]


def test_code_goes_on_while_bankid_is_in_trouble() -> None:
    session = talk.ordered().until_collect().broken("reset")
    before = session.outcome["qr"]
    assert session.step["wake_ms"] == 1_000
    assert session.tick(1_000).outcome["qr"] != before


def test_trouble_that_lasts_ends_the_session() -> None:
    session = talk.ordered().until_collect().broken("connect")
    since = session.now
    while not session.outcome["final"]:
        assert session.now - since < 60_000
        if session.state["awaited"] is None:
            session.tick(session.step["wake_ms"])
        else:
            session.broken("connect")
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
    session = talk.ordered().until_collect().broken("timeout")
    ends = session.now + 60_000
    while session.until_collect().now < ends - 6_000:
        session.broken("timeout")
    session.tick(ends - 1 - session.now)
    assert (session.kind, session.state["awaited"]["purpose"]) == ("awaiting_scan", "collect")
    assert session.step["wake_ms"] == 1
    assert session.tick(1).kind == "unavailable"


def test_trouble_that_nobody_saw_does_not_count() -> None:
    """The host died in it, and BankID kept what the person did meanwhile."""
    session = talk.ordered().until_collect().broken("connect").tick(100_000)
    assert session.sent() == [("collect", "collect")]
    assert session.outcome["troubled_since"] == session.now
    assert session.answer(talk.complete()).kind == "completed"


def test_trouble_in_which_a_collect_was_lost_with_the_host_does_not_count() -> None:
    session = talk.ordered().until_collect().broken("connect").until_collect()
    session.broken("reset", 100_000)
    assert session.outcome["troubled_since"] == session.now
    assert session.collected(talk.complete()).kind == "completed"


@pytest.mark.parametrize(("late", "away"), [(4_999, False), (5_000, True)])
def test_host_that_is_a_little_late_was_not_away(late: int, away: bool) -> None:
    session = talk.ordered().until_collect().broken("connect")
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
def test_busy_collect_waits_as_long_as_it_is_asked_to(headers: dict[str, str], pause: int) -> None:
    session = talk.ordered().collected(talk.error("tooManyRequests"), 429, **headers)
    busy_at = session.now
    session.until_collect()
    assert session.now - busy_at == pause


def test_busy_start_says_how_long_to_wait() -> None:
    session = Talk(AUTH_OTHER).answer(talk.error("tooManyRequests"), 429, retry_after="30")
    assert session.kind == "unavailable"
    assert session.outcome["retry_after_ms"] == 30_000
    assert session.outcome["message"] == "bankid_busy"


def test_maintenance_at_start_is_tried_again_silently_and_then_told() -> None:
    session = Talk(AUTH_OTHER)
    for pause in (2_000, 4_000):
        session.answer(talk.error("maintenance"), 503, after=50)
        assert (session.kind, session.outcome["message"]) == ("starting", None)
        assert session.outcome["troubled_since"] == talk.T0 + 50
        assert session.tick(pause - 1).sent() == []
        assert session.tick(1).sent() == [("start", "auth")]
    session.answer(talk.error("maintenance"), 503)
    assert (session.kind, session.outcome["message"]) == ("unavailable", "RFA5")
    assert session.outcome["reason"] == "maintenance"
    assert session.outcome["since"] == talk.T0 + 50


@pytest.mark.parametrize(("asked", "repeated"), [(10_000, True), (10_001, False)])
def test_start_is_put_off_by_ten_seconds_at_most(asked: int, repeated: bool) -> None:
    maintenance = Fault("maintenance", is_transient=True, may_restart=True)
    again = timing.next_try("start", maintenance, None, asked, talk.T0)
    assert again == (
        timing.NextTry(Trouble(talk.T0, "maintenance", 1), talk.T0 + asked) if repeated else None
    )


def test_maintenance_that_ends_lets_the_session_begin() -> None:
    session = Talk(AUTH_OTHER).answer(talk.error("maintenance"), 503, retry_after="4").tick(4_000)
    session.answer(talk.started())
    assert session.kind == "awaiting_scan"
    assert session.outcome["troubled_since"] is None


def test_maintenance_longer_than_a_person_waits_is_told_at_once() -> None:
    for seconds, kind in (("10", "starting"), ("11", "unavailable")):
        session = Talk(AUTH_OTHER).answer(talk.error("maintenance"), 503, retry_after=seconds)
        assert session.kind == kind
    assert session.outcome["retry_after_ms"] == 11_000


def test_maintenance_followed_by_another_fault_is_not_tried_again() -> None:
    session = Talk(AUTH_OTHER).answer(talk.error("maintenance"), 503).tick(2_000).broken("reset")
    assert (session.kind, session.outcome["reason"]) == ("unavailable", "reset")


def test_maintenance_while_renewing_keeps_renewing() -> None:
    session = talk.ordered().tick(30_000).answer(talk.failed("startFailed"))
    session.answer(talk.error("maintenance"), 503)
    assert session.kind == "renewing"
    assert session.tick(2_000).sent() == [("start", "auth")]


def test_start_the_host_lost_is_not_made_again() -> None:
    session = Talk(AUTH_OTHER)
    number = session.awaited
    assert session.tick(9_999).kind == "starting"
    assert session.step["wake_ms"] == 1
    session.tick(1)
    assert (session.kind, session.outcome["reason"]) == ("unavailable", "timeout")
    session.event(talk.response(number, talk.started()), 60_000)
    assert session.sent() == [("cancel", "cancel")]


def test_collect_the_host_lost_is_made_again() -> None:
    session = talk.ordered().until_collect().tick(10_000)
    assert session.outcome["troubled_since"] == session.now
    assert session.state["awaited"] is None
    assert session.until_collect().sent() == [("collect", "collect")]


def test_start_that_is_late_is_waited_for() -> None:
    session = Talk(AUTH_OTHER)
    for _ in range(3):
        assert session.tick(session.step["wake_ms"], [session.awaited]).kind == "starting"
        assert session.step["wake_ms"] == 10_000
    assert session.answer(talk.started(), after=9_999).kind == "awaiting_scan"


def test_final_result_that_is_late_counts() -> None:
    """A host that was gone hands in what came before, and sends only now what follows from it."""
    session = talk.ordered().until_collect().answer(talk.pending("userSign"), after=2_500)
    assert session.sent() == [("collect", "collect")]
    late = session.awaited
    session.tick(45_000, [late])
    assert (session.sent(), session.outcome["troubled_since"]) == ([], None)
    assert session.event(talk.response(late, talk.complete()), 100).kind == "completed"


def test_what_the_host_has_lost_is_not_what_it_has_in_flight() -> None:
    session = talk.ordered().until_collect()
    assert session.tick(10_000, [session.awaited - 1]).outcome["troubled_since"] == session.now


def test_final_result_lost_in_trouble_is_unavailable() -> None:
    """It is delivered once; a second collect of it gets invalidParameters."""
    session = talk.ordered().until_collect().broken("reset")
    since = session.now
    session.collected(talk.error("invalidParameters"), 400)
    assert (session.kind, session.outcome["reason"]) == ("unavailable", "reset")
    assert session.outcome["since"] == since


def test_another_refusal_in_trouble_is_a_failure() -> None:
    session = talk.ordered().until_collect().broken("reset").collected(talk.error("x"), 400)
    assert (session.kind, session.outcome["raw"]) == ("failed", "400 x")


@pytest.mark.parametrize(
    ("body", "reason", "raw"),
    [
        (b"<html>", "malformed_response", ""),
        ({"orderRef": talk.ORDER_REF, "status": "paused"}, "unknown_status", "paused"),
        (talk.pending("userSign", talk.SECOND_ORDER_REF), "malformed_response", ""),
    ],
)
def test_answer_outside_the_protocol_ends_the_order(body: object, reason: str, raw: str) -> None:
    session = talk.ordered().collected(body)
    assert (session.outcome["reason"], session.outcome["raw"]) == (reason, raw)
    assert session.sent() == [("cancel", "cancel")]


def test_too_large_an_answer_ends_the_order() -> None:
    session = talk.ordered().until_collect().broken("too_large")
    assert (session.outcome["reason"], session.outcome["raw"]) == (
        "malformed_response",
        "too_large",
    )
    assert session.sent() == [("cancel", "cancel")]


def test_malformed_start_answer_fails() -> None:
    session = Talk(AUTH_OTHER).answer({"orderRef": talk.ORDER_REF})
    assert (session.kind, session.outcome["reason"]) == ("failed", "malformed_response")


@pytest.mark.parametrize("status", [400, 404, 499])
def test_error_after_an_interruption_counts_as_a_lost_response(status: int) -> None:
    session = talk.ordered().until_collect()
    event = {
        **talk.response(session.awaited, talk.error("invalidParameters"), status),
        "after_interruption": True,
    }
    session.event(event, 100)
    assert session.kind == "awaiting_scan"
    assert session.outcome["troubled_since"] == session.now
    assert session.state["trouble"]["reason"] == "reset"
    # The next one decides: the final result went out in the response that was lost.
    session.collected(talk.error("invalidParameters"), 400)
    assert (session.kind, session.outcome["reason"]) == ("unavailable", "reset")


def test_other_responses_after_an_interruption_mean_what_they_say() -> None:
    session = talk.ordered().until_collect()
    event = {**talk.response(session.awaited, talk.complete()), "after_interruption": True}
    assert session.event(event, 100).kind == "completed"
