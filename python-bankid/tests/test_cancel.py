"""Cancelling takes effect at once and leaves no order behind."""

import harness
import pytest
from harness import AUTH_OTHER, ORDER_REF, Session

CANCEL = [("cancel", "cancel")]


def test_cancel_is_final_at_once_and_cancels_the_order() -> None:
    session = harness.ordered().cancel()
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
    session = harness.ordered().until_collect()
    number = session.awaited
    session.cancel().event(harness.response(number, harness.complete()))
    assert session.kind == "cancelled"
    assert session.sent() == []


def test_response_to_the_cancel_is_ignored() -> None:
    session = harness.ordered().cancel()
    number = session.step["effects"][0]["id"]
    before = session.step
    session.event(harness.response(number, harness.error("invalidParameters"), 400))
    assert session.step == {**before, "effects": []}


@pytest.mark.parametrize("after_final", [True, False])
def test_order_created_by_an_abandoned_start_call_is_cancelled(
    after_final: bool,
) -> None:
    session = Session(AUTH_OTHER)
    number = session.awaited
    session.cancel() if after_final else session.switch("same", "android")
    kind = session.kind
    session.event(harness.response(number, harness.started()))
    assert session.sent() == CANCEL
    assert session.step["effects"][0]["body"] == {"orderRef": ORDER_REF}
    assert session.kind == kind
    session.event(harness.response(number, harness.started()))
    assert session.sent() == []


@pytest.mark.parametrize(
    ("body", "status"), [(b"<html>", 200), (harness.error("internalError"), 500)]
)
def test_abandoned_start_call_that_is_refused_needs_no_cancel(body: object, status: int) -> None:
    session = Session(AUTH_OTHER)
    number = session.awaited
    session.cancel().event(harness.response(number, body, status))
    assert session.sent() == []
    assert session.state["abandoned"] == []


def test_abandoned_start_call_without_a_response_needs_no_cancel() -> None:
    session = Session(AUTH_OTHER)
    number = session.awaited
    session.cancel()
    session.event({"kind": "transport_error", "effect": number, "reason": "reset"})
    assert session.sent() == []
    assert session.state["abandoned"] == []


def test_second_cancel_changes_nothing() -> None:
    session = harness.ordered().cancel("operator")
    before = session.step
    assert session.cancel("user").step == {**before, "effects": []}


def test_postponed_start_is_not_sent_after_a_cancel() -> None:
    session = Session(AUTH_OTHER).respond(harness.error("maintenance"), 503).cancel()
    assert session.kind == "cancelled"
    assert session.sent() == []
    assert session.tick(5_000).sent() == []
