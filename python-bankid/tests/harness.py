"""The test harness: a host that calls the seam, owns the clock, and scripts BankID's responses.

All secrets, persons and addresses here are made up.
"""

import base64
import json
from typing import Any

from bankid import host_api

T0 = 1_700_000_000_000
ORDER_REF = "131daac9-16c6-4618-beb0-365768f37288"
SECOND_ORDER_REF = "5c2f1b6e-0f0f-4a57-9a55-0d6f4be0a001"
QR_TOKEN = "67df3917-fa0d-44e5-b327-edcc928297f8"
QR_SECRET = "d28db9a7-4cde-429e-a983-359be676944c"
AUTO_START_TOKEN = "7c40b5c9-fa74-49cf-b98c-bfe651f9a7c6"
PERSON = "191212121212"
CO_ORDINATION_PERSON = "197010632391"
ADDRESS = "192.0.2.1"

AUTH_OTHER: dict[str, Any] = {
    "flow": "auth",
    "device": "other",
    "client": {"os": "windows", "browser": "edge"},
    "end_user_ip": ADDRESS,
}
AUTH_SAME: dict[str, Any] = {
    **AUTH_OTHER,
    "device": "same",
    "client": {"os": "ios", "browser": "safari"},
    "return_url": "https://rp.example.se/return#n0nce",
}
SIGN_OTHER: dict[str, Any] = {**AUTH_OTHER, "flow": "sign", "user_visible_data": "I agree."}
PAYMENT_OTHER: dict[str, Any] = {
    **AUTH_OTHER,
    "flow": "payment",
    "payment": {
        "transaction_type": "card",
        "recipient": "Example Shop AB",
        "amount": "100,00",
        "currency": "SEK",
    },
}
PHONE_AUTH: dict[str, Any] = {
    "flow": "phone_auth",
    "phone": {"call_initiator": "RP", "personal_number": PERSON},
}
PHONE_SIGN: dict[str, Any] = {**PHONE_AUTH, "flow": "phone_sign", "user_visible_data": "I agree."}
OTHER_PAYMENT: dict[str, Any] = {
    "flow": "other_payment",
    "personal_number": PERSON,
    "payment": PAYMENT_OTHER["payment"],
}
INTENTS = {
    "auth": AUTH_OTHER,
    "sign": SIGN_OTHER,
    "payment": PAYMENT_OTHER,
    "phone_auth": PHONE_AUTH,
    "phone_sign": PHONE_SIGN,
    "other_payment": OTHER_PAYMENT,
}


def started(order_ref: str = ORDER_REF) -> dict[str, str]:
    return {
        "orderRef": order_ref,
        "autoStartToken": AUTO_START_TOKEN,
        "qrStartToken": QR_TOKEN,
        "qrStartSecret": QR_SECRET,
    }


def pending(hint: str, order_ref: str = ORDER_REF) -> dict[str, Any]:
    return {"orderRef": order_ref, "status": "pending", "hintCode": hint}


def failed(hint: str, order_ref: str = ORDER_REF) -> dict[str, Any]:
    return {"orderRef": order_ref, "status": "failed", "hintCode": hint}


def completion_data(**changes: Any) -> dict[str, Any]:
    data = {
        "user": {
            "personalNumber": PERSON,
            "name": "Karin Test",
            "givenName": "Karin",
            "surname": "Test",
        },
        "device": {"ipAddress": ADDRESS, "uhi": "OZvYM9VvyiAmG7NA5jU5zqGcVpo="},
        "bankIdIssueDate": "2024-06-09+02:00",
        "stepUp": {"mrtd": True},
        "signature": "PD94bWwgdmVyc2lvbj0iMS4wIj8+",
        "ocspResponse": "MIIHegoBAKCCB3MwggdvBgkr",
    }
    return {**data, **changes}


def complete(order_ref: str = ORDER_REF, **changes: Any) -> dict[str, Any]:
    return {
        "orderRef": order_ref,
        "status": "complete",
        "completionData": completion_data(**changes),
    }


