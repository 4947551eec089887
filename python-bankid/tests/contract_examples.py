"""The examples of the seam: each `<op>/<case>` with its last request and reply.

Each example is produced by the seam itself, so it cannot differ from what the module does.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import harness
from harness import (
    AUTH_OTHER,
    AUTH_SAME,
    OTHER_PAYMENT,
    PAYMENT_OTHER,
    PHONE_AUTH,
    PHONE_SIGN,
    SIGN_OTHER,
    Session,
)

from bankid import faults, host_api, outcomes

Exchange = tuple[dict[str, Any], dict[str, Any]]

AUTH_COMPUTER = {**AUTH_SAME, "client": {"os": "macos", "browser": "firefox"}}
BLOCKING = {"ip_mismatch": "block", "risk": "block"}

FULL_SIGN: dict[str, Any] = {
    "flow": "sign",
    "device": "same",
    "client": {"os": "ios", "browser": "chrome"},
    "end_user_ip": "2001:db8::1",
    "return_url": "https://rp.example.se/return?nonce=n0nce",
    "user_visible_data": "*Contract* 17\nI agree. \u00c5\u00c4\u00d6",
    "user_visible_data_format": "simpleMarkdownV1",
    "user_non_visible_data": "sha256:0f1e",
    "requirement": {
        "pin_code": True,
        "mrtd": True,
        "card_reader": "class2",
        "certificate_policies": ["1.2.752.78.1.2", "1.2.752.78.*"],
        "personal_number": harness.PERSON,
    },
    "return_risk": True,
    "web": {
        "referring_domain": "rp.example.se",
        "user_agent": "Mozilla/5.0",
        "device_identifier": "b7f0c0a2",
    },
    "policies": {"ip_mismatch": "warn", "risk": "block"},
}
FULL_PAYMENT: dict[str, Any] = {
    **PAYMENT_OTHER,
    "payment": {
        **PAYMENT_OTHER["payment"],
        "risk_warning": "First payment to this recipient",
        "risk_flags": ["newRecipient", "largeAmount"],
    },
}
NPA_PAYMENT: dict[str, Any] = {
    **PAYMENT_OTHER,
    "payment": {"transaction_type": "npa", "recipient": "Example Shop AB"},
}

PENDING_HINTS = {
    "waiting_for_app": "noClient",
    "searching": "started",
    "reading_document": "userMrtd",
    "confirming_call": "userCallConfirm",
    "entering_code": "userSign",
    "processing": "processing",
    "in_progress": "somethingNew",
}
FAILED_HINTS = {
    f"failed_{ending.about}": hint
    for hint, ending in outcomes.ENDINGS.items()
    if ending.kind == "failed" and hint != "startFailed"
}
ERRORS = {
    "failed_already_in_progress": (400, "alreadyInProgress"),
    "failed_rejected_request": (400, "invalidParameters"),
    "failed_unauthorized": (401, "unauthorized"),
    "failed_unknown_error": (400, "somethingNew"),
}
SERVER_ERRORS = {
    "unavailable_internal_error": (500, "internalError"),
    "unavailable_too_many_requests": (429, "tooManyRequests"),
    "unavailable_request_timeout": (408, "requestTimeout"),
}
INVALID: dict[str, dict[str, Any]] = {
    "flow_missing": {},
    "flow_unknown": {"flow": "greet"},
    "members_missing": {"flow": "auth"},
    "members_of_another_flow": {
        **PHONE_AUTH,
        "end_user_ip": harness.ADDRESS,
        "web": {"user_agent": "x"},
    },
    "wrong_types": {**AUTH_OTHER, "device": 1, "client": [], "return_risk": "yes", "web": "x"},
    "several": {
        **AUTH_OTHER,
        "device": "tablet",
        "client": {"os": "beos", "browser": "lynx"},
        "end_user_ip": "300.1.2.3",
        "return_url": "javascript:alert(1)",
        "web": {"referring_domain": "Example.SE", "device_identifier": "x" * 65},
        "policies": {"risk": "maybe"},
    },
    "text_too_long": {**AUTH_OTHER, "user_visible_data": "x" * 1126},
    "sign_without_text": {k: v for k, v in SIGN_OTHER.items() if k != "user_visible_data"},
    "requirement": {
        **AUTH_OTHER,
        "requirement": {
            "card_reader": "class1",
            "certificate_policies": ["1.2.752.*.1"],
            "personal_number": "191212121213",
        },
    },
    "payment_npa_with_money": {
        **PAYMENT_OTHER,
        "payment": {**PAYMENT_OTHER["payment"], "transaction_type": "npa", "risk_flags": ["odd"]},
    },
    "other_payment": {
        "flow": "other_payment",
        "personal_number": "191212121213",
        "end_user_ip": harness.ADDRESS,
        "user_non_visible_data": "hidden",
        "payment": {**PAYMENT_OTHER["payment"], "recipient": "x" * 41},
    },
    "phone": {
        "flow": "phone_auth",
        "phone": {"call_initiator": "rp", "personal_number": "000101-0009"},
    },
}


def examples() -> Iterator[tuple[str, Exchange]]:
    """Every example, in a stable order."""
    request = {"op": "describe"}
    yield "describe", (request, harness.call(request))
    for name, intent in INVALID.items():
        yield f"begin/invalid_{name}", _last(Session(intent))
    for name, intent in BEGINNINGS.items():
        yield f"begin/{name}", _last(Session(intent))
    for name, build in BUILDERS.items():
        yield f"advance/{name}", _last(build())
    for reason in faults.TRANSPORT:
        yield f"advance/start_{reason}", _last(Session(AUTH_OTHER).transport_error(reason, 5_000))


BEGINNINGS: dict[str, dict[str, Any]] = {
    "auth_other_device": AUTH_OTHER,
    "auth_same_device": AUTH_SAME,
    "sign_everything": FULL_SIGN,
    "payment_card": FULL_PAYMENT,
    "payment_npa": NPA_PAYMENT,
    "phone_auth": PHONE_AUTH,
    "phone_sign": PHONE_SIGN,
    "other_payment": OTHER_PAYMENT,
}


def _each(
    build: Callable[[Any], Session], arguments: Mapping[str, Any]
) -> dict[str, Callable[[], Session]]:
    """One builder for each name: `build` with the argument of that name."""
    return {name: functools.partial(build, argument) for name, argument in arguments.items()}


def _collected(hint: str) -> Session:
    return _scan().collect(harness.pending(hint))


def _failed(hint: str) -> Session:
    return _scan().collect(harness.failed(hint))


def _refused(pair: tuple[int, str]) -> Session:
    return Session(AUTH_OTHER).respond(harness.error(pair[1], "Bad value for 191212121212"), pair[0], retry_after="30")


def _cancelled(by: str) -> Session:
    return _collecting().cancel(by)


def _last(session: Session) -> Exchange:
    return session.request, session.step


def _scan() -> Session:
    return harness.ordered()


def _collecting() -> Session:
    return harness.ordered().until_collect()


def _renewing() -> Session:
    return _scan().tick(29_000).respond(harness.failed("startFailed"))


def _switched() -> Session:
    return _scan().switch("same", "android", "chrome")


def _late_start() -> Session:
    session = Session(AUTH_OTHER)
    number = session.awaited
    session.cancel()
    return session.event(harness.response(number, harness.started()), 200)


def _given_up() -> Session:
    session = _scan()
    while not session.outcome["final"]:
        if session.state["awaited"] is None:
            session.tick(session.step["wake_ms"])
        else:
            session.transport_error("connect", 100)
    return session


def _expired() -> Session:
    return _scan().collect(harness.pending("userSign")).tick(360_000).tick(0)


def _maintenance() -> Session:
    session = Session(AUTH_OTHER).respond(harness.error("maintenance"), 503)
    for pause in (2_000, 4_000):
        session.tick(pause).respond(harness.error("maintenance"), 503, retry_after="3")
    return session


def _blocked(intent: dict[str, Any], **changes: Any) -> Session:
    return harness.ordered({**intent, "policies": BLOCKING}).collect(harness.complete(**changes))


def _warned() -> Session:
    warning = {"ip_mismatch": "warn", "risk": "warn"}
    same = {**AUTH_SAME, "policies": warning}
    device = {"ipAddress": "198.51.100.7"}
    return harness.ordered(same).collect(harness.complete(device=device, risk="moderate"))


def _bare() -> Session:
    """Completion data without its optional members."""
    body = harness.complete(device=None, bankIdIssueDate="soon", stepUp=None)
    return _scan().collect(body)


def _mismatch() -> Session:
    return _blocked(AUTH_SAME, device={"ipAddress": "198.51.100.7"}, risk="low")


def _another_person() -> Session:
    user = {"personalNumber": harness.CO_ORDINATION_PERSON, "name": "SAM TEST"}
    required = {**AUTH_OTHER, "requirement": {"personal_number": harness.PERSON}}
    return harness.ordered(required).collect(harness.complete(user=user))


BUILDERS: dict[str, Callable[[], Session]] = {
    "starting_put_off": lambda: Session(AUTH_OTHER).respond(harness.error("maintenance"), 503),
    "starting_tick": lambda: Session(AUTH_OTHER).tick(1_000),
    "starting_late": lambda: Session(AUTH_OTHER).tick(12_000, [1]),
    "awaiting_scan": _scan,
    "awaiting_scan_next_second": lambda: _scan().tick(1_000),
    "awaiting_scan_collects": _collecting,
    "awaiting_scan_troubled": lambda: _collecting().transport_error("timeout", 5_000),
    "awaiting_scan_busy": lambda: _collecting().respond(
        harness.error("tooManyRequests"), 429, ratelimit_reset="7"
    ),
    "awaiting_scan_after_interruption": lambda: _collecting().event(
        {
            **harness.response(2, harness.error("invalidParameters", "No such order"), 400),
            "after_interruption": True,
        },
        100,
    ),
    "awaiting_scan_renewed": lambda: _renewing().respond(
        harness.started(harness.SECOND_ORDER_REF), after=90
    ),
    "awaiting_launch_phone": lambda: harness.ordered(AUTH_SAME),
    "awaiting_launch_phone_by_hand": lambda: harness.ordered(
        {**AUTH_SAME, "client": {"os": "ios", "browser": "webview"}}
    ),
    "awaiting_launch_computer": lambda: harness.ordered(AUTH_COMPUTER),
    "waiting_for_app_phone_order": lambda: Session(PHONE_AUTH).respond(
        {"orderRef": harness.ORDER_REF}
    ),
    **_each(_collected, PENDING_HINTS),
    "renewing": _renewing,
    "switch_device": _switched,
    "switch_device_launch": lambda: _switched().respond(harness.started(harness.SECOND_ORDER_REF)),
    "late_start_is_cancelled": _late_start,
    "late_answer_changes_nothing": lambda: _scan().event(
        harness.response(99, harness.pending("userSign"))
    ),
    "completed": lambda: _scan().collect(harness.complete(risk="low")),
    "completed_bare": _bare,
    "completed_with_warnings": _warned,
    "completed_repeated": lambda: _scan().collect(harness.complete()).tick(60_000),
    **_each(_cancelled, {f"cancelled_by_{by}": by for by in host_api.CANCELLERS}),
    "cancelled_by_app": lambda: _scan().collect(harness.failed("userCancel")),
    "cancelled_by_other_order": lambda: _scan().collect(harness.failed("cancelled")),
    "cancelled_by_lifetime": _expired,
    "failed_start_failed": lambda: _scan().tick(180_000).respond(harness.failed("startFailed")),
    "failed_start_failed_same_device": lambda: harness.ordered(AUTH_SAME)
    .tick(180_000)
    .respond(harness.failed("startFailed")),
    "searching_mobile": lambda: harness.ordered(AUTH_SAME).collect(harness.pending("started")),
    **_each(_failed, FAILED_HINTS),
    "failed_unknown_hint": lambda: _scan().collect(harness.failed("somethingNew")),
    "failed_unknown_status": lambda: _scan().collect(
        {"orderRef": harness.ORDER_REF, "status": "paused"}
    ),
    "failed_malformed_response": lambda: _scan().collect(b"<html>"),
    **_each(_refused, ERRORS),
    "failed_unauthorized_html": lambda: Session(AUTH_OTHER).respond(
        b"<html>403 Forbidden</html>", 403
    ),
    "rejected_ip_mismatch": _mismatch,
    "rejected_risk": lambda: _blocked(AUTH_OTHER, risk="high"),
    "rejected_identity": _another_person,
    **_each(_refused, SERVER_ERRORS),
    "unavailable_maintenance": _maintenance,
    "unavailable_after_trouble": _given_up,
}
