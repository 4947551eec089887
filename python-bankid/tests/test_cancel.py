"""Cancelling: told at once, and no order of the session outlives it."""

import pytest
import talk
from talk import AUTH_OTHER, ORDER_REF, Talk

CANCEL = [("cancel", "cancel")]


def test_answers_at_once_and_cancels_the_order() -> None:
    session = talk.ordered().cancel()
    assert session.outcome == {
        "kind": "cancelled",
        "final": True,
        "message": "RFA3",
        "by": "user",
    }
    assert session.sent() == CANCEL
    assert session.step["effects"][0]["body"] == {"orderRef": ORDER_REF}
    assert session.step["wake_ms"] is None


def test_collect_in_flight_is_dropped() -> None:
    session = talk.ordered().until_collect()
    number = session.awaited
    session.cancel().event(talk.response(number, talk.complete()))
    assert session.kind == "cancelled"
    assert session.sent() == []


def test_answer_of_the_cancel_may_come_or_not() -> None:
    session = talk.ordered().cancel()
    number = session.step["effects"][0]["id"]
    before = session.step
    session.event(talk.response(number, talk.error("invalidParameters"), 400))
    assert session.step == {**before, "effects": []}


@pytest.mark.parametrize("after_final", [True, False])
def test_order_made_by_a_start_call_under_way_is_cancelled_when_it_comes(
    after_final: bool,
) -> None:
    session = Talk(AUTH_OTHER)
    number = session.awaited
    session.cancel() if after_final else session.switch("same", "android")
    kind = session.kind
    session.event(talk.response(number, talk.started()))
    assert session.sent() == CANCEL
    assert session.step["effects"][0]["body"] == {"orderRef": ORDER_REF}
    assert session.kind == kind
    session.event(talk.response(number, talk.started()))
    assert session.sent() == []


@pytest.mark.parametrize(("body", "status"), [(b"<html>", 200), (talk.error("internalError"), 500)])
def test_start_call_under_way_that_fails_needs_no_cancel(body: object, status: int) -> None:
    session = Talk(AUTH_OTHER)
    number = session.awaited
    session.cancel().event(talk.response(number, body, status))
    assert session.sent() == []
    assert session.state["abandoned"] == []


def test_start_call_under_way_that_breaks_needs_no_cancel() -> None:
    session = Talk(AUTH_OTHER)
    number = session.awaited
    session.cancel()
    session.event({"kind": "transport_error", "effect": number, "reason": "reset"})
    assert session.sent() == []
    assert session.state["abandoned"] == []


def test_twice_is_once() -> None:
    session = talk.ordered().cancel("operator")
    before = session.step
    assert session.cancel("user").step == {**before, "effects": []}


def test_put_off_start_is_not_made_any_more() -> None:
    session = Talk(AUTH_OTHER).answer(talk.error("maintenance"), 503).cancel()
    assert session.kind == "cancelled"
    assert session.sent() == []
    assert session.tick(5_000).sent() == []
