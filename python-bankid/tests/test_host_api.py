"""The seam itself: what it refuses, and that a refusal repeats nothing of what was sent."""

import json
from typing import Any

import harness
import pytest
from harness import AUTH_OTHER, PHONE_AUTH, T0, Session, call

from bankid import host_api, limits, messages, outcomes
from bankid.host_api import SeamError
from bankid.state import from_json

STATE = harness.ordered().state


def _advance(**changes: Any) -> dict[str, Any]:
    event = {"kind": "tick"}
    return {"op": "advance", "state": STATE, "event": event, "now": T0 + 500, **changes}


def _event(**members: Any) -> dict[str, Any]:
    return _advance(event=members)


def test_describe() -> None:
    reply = call({"op": "describe"})
    assert reply["module"] == "bankid"
    assert reply["seam"] == 1
    assert reply["flows"] == ["auth", "sign", "payment", "phone_auth", "phone_sign", "other_payment"]
    assert reply["messages"] == messages.known()
    assert reply["outcomes"] == list(outcomes.KINDS)
    assert reply["limits"] == limits.describe()


@pytest.mark.parametrize(
    "request_", [b"", b"{", b"\xff", b"[" * 100_000, b"{" * 3, b'{"op":"describe"}x']
)
def test_not_json(request_: bytes) -> None:
    with pytest.raises(SeamError, match="the request is not UTF-8 JSON"):
        host_api.handle(request_)


RESPONSE: dict[str, Any] = {
    "kind": "response",
    "effect": 1,
    "status": 200,
    "headers": {},
    "body": "",
}
WRONG: list[tuple[object, str]] = [
    ([], "the request must be an object"),
    ({}, "op must be text"),
    ({"op": 1}, "op must be text"),
    ({"op": "greet"}, "op must be one of describe, begin, advance"),
    ({"op": "begin", "now": T0}, "intent must be an object"),
    ({"op": "begin", "intent": AUTH_OTHER}, "now must be an integer"),
    ({"op": "begin", "intent": AUTH_OTHER, "now": "soon"}, "now must be an integer"),
    ({"op": "begin", "intent": AUTH_OTHER, "now": True}, "now must be an integer"),
    ({"op": "begin", "intent": AUTH_OTHER, "now": 1.5}, "now must be an integer"),
    (_advance(state=None), "state is not an object of version 1"),
    (_advance(state={**STATE, "v": 2}), "state is not an object of version 1"),
    (_advance(state={"v": 1}), "state has other members than this version writes"),
    (_advance(state={**STATE, "x": 1}), "state has other members than this version writes"),
    (_advance(state={**STATE, "phase": "odd"}), "state has other members than this version writes"),
    (_advance(state={**STATE, "order": {"a": 1}}), "state has other members"),
    (_advance(state={**STATE, "abandoned": 1}), "state has other members"),
    (_advance(now=None), "now must be an integer"),
    (_advance(event=None), "event must be an object"),
    (_event(), "kind must be text"),
    (_event(kind="greet"), "event.kind must be one of"),
    (_event(kind="tick", in_flight=1), "in_flight must be an array of integers"),
    (_event(kind="tick", in_flight=[1, True]), "in_flight must be an array of integers"),
    (_event(kind="cancel"), "by must be text"),
    (_event(kind="cancel", by="me"), "event.by must be one of user, operator, owner_gone"),
    (_event(kind="transport_error", effect=1, reason="x"), "event.reason must be one of connect"),
    (_event(kind="transport_error", effect="1", reason="tls"), "effect must be an integer"),
    (_event(**{**RESPONSE, "status": None}), "status must be an integer"),
    (_event(**{**RESPONSE, "effect": None}), "effect must be an integer"),
    (_event(**{**RESPONSE, "headers": []}), "event.headers must be an object"),
    (_event(**{**RESPONSE, "headers": "x"}), "event.headers must be an object"),
    (_event(**{**RESPONSE, "headers": {"retry-after": 7}}), "event.headers must hold text only"),
    (_event(**{**RESPONSE, "body": None}), "body must be text"),
    (_event(**{**RESPONSE, "body": "a"}), "event.body is not base64"),
    (_event(**{**RESPONSE, "body": "\u00e5"}), "event.body is not base64"),
    (_event(kind="switch_device"), "device must be text"),
    (_event(kind="switch_device", device="tablet"), "event.device must be one of same, other"),
    (_event(kind="switch_device", device="same", client=1), "event.client must be an object"),
    (
        _event(kind="switch_device", device="same", client={"os": "ios"}),
        "event.client.browser is required",
    ),
    (
        _event(kind="switch_device", device="same", client={"os": "x", "browser": "safari"}),
        "event.client.os must be one of",
    ),
    (
        _event(kind="switch_device", device="same", certificate_policies="1.2.3.4.5"),
        "event.certificate_policies must be an array of object identifiers",
    ),
    (
        _event(kind="switch_device", device="same", certificate_policies=["1.*"]),
        "event.certificate_policies must be an array of object identifiers",
    ),
    (
        _event(kind="switch_device", device="same", certificate_policies=[7]),
        "event.certificate_policies must be an array of object identifiers",
    ),
]


@pytest.mark.parametrize(("request_", "message"), WRONG)
def test_request_that_breaks_the_seam(request_: object, message: str) -> None:
    with pytest.raises(SeamError) as raised:
        host_api.handle(json.dumps(request_).encode())
    assert message in str(raised.value)
    assert raised.value.__cause__ is None
    assert harness.QR_SECRET not in str(raised.value)


def test_phone_flow_has_no_device_to_switch() -> None:
    session = Session(PHONE_AUTH)
    before = json.dumps(session.state)
    with pytest.raises(SeamError, match="phone_auth has no device to switch"):
        session.switch("same", "ios")
    assert json.dumps(session.state) == before
    assert session.respond({"orderRef": harness.ORDER_REF}).kind == "waiting_for_app"


def test_after_interruption_must_be_a_flag() -> None:
    event = {**harness.response(1, harness.started()), "after_interruption": 1}
    with pytest.raises(SeamError, match="after_interruption must be true or false"):
        Session(AUTH_OTHER).event(event)


def test_headers_may_be_absent() -> None:
    event = {**harness.response(1, harness.started()), "headers": None}
    assert Session(AUTH_OTHER).event(event).kind == "awaiting_scan"


def test_reply_is_ascii_json() -> None:
    intent = {**AUTH_OTHER, "user_visible_data": "\u00c5sa \U0001f600"}
    request = json.dumps({"op": "begin", "intent": intent, "now": T0}, ensure_ascii=False)
    reply = host_api.handle(request.encode("utf-8"))
    assert reply.isascii()
    assert json.loads(reply)["state"]["intent"]["user_visible_data"] == "\u00c5sa \U0001f600"


def test_state_survives_the_round_trip() -> None:
    for session in (
        Session(AUTH_OTHER),
        harness.ordered(),
        harness.ordered().until_collect().transport_error("tls"),
    ):
        assert from_json(session.state).to_json() == {**session.state, "abandoned": ()}


def test_states_print_masked() -> None:
    state = from_json(harness.ordered().state)
    assert repr(state) == "State(pending, ***)"
    assert repr(state.order) == "Order(***, hint='outstandingTransaction')"
    assert harness.QR_SECRET not in f"{state!r} {state} {state.order}"


def test_same_request_gives_the_same_reply() -> None:
    request = json.dumps(_advance()).encode()
    assert host_api.handle(request) == host_api.handle(request)
