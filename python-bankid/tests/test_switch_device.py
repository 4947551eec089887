"""From one device to the other: a new order, with demands of its own."""

import harness
from harness import AUTH_OTHER, AUTH_SAME, SECOND_ORDER_REF, Session


def test_cancels_the_pending_order_first() -> None:
    session = harness.ordered().until_collect().switch("same", "ios", "safari")
    assert session.sent() == [("cancel", "cancel"), ("start", "auth")]
    assert session.kind == "starting"


def test_continues_on_the_new_device() -> None:
    session = harness.ordered().switch("same", "ios", "safari")
    session.respond(harness.started(SECOND_ORDER_REF))
    assert session.kind == "awaiting_launch"
    assert session.outcome["link"].startswith("https://app.bankid.com/")


def test_return_url_is_sent_for_the_same_device_only() -> None:
    session = Session({**AUTH_SAME, "device": "other"})
    assert "returnUrl" not in session.step["effects"][0]["body"]
    session.switch("same")
    assert session.step["effects"][0]["body"]["returnUrl"] == AUTH_SAME["return_url"]
    session.switch("other")
    assert "returnUrl" not in session.step["effects"][0]["body"]


def test_certificate_policies_of_the_old_device_are_replaced() -> None:
    demands = {"pin_code": True, "certificate_policies": ["1.2.752.78.1.5"]}
    session = Session({**AUTH_OTHER, "requirement": demands})
    started = {"pinCode": True, "certificatePolicies": ["1.2.752.78.1.5"]}
    assert session.step["effects"][0]["body"]["requirement"] == started
    session.switch("same")
    assert session.step["effects"][0]["body"]["requirement"] == started
    session.switch("other", policies=["1.2.3.4.25"])
    changed = {"pinCode": True, "certificatePolicies": ["1.2.3.4.25"]}
    assert session.step["effects"][0]["body"]["requirement"] == changed
    session.switch("same", policies=[])
    assert session.step["effects"][0]["body"]["requirement"] == {"pinCode": True}


def test_switch_may_add_certificate_policies() -> None:
    session = Session(AUTH_OTHER).switch("same", policies=["1.2.752.78.*"])
    assert session.step["effects"][0]["body"]["requirement"] == {
        "certificatePolicies": ["1.2.752.78.*"]
    }
    session = Session({**AUTH_OTHER, "requirement": {"certificate_policies": ["1.2.752.78.1.5"]}})
    assert "requirement" not in session.switch("same", policies=[]).step["effects"][0]["body"]


def test_response_to_the_old_collect_is_ignored() -> None:
    session = harness.ordered().until_collect()
    number = session.awaited
    session.switch("same").event(harness.response(number, harness.complete()))
    assert session.kind == "starting"


def test_while_renewing() -> None:
    session = harness.ordered().tick(30_000).respond(harness.failed("startFailed")).switch("same")
    assert session.kind == "starting"
    assert session.sent() == [("start", "auth")]
    assert len(session.state["abandoned"]) == 1


def test_switch_after_the_end_changes_nothing() -> None:
    session = harness.ordered().collect(harness.complete())
    before = session.step
    assert session.switch("same").step == before
