"""A session from begin to end: pace, renewal, cancelling, switching, late answers."""

import pytest
import talk
from talk import AUTH_OTHER, AUTH_SAME, INTENTS, ORDER_REF, PHONE_AUTH, SECOND_ORDER_REF, T0, Talk

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


@pytest.mark.parametrize(
    ("hint", "kind"),
    [
        ("noClient", "waiting_for_app"),
        ("started", "searching"),
        ("userMrtd", "reading_document"),
        ("userCallConfirm", "confirming_call"),
        ("userSign", "entering_code"),
        ("processing", "processing"),
        ("somethingNew", "in_progress"),
        ("", "in_progress"),
        ("UserSign", "in_progress"),
    ],
)
@pytest.mark.parametrize("flow", INTENTS)
def test_pending_hint(flow: str, hint: str, kind: str) -> None:
    session = Talk(INTENTS[flow]).answer(talk.started()).collected(talk.pending(hint))
    assert session.kind == kind
    assert session.outcome["final"] is False
    assert session.outcome["hint"] == (hint or None)


def test_no_hint_without_an_order() -> None:
    session = Talk(AUTH_OTHER)
    assert (session.kind, "hint" in session.outcome) == ("starting", False)
    session.answer(talk.started()).collected(talk.failed("startFailed"))
    assert (session.kind, "hint" in session.outcome) == ("renewing", False)


@pytest.mark.parametrize(
    ("intent", "kind", "members"),
    [
        (AUTH_OTHER, "awaiting_scan", {"qr", "window_ends", "renewals"}),
        (AUTH_SAME, "awaiting_launch", {"link", "returns", "window_ends", "renewals"}),
        (PHONE_AUTH, "waiting_for_app", set()),
    ],
)
def test_outstanding_by_device(intent: dict[str, object], kind: str, members: set[str]) -> None:
    session = talk.ordered(intent)
    assert session.kind == kind
    assert set(session.outcome) == {"kind", "final", "message", "troubled_since", "hint"} | members
    assert session.outcome["hint"] == "outstandingTransaction"
    if members:
        assert session.outcome["window_ends"] == session.now + 30_000


@pytest.mark.parametrize(
    ("hint", "kind", "about", "retry"),
    [
        ("expiredTransaction", "failed", "expired_transaction", True),
        ("certificateErr", "failed", "certificate_error", False),
        ("userDeclinedCall", "failed", "user_declined_call", False),
        ("notSupportedByUserApp", "failed", "not_supported_by_user_app", False),
        ("transactionRiskBlocked", "failed", "transaction_risk_blocked", False),
        ("somethingNew", "failed", "unknown_hint", True),
        ("", "failed", "unknown_hint", True),
        ("userCancel", "cancelled", "app", None),
        ("cancelled", "cancelled", "other_order", None),
    ],
)
@pytest.mark.parametrize("flow", INTENTS)
def test_failed_hint(flow: str, hint: str, kind: str, about: str, retry: bool | None) -> None:
    session = Talk(INTENTS[flow]).answer(talk.started()).collected(talk.failed(hint))
    assert session.kind == kind
    assert session.outcome["reason" if kind == "failed" else "by"] == about
    if kind == "failed":
        assert (session.outcome["retry"], session.outcome["raw"]) == (retry, hint)
    assert session.sent() == []


@pytest.mark.parametrize(
    ("reason", "retry"),
    [
        ("alreadyInProgress", True),
        ("invalidParameters", False),
        ("unauthorized", False),
        ("somethingNew", True),
    ],
)
def test_refused_start_says_whether_to_try_again(reason: str, retry: bool) -> None:
    status = 401 if reason == "unauthorized" else 400
    session = Talk(AUTH_OTHER).answer(talk.error(reason), status)
    assert (session.kind, session.outcome["retry"]) == ("failed", retry)


