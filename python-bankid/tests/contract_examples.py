"""The examples of the seam: `<op>/<case>` to the exchange the module makes of it.

Each is played through the seam itself, so an example cannot say what the module does not do.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import talk
from talk import AUTH_OTHER, AUTH_SAME, PAYMENT_OTHER, PHONE_AUTH, PHONE_SIGN, SIGN_OTHER, Talk

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
        "personal_number": talk.PERSON,
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
        "end_user_ip": talk.ADDRESS,
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
    "phone": {
        "flow": "phone_auth",
        "phone": {"call_initiator": "rp", "personal_number": "000101-0009"},
    },
}


def examples() -> Iterator[tuple[str, Exchange]]:
    """Every example, in a stable order."""
    request = {"op": "describe"}
    yield "describe", (request, talk.call(request))
    for name, intent in INVALID.items():
        yield f"begin/invalid_{name}", _last(Talk(intent))
    for name, intent in BEGINNINGS.items():
        yield f"begin/{name}", _last(Talk(intent))
    for name, play in PLAYS.items():
        yield f"advance/{name}", _last(play())
    for reason in faults.TRANSPORT:
        yield f"advance/start_{reason}", _last(Talk(AUTH_OTHER).broken(reason, 5_000))


BEGINNINGS: dict[str, dict[str, Any]] = {
    "auth_other_device": AUTH_OTHER,
    "auth_same_device": AUTH_SAME,
    "sign_everything": FULL_SIGN,
    "payment_card": FULL_PAYMENT,
    "payment_npa": NPA_PAYMENT,
    "phone_auth": PHONE_AUTH,
    "phone_sign": PHONE_SIGN,
}


def _plays(play: Callable[[Any], Talk], by: Mapping[str, Any]) -> dict[str, Callable[[], Talk]]:
    """One play for each name: `play` of what the name stands for."""
    return {name: functools.partial(play, what) for name, what in by.items()}


def _collected(hint: str) -> Talk:
    return _scan().collected(talk.pending(hint))


def _failed(hint: str) -> Talk:
    return _scan().collected(talk.failed(hint))


def _refused(pair: tuple[int, str]) -> Talk:
    return Talk(AUTH_OTHER).answer(talk.error(pair[1], "Bad value for 191212121212"), pair[0], retry_after="30")


def _cancelled(by: str) -> Talk:
    return _collecting().cancel(by)


def _last(session: Talk) -> Exchange:
    return session.request, session.step


def _scan() -> Talk:
    return talk.ordered()


def _collecting() -> Talk:
    return talk.ordered().until_collect()


def _renewing() -> Talk:
    return _scan().tick(29_000).answer(talk.failed("startFailed"))


def _switched() -> Talk:
    return _scan().switch("same", "android", "chrome")


def _late_start() -> Talk:
    session = Talk(AUTH_OTHER)
    number = session.awaited
    session.cancel()
    return session.event(talk.response(number, talk.started()), 200)


def _given_up() -> Talk:
    session = _scan()
    while not session.outcome["final"]:
        if session.state["awaited"] is None:
            session.tick(session.step["wake_ms"])
        else:
            session.broken("connect", 100)
    return session


def _expired() -> Talk:
    return _scan().collected(talk.pending("userSign")).tick(360_000).tick(0)


def _maintenance() -> Talk:
    session = Talk(AUTH_OTHER).answer(talk.error("maintenance"), 503)
    for pause in (2_000, 4_000):
        session.tick(pause).answer(talk.error("maintenance"), 503, retry_after="3")
    return session


def _blocked(intent: dict[str, Any], **changes: Any) -> Talk:
    return talk.ordered({**intent, "policies": BLOCKING}).collected(talk.complete(**changes))


def _warned() -> Talk:
    warning = {"ip_mismatch": "warn", "risk": "warn"}
    same = {**AUTH_SAME, "policies": warning}
    device = {"ipAddress": "198.51.100.7"}
    return talk.ordered(same).collected(talk.complete(device=device, risk="moderate"))


def _bare() -> Talk:
    """Completion data with everything optional left out."""
    body = talk.complete(device=None, bankIdIssueDate="soon", stepUp=None)
    return _scan().collected(body)


def _mismatch() -> Talk:
    return _blocked(AUTH_SAME, device={"ipAddress": "198.51.100.7"}, risk="low")


def _another_person() -> Talk:
    user = {"personalNumber": talk.CO_ORDINATION_PERSON, "name": "SAM TEST"}
    required = {**AUTH_OTHER, "requirement": {"personal_number": talk.PERSON}}
    return talk.ordered(required).collected(talk.complete(user=user))


PLAYS: dict[str, Callable[[], Talk]] = {
    "starting_put_off": lambda: Talk(AUTH_OTHER).answer(talk.error("maintenance"), 503),
    "starting_tick": lambda: Talk(AUTH_OTHER).tick(1_000),
    "starting_late": lambda: Talk(AUTH_OTHER).tick(12_000, [1]),
    "awaiting_scan": _scan,
    "awaiting_scan_next_second": lambda: _scan().tick(1_000),
    "awaiting_scan_collects": _collecting,
    "awaiting_scan_troubled": lambda: _collecting().broken("timeout", 5_000),
    "awaiting_scan_busy": lambda: _collecting().answer(
        talk.error("tooManyRequests"), 429, ratelimit_reset="7"
    ),
    "awaiting_scan_after_interruption": lambda: _collecting().event(
        {
            **talk.response(2, talk.error("invalidParameters", "No such order"), 400),
            "after_interruption": True,
        },
        100,
    ),
    "awaiting_scan_renewed": lambda: _renewing().answer(
        talk.started(talk.SECOND_ORDER_REF), after=90
    ),
    "awaiting_launch_phone": lambda: talk.ordered(AUTH_SAME),
    "awaiting_launch_phone_by_hand": lambda: talk.ordered(
        {**AUTH_SAME, "client": {"os": "ios", "browser": "webview"}}
    ),
    "awaiting_launch_computer": lambda: talk.ordered(AUTH_COMPUTER),
    "waiting_for_app_phone_order": lambda: Talk(PHONE_AUTH).answer({"orderRef": talk.ORDER_REF}),
    **_plays(_collected, PENDING_HINTS),
    "renewing": _renewing,
    "switch_device": _switched,
    "switch_device_launch": lambda: _switched().answer(talk.started(talk.SECOND_ORDER_REF)),
    "late_start_is_cancelled": _late_start,
    "late_answer_changes_nothing": lambda: _scan().event(
        talk.response(99, talk.pending("userSign"))
    ),
    "completed": lambda: _scan().collected(talk.complete(risk="low")),
    "completed_bare": _bare,
    "completed_with_warnings": _warned,
    "completed_repeated": lambda: _scan().collected(talk.complete()).tick(60_000),
    **_plays(_cancelled, {f"cancelled_by_{by}": by for by in host_api.CANCELLERS}),
    "cancelled_by_app": lambda: _scan().collected(talk.failed("userCancel")),
    "cancelled_by_other_order": lambda: _scan().collected(talk.failed("cancelled")),
    "cancelled_by_lifetime": _expired,
    "failed_start_failed": lambda: _scan().tick(180_000).answer(talk.failed("startFailed")),
    "failed_start_failed_same_device": lambda: talk.ordered(AUTH_SAME)
    .tick(180_000)
    .answer(talk.failed("startFailed")),
    "searching_mobile": lambda: talk.ordered(AUTH_SAME).collected(talk.pending("started")),
    **_plays(_failed, FAILED_HINTS),
    "failed_unknown_hint": lambda: _scan().collected(talk.failed("somethingNew")),
    "failed_unknown_status": lambda: _scan().collected(
        {"orderRef": talk.ORDER_REF, "status": "paused"}
    ),
    "failed_malformed_response": lambda: _scan().collected(b"<html>"),
    **_plays(_refused, ERRORS),
    "failed_unauthorized_html": lambda: Talk(AUTH_OTHER).answer(b"<html>403 Forbidden</html>", 403),
    "rejected_ip_mismatch": _mismatch,
    "rejected_risk": lambda: _blocked(AUTH_OTHER, risk="high"),
    "rejected_identity": _another_person,
    **_plays(_refused, SERVER_ERRORS),
    "unavailable_maintenance": _maintenance,
    "unavailable_after_trouble": _given_up,
}
