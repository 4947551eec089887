"""A whole session: collect interval, QR codes, late responses, and secrets."""

import harness
import pytest
from harness import AUTH_SAME, INTENTS, ORDER_REF, T0, Session

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
        ("other_payment", "other/payment"),
    ],
)
def test_every_flow_starts_at_its_path_and_completes(flow: str, path: str) -> None:
    session = Session(INTENTS[flow])
    assert session.sent() == [("start", path)]
    assert session.kind == "starting"
    assert session.step["wake_ms"] == 10_000
    session.respond(
        harness.started() if session.state["intent"].get("device") else {"orderRef": ORDER_REF}
    )
    assert session.collect(harness.pending("userSign")).kind == "entering_code"
    assert session.collect(harness.complete()).kind == "completed"
    assert session.step["wake_ms"] is None


def test_collects_every_two_seconds_and_one_at_a_time() -> None:
    session = harness.ordered()
    sent_at = []
    for _ in range(200):
        session.tick(100)
        if session.sent():
            assert session.sent() == COLLECT
            assert session.step["effects"][0]["body"] == {"orderRef": ORDER_REF}
            sent_at.append(session.now)
            session.respond(harness.pending("outstandingTransaction"), after=30)
    gaps = [later - earlier for earlier, later in zip(sent_at, sent_at[1:], strict=False)]
    assert sent_at[0] - T0 == 120 + 2_000
    assert gaps == [2_030] * 9


def test_slow_collect_delays_the_next_one_and_the_code_keeps_changing() -> None:
    session = harness.ordered().until_collect()
    codes = set()
    for _ in range(3):
        session.tick(1_000)
        assert session.sent() == []
        codes.add(session.outcome["qr"])
    assert len(codes) == 3
    session.respond(harness.pending("outstandingTransaction"), after=500)
    assert session.sent() == COLLECT


def test_code_changes_each_second_after_the_start_response() -> None:
    session = harness.ordered()
    assert session.outcome["qr"].split(".")[2] == "0"
    assert session.step["wake_ms"] == 1_000
    assert session.tick(999).outcome["qr"].split(".")[2] == "0"
    assert session.step["wake_ms"] == 1
    assert session.tick(1).outcome["qr"].split(".")[2] == "1"
    assert session.step["wake_ms"] == 1_000
    session.until_collect()
    assert session.tick(7_400).outcome["qr"].split(".")[2] == "9"


def test_ticking_at_wake_ms_shows_every_code_once() -> None:
    session = harness.ordered()
    shown = [session.outcome["qr"].split(".")[2]]
    while session.now < T0 + 12_000:
        session.tick(session.step["wake_ms"])
        if session.sent():
            session.respond(harness.pending("outstandingTransaction"))
        shown.append(session.outcome["qr"].split(".")[2])
    assert list(dict.fromkeys(shown)) == [str(second) for second in range(13)]


@pytest.mark.parametrize("hint", ["noClient", "started", "userMrtd", "userSign", "somethingNew"])
def test_code_disappears_when_it_is_scanned(hint: str) -> None:
    session = harness.ordered().collect(harness.pending(hint))
    assert "qr" not in session.outcome
    assert session.step["wake_ms"] == 2_000


def test_code_returns_with_outstanding_transaction() -> None:
    session = harness.ordered().collect(harness.pending("started"))
    assert session.collect(harness.pending("outstandingTransaction")).kind == "awaiting_scan"


def test_response_to_another_effect_changes_nothing() -> None:
    session = harness.ordered().until_collect()
    before = session.step
    session.event(harness.response(77, harness.complete()))
    assert session.step == {**before, "effects": []}
    session.event({"kind": "transport_error", "effect": 77, "reason": "reset"})
    assert session.step == {**before, "effects": []}


def test_second_response_to_an_effect_changes_nothing() -> None:
    session = harness.ordered().until_collect()
    number = session.awaited
    session.respond(harness.pending("userSign"))
    before = session.step
    assert session.event(harness.response(number, harness.failed("userCancel"))).step == before


def test_final_outcome_is_repeated() -> None:
    session = harness.ordered().collect(harness.complete())
    before = session.step
    for later in ({"kind": "tick"}, {"kind": "cancel", "by": "user"}):
        assert session.event(later, 500_000).step == before


def test_early_tick_changes_nothing() -> None:
    session = harness.ordered()
    before = session.step["state"]
    assert session.tick(0).step["state"] == before


def test_order_pending_for_too_long_is_cancelled() -> None:
    session = harness.ordered().until_collect()
    session.respond(harness.pending("userSign"), after=357_000)
    assert session.kind == "entering_code"
    session.respond(harness.pending("userSign"), after=0)
    assert session.step["wake_ms"] == 1_000
    session.tick(999)
    assert session.kind == "entering_code"
    session.tick(1)
    assert (session.kind, session.outcome["by"]) == ("cancelled", "expired")
    assert session.sent() == CANCEL


def test_final_state_keeps_no_secret() -> None:
    for end in (
        harness.ordered().collect(harness.complete()),
        harness.ordered(AUTH_SAME).collect(harness.failed("userCancel")),
        harness.ordered().cancel(),
        harness.ordered().collect(b"<html>"),
    ):
        text = str(end.state)
        for secret in (ORDER_REF, harness.QR_SECRET, harness.QR_TOKEN, harness.AUTO_START_TOKEN):
            assert secret not in text


def test_outcomes_have_neither_reference_nor_secret() -> None:
    for session in (
        harness.ordered(),
        harness.ordered(AUTH_SAME),
        harness.ordered().collect(harness.error("somethingNew", f"{ORDER_REF} {harness.QR_SECRET}"), 400),
    ):
        text = str(session.outcome)
        assert ORDER_REF not in text
        assert harness.QR_SECRET not in text
