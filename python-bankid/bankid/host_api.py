"""The protocol seam: one function, bytes in and bytes out, described in `contract/README.md`.

An error of the person or of BankID is an outcome. An error of the host is a SeamError; its message
names the member and repeats nothing that was sent.
"""

import json
from binascii import Error as Base64Error
from binascii import a2b_base64
from typing import Any, Final

import bankid
from bankid import (
    events,
    faults,
    limits,
    messages,
    outcomes,
    requirements,
    session,
    state,
    validation,
)
from bankid.checks import Checks
from bankid.flows import FLOWS
from bankid.intent import Client
from bankid.order import IllegalTransition
from bankid.transition import Step
from bankid.wire import HttpResponse

SEAM: Final = 1
CANCELLERS: Final = ("user", "operator", "owner_gone", "superseded", "expired")

_encode = json.JSONEncoder(separators=(",", ":")).encode


class SeamError(Exception):
    """The request breaks the contract: a bug in the host."""


def handle(request: bytes) -> bytes:
    """Handles one request. Raises SeamError for a request that breaks the contract."""
    try:
        members = json.loads(request)
    except (ValueError, RecursionError):
        raise SeamError("the request is not UTF-8 JSON") from None
    reply = _OPERATIONS.get(_text(_object(members, "the request"), "op"), _unknown)(members)
    return _encode(reply).encode("ascii")


def _unknown(_members: dict[str, Any]) -> dict[str, Any]:
    raise SeamError("op must be one of " + ", ".join(_OPERATIONS))


def _describe(_members: dict[str, Any]) -> dict[str, Any]:
    return {
        "module": "bankid",
        "version": bankid.__version__,
        "seam": SEAM,
        "flows": list(FLOWS),
        "messages": messages.known(),
        "host_messages": messages.HOST,
        "outcomes": list(outcomes.KINDS),
        "limits": limits.describe(),
    }


def _begin(members: dict[str, Any]) -> dict[str, Any]:
    intent = validation.validate(_object(members.get("intent"), "intent"))
    now = _integer(members, "now")
    if isinstance(intent, list):
        return {"invalid": [fault._asdict() for fault in intent]}
    return _step(session.begin(intent, now))


def _advance(members: dict[str, Any]) -> dict[str, Any]:
    try:
        before = state.from_json(members.get("state"))
        event = _event(_object(members.get("event"), "event"))
        return _step(session.advance(before, event, _integer(members, "now")))
    except (state.StateError, IllegalTransition) as error:
        raise SeamError(str(error)) from None


_OPERATIONS = {"describe": _describe, "begin": _begin, "advance": _advance}


def _step(step: Step) -> dict[str, Any]:
    return {
        "state": step.state.to_json(),
        "outcome": step.outcome,
        "effects": step.effects,
        "wake_ms": step.wake,
    }


def _event(event: dict[str, Any]) -> events.Event:
    match _text(event, "kind"):
        case "tick":
            return events.Tick(_integers(event, "in_flight"))
        case "response":
            return events.Response(
                _integer(event, "effect"), _response(event), _flag(event, "after_interruption")
            )
        case "transport_error":
            reason = _choice(event, "reason", tuple(faults.TRANSPORT))
            return events.TransportError(_integer(event, "effect"), reason)
        case "cancel":
            return events.Cancel(_choice(event, "by", CANCELLERS))
        case "switch_device":
            return _switch(event)
    raise SeamError(
        "event.kind must be one of response, transport_error, tick, cancel, switch_device"
    )


def _integers(members: dict[str, Any], name: str) -> frozenset[int]:
    numbers = members.get(name)
    if numbers is None:
        return frozenset()
    if not isinstance(numbers, list) or not all(type(number) is int for number in numbers):
        raise SeamError(f"{name} must be an array of integers")
    return frozenset(numbers)


def _response(event: dict[str, Any]) -> HttpResponse:
    given = event.get("headers")
    headers = {} if given is None else _object(given, "event.headers")
    if not all(isinstance(value, str) for value in headers.values()):
        raise SeamError("event.headers must hold text only")
    try:
        body = a2b_base64(_text(event, "body"))
    except (Base64Error, ValueError):
        raise SeamError("event.body is not base64") from None
    return HttpResponse(_integer(event, "status"), headers, body)


def _switch(event: dict[str, Any]) -> events.SwitchDevice:
    device = _choice(event, "device", validation.DEVICES)
    policies = event.get("certificate_policies")
    if policies is not None and not requirements.are_policies(policies):
        raise SeamError("event.certificate_policies must be an array of object identifiers")
    if event.get("client") is None:
        return events.SwitchDevice(device, None, policies)
    checks = Checks(_object(event["client"], "event.client"), "event.client.")
    members = validation.client(checks)
    if checks.faults:
        raise SeamError(checks.faults[0].message)
    client: Client = {"os": members["os"], "browser": members["browser"]}
    return events.SwitchDevice(device, client, policies)


def _object(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SeamError(f"{name} must be an object")
    return value


def _text(members: dict[str, Any], name: str) -> str:
    value = members.get(name)
    if not isinstance(value, str):
        raise SeamError(f"{name} must be text")
    return value


def _integer(members: dict[str, Any], name: str) -> int:
    value = members.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise SeamError(f"{name} must be an integer")
    return value


def _flag(members: dict[str, Any], name: str) -> bool:
    value = members.get(name)
    if value is not None and not isinstance(value, bool):
        raise SeamError(f"{name} must be true or false")
    return value is True


def _choice(members: dict[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    value = _text(members, name)
    if value not in allowed:
        raise SeamError(f"event.{name} must be one of " + ", ".join(allowed))
    return value