class TestRenewal:
    def test_start_failed_starts_a_new_order_at_once(self) -> None:
        session = talk.ordered().tick(29_900).answer(talk.failed("startFailed"), after=100)
        assert (session.kind, session.outcome["renewals"]) == ("renewing", 1)
        assert session.sent() == [("start", "auth")]
        assert session.state["order"] is None

    def test_renewed_order_has_a_fresh_window_and_code(self) -> None:
        session = talk.ordered().tick(30_000).answer(talk.failed("startFailed"))
        session.answer(talk.started(SECOND_ORDER_REF), after=400)
        assert session.outcome["window_ends"] == session.now + 30_000
        assert session.outcome["qr"].split(".")[2] == "0"
        assert session.outcome["renewals"] == 1
        session.until_collect()
        assert session.step["effects"][0]["body"] == {"orderRef": SECOND_ORDER_REF}

    @pytest.mark.parametrize(("elapsed", "kind"), [(179_999, "renewing"), (180_000, "failed")])
    def test_ends_by_the_time_since_the_first_order(self, elapsed: int, kind: str) -> None:
        session = talk.ordered().tick(elapsed).answer(talk.failed("startFailed"))
        assert session.kind == kind
        if kind == "failed":
            assert session.outcome["reason"] == "start_failed"
            assert session.outcome["message"] == "RFA17B"
            assert session.outcome["retry"] is True

    @pytest.mark.parametrize("between", ["outstandingTransaction", "started"])
    def test_unattended_session_does_not_renew_for_ever(self, between: str) -> None:
        """Pending answers in between, which let a counter start over elsewhere, change nothing."""
        session = talk.ordered()
        while not session.outcome["final"]:
            session.collected(talk.pending(between)).until_collect()
            session.answer(talk.failed("startFailed"), after=26_000)
            if session.kind == "renewing":
                session.answer(talk.started(), after=100)
        assert session.outcome["reason"] == "start_failed"
        assert 180_000 <= session.now - T0 < 180_000 + 40_000

    def test_switching_device_does_not_lengthen_it(self) -> None:
        session = talk.ordered().tick(170_000).switch("same", "ios").answer(talk.started())
        session.tick(15_000).answer(talk.failed("startFailed"))
        assert (session.kind, session.outcome["message"]) == ("failed", "RFA17A")

    @pytest.mark.parametrize("flow", ["phone_auth", "phone_sign"])
    def test_phone_order_is_not_renewed(self, flow: str) -> None:
        session = Talk(INTENTS[flow]).answer({"orderRef": ORDER_REF})
        session.collected(talk.failed("startFailed"))
        assert (session.kind, session.outcome["reason"]) == ("failed", "start_failed")

    def test_refused_renewal_ends_the_session(self) -> None:
        session = talk.ordered().tick(30_000).answer(talk.failed("startFailed"))
        session.answer(talk.error("alreadyInProgress"), 400)
        assert (session.kind, session.outcome["reason"]) == ("failed", "already_in_progress")


