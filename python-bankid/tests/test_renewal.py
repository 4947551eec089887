"""Orders nobody started are replaced, silently and not for ever."""

import pytest
import talk
from talk import INTENTS, ORDER_REF, SECOND_ORDER_REF, T0, Talk


def test_start_failed_starts_a_new_order_at_once() -> None:
    session = talk.ordered().tick(29_900).answer(talk.failed("startFailed"), after=100)
    assert (session.kind, session.outcome["renewals"]) == ("renewing", 1)
    assert session.sent() == [("start", "auth")]
    assert session.state["order"] is None


def test_renewed_order_has_a_fresh_window_and_code() -> None:
    session = talk.ordered().tick(30_000).answer(talk.failed("startFailed"))
    session.answer(talk.started(SECOND_ORDER_REF), after=400)
    assert session.outcome["window_ends"] == session.now + 30_000
    assert session.outcome["qr"].split(".")[2] == "0"
    assert session.outcome["renewals"] == 1
    session.until_collect()
    assert session.step["effects"][0]["body"] == {"orderRef": SECOND_ORDER_REF}


@pytest.mark.parametrize(("elapsed", "kind"), [(179_999, "renewing"), (180_000, "failed")])
def test_ends_by_the_time_since_the_first_order(elapsed: int, kind: str) -> None:
    session = talk.ordered().tick(elapsed).answer(talk.failed("startFailed"))
    assert session.kind == kind
    if kind == "failed":
        assert session.outcome["reason"] == "start_failed"
        assert session.outcome["message"] == "RFA17B"
        assert session.outcome["retry"] is True


@pytest.mark.parametrize("between", ["outstandingTransaction", "started"])
def test_unattended_session_does_not_renew_for_ever(between: str) -> None:
    """Pending answers in between, which let a counter start over elsewhere, change nothing."""
    session = talk.ordered()
    while not session.outcome["final"]:
        session.collected(talk.pending(between)).until_collect()
        session.answer(talk.failed("startFailed"), after=26_000)
        if session.kind == "renewing":
            session.answer(talk.started(), after=100)
    assert session.outcome["reason"] == "start_failed"
    assert 180_000 <= session.now - T0 < 180_000 + 40_000


def test_switching_device_does_not_lengthen_it() -> None:
    session = talk.ordered().tick(170_000).switch("same", "ios").answer(talk.started())
    session.tick(15_000).answer(talk.failed("startFailed"))
    assert (session.kind, session.outcome["message"]) == ("failed", "RFA17A")


@pytest.mark.parametrize("flow", ["phone_auth", "phone_sign", "other_payment"])
def test_order_to_a_person_is_not_renewed(flow: str) -> None:
    session = Talk(INTENTS[flow]).answer({"orderRef": ORDER_REF})
    session.collected(talk.failed("startFailed"))
    assert (session.kind, session.outcome["reason"]) == ("failed", "start_failed")


def test_refused_renewal_ends_the_session() -> None:
    session = talk.ordered().tick(30_000).answer(talk.failed("startFailed"))
    session.answer(talk.error("alreadyInProgress"), 400)
    assert (session.kind, session.outcome["reason"]) == ("failed", "already_in_progress")