def error(code: str, details: str = "") -> dict[str, str]:
    return {"errorCode": code, **({"details": details} if details else {})}


def call(request: dict[str, Any]) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(host_api.handle(json.dumps(request).encode()))
    return reply


def response(effect: int, body: object, status: int = 200, **headers: str) -> dict[str, Any]:
    """A response event. A body of bytes is sent unchanged, anything else as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return {
        "kind": "response",
        "effect": effect,
        "status": status,
        "headers": {"content-type": "application/json", **names},
        "body": base64.b64encode(content).decode(),
    }


class Session:
    """One session. `request` and `step` are the latest exchange."""

    def __init__(self, intent: dict[str, Any], now: int = T0) -> None:
        self.now = now
        self.request: dict[str, Any] = {"op": "begin", "intent": intent, "now": now}
        self.step = call(self.request)

    @property
    def outcome(self) -> dict[str, Any]:
        outcome: dict[str, Any] = self.step["outcome"]
        return outcome

    @property
    def kind(self) -> str:
        kind: str = self.outcome["kind"]
        return kind

    @property
    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.step["state"]
        return state

    @property
    def awaited(self) -> int:
        """The id of the effect whose response is awaited."""
        number: int = self.state["awaited"]["id"]
        return number

    def sent(self) -> list[tuple[str, str]]:
        """Purpose and path of the latest step's effects."""
        return [(effect["purpose"], effect["path"]) for effect in self.step["effects"]]

    def event(self, event: dict[str, Any], after: int = 0) -> "Session":
        self.now += after
        self.request = {"op": "advance", "state": self.state, "event": event, "now": self.now}
        self.step = call(self.request)
        return self

    def tick(self, after: int, in_flight: list[int] | None = None) -> "Session":
        event: dict[str, Any] = {"kind": "tick"}
        if in_flight is not None:
            event["in_flight"] = in_flight
        return self.event(event, after)

    def respond(self, body: object, status: int = 200, after: int = 0, **headers: str) -> "Session":
        """Advances by a response to the awaited effect."""
        return self.event(response(self.awaited, body, status, **headers), after)

    def transport_error(self, reason: str, after: int = 0) -> "Session":
        """Advances by a transport error of the awaited effect."""
        return self.event(
            {"kind": "transport_error", "effect": self.awaited, "reason": reason}, after
        )

    def cancel(self, by: str = "user") -> "Session":
        return self.event({"kind": "cancel", "by": by})

    def switch(
        self,
        device: str,
        os: str | None = None,
        browser: str = "safari",
        policies: list[str] | None = None,
    ) -> "Session":
        client = None if os is None else {"os": os, "browser": browser}
        event: dict[str, Any] = {"kind": "switch_device", "device": device, "client": client}
        if policies is not None:
            event["certificate_policies"] = policies
        return self.event(event)

    def until_collect(self) -> "Session":
        """Ticks as a host would, until a collect is in flight."""
        while self.state["awaited"] is None:
            self.tick(self.step["wake_ms"])
        return self

    def collect(self, body: object, status: int = 200, **headers: str) -> "Session":
        """Ticks until the next collect, and responds to it at once."""
        return self.until_collect().respond(body, status, 0, **headers)


def ordered(intent: dict[str, Any] = AUTH_OTHER) -> Session:
    """A session whose first order has just been created."""
    return Session(intent).respond(started(), after=120)


def with_member(intent: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """A copy of `intent` with the member at `path` (dots between names) set."""
    changed: dict[str, Any] = json.loads(json.dumps(intent))
    *parents, last = path.split(".")
    members = changed
    for name in parents:
        members = members.setdefault(name, {})
    members[last] = value
    return changed


def faults(intent: dict[str, Any]) -> list[dict[str, str]]:
    """The faults of `intent`; empty when a session begins with it."""
    reply = call({"op": "begin", "intent": intent, "now": T0})
    assert ("invalid" in reply) != ("state" in reply)
    invalid: list[dict[str, str]] = reply.get("invalid", [])
    return invalid