class TestCancel:
    def test_answers_at_once_and_cancels_the_order(self) -> None:
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

    def test_collect_in_flight_is_dropped(self) -> None:
        session = talk.ordered().until_collect()
        number = session.awaited
        session.cancel().event(talk.response(number, talk.complete()))
        assert session.kind == "cancelled"
        assert session.sent() == []

    def test_answer_of_the_cancel_may_come_or_not(self) -> None:
        session = talk.ordered().cancel()
        number = session.step["effects"][0]["id"]
        before = session.step
        session.event(talk.response(number, talk.error("invalidParameters"), 400))
        assert session.step == {**before, "effects": []}

    @pytest.mark.parametrize("after_final", [True, False])
    def test_order_made_by_a_start_call_under_way_is_cancelled_when_it_comes(
        self, after_final: bool
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

    @pytest.mark.parametrize(
        ("body", "status"), [(b"<html>", 200), (talk.error("internalError"), 500)]
    )
    def test_start_call_under_way_that_fails_needs_no_cancel(
        self, body: object, status: int
    ) -> None:
        session = Talk(AUTH_OTHER)
        number = session.awaited
        session.cancel().event(talk.response(number, body, status))
        assert session.sent() == []
        assert session.state["abandoned"] == []

    def test_start_call_under_way_that_breaks_needs_no_cancel(self) -> None:
        session = Talk(AUTH_OTHER)
        number = session.awaited
        session.cancel()
        session.event({"kind": "transport_error", "effect": number, "reason": "reset"})
        assert session.sent() == []
        assert session.state["abandoned"] == []

    def test_twice_is_once(self) -> None:
        session = talk.ordered().cancel("operator")
        before = session.step
        assert session.cancel("user").step == {**before, "effects": []}

    def test_put_off_start_is_not_made_any_more(self) -> None:
        session = Talk(AUTH_OTHER).answer(talk.error("maintenance"), 503).cancel()
        assert session.kind == "cancelled"
        assert session.sent() == []
        assert session.tick(5_000).sent() == []


class TestSwitchDevice:
    def test_cancels_the_pending_order_first(self) -> None:
        session = talk.ordered().until_collect().switch("same", "ios", "safari")
        assert session.sent() == [("cancel", "cancel"), ("start", "auth")]
        assert session.kind == "starting"

    def test_goes_on_with_the_new_device(self) -> None:
        session = talk.ordered().switch("same", "ios", "safari")
        session.answer(talk.started(SECOND_ORDER_REF))
        assert session.kind == "awaiting_launch"
        assert session.outcome["link"].startswith("https://app.bankid.com/")

    def test_return_url_is_sent_for_the_same_device_only(self) -> None:
        session = Talk({**AUTH_SAME, "device": "other"})
        assert "returnUrl" not in session.step["effects"][0]["body"]
        session.switch("same")
        assert session.step["effects"][0]["body"]["returnUrl"] == AUTH_SAME["return_url"]
        session.switch("other")
        assert "returnUrl" not in session.step["effects"][0]["body"]

    def test_the_other_device_has_demands_of_its_own(self) -> None:
        demands = {"pin_code": True, "certificate_policies": ["1.2.752.78.1.5"]}
        session = Talk({**AUTH_OTHER, "requirement": demands})
        started = {"pinCode": True, "certificatePolicies": ["1.2.752.78.1.5"]}
        assert session.step["effects"][0]["body"]["requirement"] == started
        session.switch("same")
        assert session.step["effects"][0]["body"]["requirement"] == started
        session.switch("other", policies=["1.2.3.4.25"])
        changed = {"pinCode": True, "certificatePolicies": ["1.2.3.4.25"]}
        assert session.step["effects"][0]["body"]["requirement"] == changed
        session.switch("same", policies=[])
        assert session.step["effects"][0]["body"]["requirement"] == {"pinCode": True}

    def test_demands_may_come_with_the_switch(self) -> None:
        session = Talk(AUTH_OTHER).switch("same", policies=["1.2.752.78.*"])
        assert session.step["effects"][0]["body"]["requirement"] == {
            "certificatePolicies": ["1.2.752.78.*"]
        }
        session = Talk({**AUTH_OTHER, "requirement": {"certificate_policies": ["1.2.752.78.1.5"]}})
        assert "requirement" not in session.switch("same", policies=[]).step["effects"][0]["body"]

    def test_old_collect_answer_is_dropped(self) -> None:
        session = talk.ordered().until_collect()
        number = session.awaited
        session.switch("same").event(talk.response(number, talk.complete()))
        assert session.kind == "starting"

    def test_while_renewing(self) -> None:
        session = talk.ordered().tick(30_000).answer(talk.failed("startFailed")).switch("same")
        assert session.kind == "starting"
        assert session.sent() == [("start", "auth")]
        assert len(session.state["abandoned"]) == 1

    def test_after_the_end_is_too_late(self) -> None:
        session = talk.ordered().collected(talk.complete())
        before = session.step
        assert session.switch("same").step == before


class TestLateAndEarly:
    def test_answer_of_another_effect_changes_nothing(self) -> None:
        session = talk.ordered().until_collect()
        before = session.step
        session.event(talk.response(77, talk.complete()))
        assert session.step == {**before, "effects": []}
        session.event({"kind": "transport_error", "effect": 77, "reason": "reset"})
        assert session.step == {**before, "effects": []}

    def test_same_answer_twice_is_taken_once(self) -> None:
        session = talk.ordered().until_collect()
        number = session.awaited
        session.answer(talk.pending("userSign"))
        before = session.step
        assert session.event(talk.response(number, talk.failed("userCancel"))).step == before

    def test_final_outcome_is_repeated(self) -> None:
        session = talk.ordered().collected(talk.complete())
        before = session.step
        for later in ({"kind": "tick"}, {"kind": "cancel", "by": "user"}):
            assert session.event(later, 500_000).step == before

    def test_tick_that_comes_early_does_no_harm(self) -> None:
        session = talk.ordered()
        before = session.step["state"]
        assert session.tick(0).step["state"] == before

    def test_order_bankid_calls_pending_for_too_long_is_ended(self) -> None:
        session = talk.ordered().until_collect()
        session.answer(talk.pending("userSign"), after=297_000)
        assert session.kind == "entering_code"
        session.answer(talk.pending("userSign"), after=0)
        assert session.step["wake_ms"] == 1_000
        session.tick(999)
        assert session.kind == "entering_code"
        session.tick(1)
        assert (session.kind, session.outcome["by"]) == ("cancelled", "expired")
        assert session.sent() == CANCEL


class TestSecrets:
    def test_final_state_keeps_none(self) -> None:
        for end in (
            talk.ordered().collected(talk.complete()),
            talk.ordered(AUTH_SAME).collected(talk.failed("userCancel")),
            talk.ordered().cancel(),
            talk.ordered().collected(b"<html>"),
        ):
            text = str(end.state)
            for secret in (ORDER_REF, talk.QR_SECRET, talk.QR_TOKEN, talk.AUTO_START_TOKEN):
                assert secret not in text

    def test_outcomes_have_neither_reference_nor_secret_nor_details(self) -> None:
        for session in (
            talk.ordered(),
            talk.ordered(AUTH_SAME),
            talk.ordered().collected(talk.error("somethingNew"), 400),
        ):
            text = str(session.outcome)
            assert ORDER_REF not in text
            assert talk.QR_SECRET not in text
            assert "details" not in text
