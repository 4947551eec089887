"""An order that nobody picked up is replaced until the total time has passed."""

import harness
import pytest
from harness import INTENTS, ORDER_REF, SECOND_ORDER_REF, T0, Session


def test_start_failed_starts_a_new_order_at_once() -> None:
    session = harness.ordered().tick(29_900).respond(harness.failed("startFailed"), after=100)
    assert (session.kind, session.outcome["renewals"]) == ("renewing", 1)
    assert session.sent() == [("start", "auth")]
    assert session.state["order"] is None


def test_renewed_order_has_a_fresh_window_and_code() -> None:
    session = harness.ordered().tick(30_000).respond(harness.failed("startFailed"))
    session.respond(harness.started(SECOND_ORDER_REF), after=400)
    assert session.outcome["window_ends"] == session.now + 30_000
    assert session.outcome["qr"].split(".")[2] == "0"
    assert session.outcome["renewals"] == 1
    session.until_collect()
    assert session.step["effects"][0]["body"] == {"orderRef": SECOND_ORDER_REF}


@pytest.mark.parametrize(("elapsed", "kind"), [(179_999, "renewing"), (180_000, "failed")])
def test_ends_by_the_time_since_the_first_order(elapsed: int, kind: str) -> None:
    session = harness.ordered().tick(elapsed).respond(harness.failed("startFailed"))
    assert session.kind == kind
    if kind == "failed":
        assert session.outcome["reason"] == "start_failed"
        assert session.outcome["message"] == "RFA17B"
        assert session.outcome["retry"] is True


@pytest.mark.parametrize("between", ["outstandingTransaction", "started"])
def test_unattended_session_does_not_renew_for_ever(between: str) -> None:
    """A pending response in between does not restart the total time."""
    session = harness.ordered()
    while not session.outcome["final"]:
        session.collect(harness.pending(between)).until_collect()
        session.respond(harness.failed("startFailed"), after=26_000)
        if session.kind == "renewing":
            session.respond(harness.started(), after=100)
    assert session.outcome["reason"] == "start_failed"
    assert 180_000 <= session.now - T0 < 180_000 + 40_000


def test_switching_device_does_not_extend_the_total_time() -> None:
    session = harness.ordered().tick(170_000).switch("same", "ios").respond(harness.started())
    session.tick(15_000).respond(harness.failed("startFailed"))
    assert (session.kind, session.outcome["message"]) == ("failed", "RFA17A")


@pytest.mark.parametrize("flow", ["phone_auth", "phone_sign", "other_payment"])
def test_order_to_a_person_is_not_renewed(flow: str) -> None:
    session = Session(INTENTS[flow]).respond({"orderRef": ORDER_REF})
    session.collect(harness.failed("startFailed"))
    assert (session.kind, session.outcome["reason"]) == ("failed", "start_failed")


def test_refused_renewal_ends_the_session() -> None:
    session = harness.ordered().tick(30_000).respond(harness.failed("startFailed"))
    session.respond(harness.error("alreadyInProgress"), 400)
    assert (session.kind, session.outcome["reason"]) == ("failed", "already_in_progress")
