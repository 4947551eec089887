"""A session from begin to end: pace, codes, late answers, and what it keeps to itself."""

import pytest
import talk
from talk import AUTH_SAME, INTENTS, ORDER_REF, T0, Talk

COLLECT = [("collect", "collect")]
CANCEL = [("cancel", "cancel")]


@pytest.mark.parametrize(
    ("flow", "path"),
    [
        ("auth", "auth"),
        ("sign", "sign"),
        ("payment", "payment"),
        ("phone_auth", "phone/auth"),
        ("phone_sign", "phone/sign"),
    ],
)
def test_every_flow_starts_at_its_path_and_completes(flow: str, path: str) -> None:
    session = Talk(INTENTS[flow])
    assert session.sent() == [("start", path)]
    assert session.kind == "starting"
    assert session.step["wake_ms"] == 10_000
    session.answer(
        talk.started() if session.state["intent"].get("device") else {"orderRef": ORDER_REF}
    )
    assert session.collected(talk.pending("userSign")).kind == "entering_code"
    assert session.collected(talk.complete()).kind == "completed"
    assert session.step["wake_ms"] is None


def test_collects_every_two_seconds_and_one_at_a_time() -> None:
    session = talk.ordered()
    sent_at = []
    for _ in range(200):
        session.tick(100)
        if session.sent():
            assert session.sent() == COLLECT
            assert session.step["effects"][0]["body"] == {"orderRef": ORDER_REF}
            sent_at.append(session.now)
            session.answer(talk.pending("outstandingTransaction"), after=30)
    gaps = [later - earlier for earlier, later in zip(sent_at, sent_at[1:], strict=False)]
    assert sent_at[0] - T0 == 120 + 2_000
    assert gaps == [2_030] * 9


def test_slow_collect_holds_the_next_one_back_and_the_code_goes_on() -> None:
    session = talk.ordered().until_collect()
    codes = set()
    for _ in range(3):
        session.tick(1_000)
        assert session.sent() == []
        codes.add(session.outcome["qr"])
    assert len(codes) == 3
    session.answer(talk.pending("outstandingTransaction"), after=500)
    assert session.sent() == COLLECT


def test_code_changes_on_the_second_after_the_start_answer() -> None:
    session = talk.ordered()
    assert session.outcome["qr"].split(".")[2] == "0"
    assert session.step["wake_ms"] == 1_000
    assert session.tick(999).outcome["qr"].split(".")[2] == "0"
    assert session.step["wake_ms"] == 1
    assert session.tick(1).outcome["qr"].split(".")[2] == "1"
    assert session.step["wake_ms"] == 1_000
    session.until_collect()
    assert session.tick(7_400).outcome["qr"].split(".")[2] == "9"


def test_waking_as_told_shows_every_code_once() -> None:
    session = talk.ordered()
    shown = [session.outcome["qr"].split(".")[2]]
    while session.now < T0 + 12_000:
        session.tick(session.step["wake_ms"])
        if session.sent():
            session.answer(talk.pending("outstandingTransaction"))
        shown.append(session.outcome["qr"].split(".")[2])
    assert list(dict.fromkeys(shown)) == [str(second) for second in range(13)]


@pytest.mark.parametrize("hint", ["noClient", "started", "userMrtd", "userSign", "somethingNew"])
def test_code_is_gone_as_soon_as_it_is_scanned(hint: str) -> None:
    session = talk.ordered().collected(talk.pending(hint))
    assert "qr" not in session.outcome
    assert session.step["wake_ms"] == 2_000


def test_code_comes_back_when_bankid_says_so() -> None:
    session = talk.ordered().collected(talk.pending("started"))
    assert session.collected(talk.pending("outstandingTransaction")).kind == "awaiting_scan"


def test_answer_of_another_effect_changes_nothing() -> None:
    session = talk.ordered().until_collect()
    before = session.step
    session.event(talk.response(77, talk.complete()))
    assert session.step == {**before, "effects": []}
    session.event({"kind": "transport_error", "effect": 77, "reason": "reset"})
    assert session.step == {**before, "effects": []}


def test_same_answer_twice_is_taken_once() -> None:
    session = talk.ordered().until_collect()
    number = session.awaited
    session.answer(talk.pending("userSign"))
    before = session.step
    assert session.event(talk.response(number, talk.failed("userCancel"))).step == before


def test_final_outcome_is_repeated() -> None:
    session = talk.ordered().collected(talk.complete())
    before = session.step
    for later in ({"kind": "tick"}, {"kind": "cancel", "by": "user"}):
        assert session.event(later, 500_000).step == before


def test_tick_that_comes_early_does_no_harm() -> None:
    session = talk.ordered()
    before = session.step["state"]
    assert session.tick(0).step["state"] == before


def test_order_bankid_calls_pending_for_too_long_is_ended() -> None:
    session = talk.ordered().until_collect()
    session.answer(talk.pending("userSign"), after=357_000)
    assert session.kind == "entering_code"
    session.answer(talk.pending("userSign"), after=0)
    assert session.step["wake_ms"] == 1_000
    session.tick(999)
    assert session.kind == "entering_code"
    session.tick(1)
    assert (session.kind, session.outcome["by"]) == ("cancelled", "expired")
    assert session.sent() == CANCEL


def test_final_state_keeps_none() -> None:
    for end in (
        talk.ordered().collected(talk.complete()),
        talk.ordered(AUTH_SAME).collected(talk.failed("userCancel")),
        talk.ordered().cancel(),
        talk.ordered().collected(b"<html>"),
    ):
        text = str(end.state)
        for secret in (ORDER_REF, talk.QR_SECRET, talk.QR_TOKEN, talk.AUTO_START_TOKEN):
            assert secret not in text


def test_outcomes_have_neither_reference_nor_secret() -> None:
    for session in (
        talk.ordered(),
        talk.ordered(AUTH_SAME),
        talk.ordered().collected(talk.error("somethingNew", f"{ORDER_REF} {talk.QR_SECRET}"), 400),
    ):
        text = str(session.outcome)
        assert ORDER_REF not in text
        assert talk.QR_SECRET not in text
