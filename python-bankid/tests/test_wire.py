"""Reading responses: any bytes give a typed value or RemoteProtocolError."""

import json
import random
from typing import Any

import pytest
from harness import (
    AUTO_START_TOKEN,
    ORDER_REF,
    QR_SECRET,
    QR_TOKEN,
    complete,
    completion_data,
    error,
    failed,
    pending,
    started,
)

from bankid import wire
from bankid.wire import (
    Complete,
    Failed,
    HttpResponse,
    Ordered,
    Pending,
    Refused,
    RemoteProtocolError,
    UnknownStatus,
)

Anything = Ordered | Pending | Failed | Complete | UnknownStatus | Refused
VALUES = (Ordered, Pending, Failed, Complete, UnknownStatus, Refused)


def http_response(body: object, status: int = 200, **headers: str) -> HttpResponse:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return HttpResponse(status, {name.replace("_", "-"): v for name, v in headers.items()}, content)


def collect(body: object, status: int = 200, **headers: str) -> Anything:
    return wire.receive_collect(http_response(body, status, **headers), ORDER_REF)


def test_start_with_tokens() -> None:
    received = wire.receive_start(http_response(started()), tokens=True)
    assert received == Ordered(ORDER_REF, AUTO_START_TOKEN, QR_TOKEN, QR_SECRET)


def test_start_without_tokens_reads_the_reference_alone() -> None:
    received = wire.receive_start(http_response(started()), tokens=False)
    assert received == Ordered(ORDER_REF, None, None, None)


@pytest.mark.parametrize("name", ["orderRef", "autoStartToken", "qrStartToken", "qrStartSecret"])
@pytest.mark.parametrize("value", [None, "", 1, [], {}, "x" * 65, "a b", "a\n", "\u00e5"])
def test_start_with_a_bad_reference_raises(name: str, value: object) -> None:
    with pytest.raises(RemoteProtocolError, match=name):
        wire.receive_start(http_response({**started(), name: value}), tokens=True)


def test_reference_of_the_maximum_length_is_accepted() -> None:
    received = wire.receive_start(http_response({**started(), "orderRef": "x" * 64}), tokens=True)
    assert isinstance(received, Ordered)
    assert received.order_ref == "x" * 64


def test_unknown_members_are_ignored() -> None:
    assert collect({**pending("userSign"), "new": [1]}) == Pending("userSign")


def test_pending_and_failed_keep_an_unknown_hint() -> None:
    assert collect(pending("somethingNew")) == Pending("somethingNew")
    assert collect(failed("somethingNew")) == Failed("somethingNew")


def test_absent_hint_is_empty() -> None:
    assert collect({"orderRef": ORDER_REF, "status": "pending"}) == Pending("")
    assert collect({"orderRef": ORDER_REF, "status": "failed", "hintCode": None}) == Failed("")


def test_unknown_status_is_kept() -> None:
    body = {"orderRef": ORDER_REF, "status": "paused"}
    assert collect(body) == UnknownStatus("paused")
    assert collect({"orderRef": ORDER_REF}) == UnknownStatus("")


@pytest.mark.parametrize(
    ("body", "about"),
    [
        (b"", "JSON"),
        (b"<html>", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 100_000, "JSON"),
        ([], "object"),
        ("pending", "object"),
        (None, "object"),
        ({"status": "pending"}, "orderRef"),
        ({**pending("userSign"), "orderRef": "another"}, "orderRef"),
        ({**pending("userSign"), "status": 1}, "status"),
        ({**pending("userSign"), "hintCode": 1}, "hintCode"),
        ({**pending("userSign"), "hintCode": "x" * 65}, "hintCode"),
        ({**pending("userSign"), "hintCode": "<b>"}, "hintCode"),
        ({"orderRef": ORDER_REF, "status": "complete"}, "completionData"),
    ],
)
def test_collect_outside_the_protocol_raises(body: object, about: str) -> None:
    with pytest.raises(RemoteProtocolError, match=about):
        collect(body)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (error("internalError"), "internalError"),
        (error("somethingNew"), "somethingNew"),
        ({}, None),
        (error(""), None),
        ({"errorCode": 7}, None),
        (error("<script>"), None),
        (b"", None),
        (b"<html>503</html>", None),
        ([], None),
        ("no", None),
    ],
)
def test_error_response_is_status_and_code(body: object, code: str | None) -> None:
    assert collect(body, 500) == Refused(500, code, None)
    assert wire.receive_start(http_response(body, 500), tokens=True) == Refused(500, code, None)


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({}, None),
        ({"retry_after": "7"}, 7_000),
        ({"retry_after": "0"}, 1_000),
        ({"retry_after": "600"}, 600_000),
        ({"retry_after": "601"}, 600_000),
        ({"retry_after": "999999"}, 600_000),
        ({"retry_after": "1000000"}, None),
        ({"retry_after": "-1"}, None),
        ({"retry_after": "1.5"}, None),
        ({"retry_after": "\u0663"}, None),
        ({"retry_after": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
        ({"ratelimit_reset": "3"}, 3_000),
        ({"retry_after": "5", "ratelimit_reset": "3"}, 5_000),
        ({"retry_after": "soon", "ratelimit_reset": "3"}, 3_000),
    ],
)
def test_retry_after(headers: dict[str, str], pause: int | None) -> None:
    assert collect(error("tooManyRequests"), 429, **headers) == Refused(
        429, "tooManyRequests", pause
    )


def test_secrets_print_masked() -> None:
    received = wire.receive_start(http_response(started()), tokens=True)
    done = collect(complete())
    assert repr(received) == "Ordered(***)"
    assert repr(done) == "Complete(completion=Completion(***))"
    assert repr(http_response(started())) == "HttpResponse(status=200, ***)"


SEEDS: list[Any] = [
    started(),
    pending("outstandingTransaction"),
    failed("startFailed"),
    complete(),
    complete(**completion_data(stepUp=False, device=None, risk="low")),
    error("maintenance"),
]


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_mutated_bytes_give_a_value_or_a_protocol_error(seed: int) -> None:
    """Every byte replaced or dropped, and random damage on top: no other exception comes out."""
    whole = json.dumps(SEEDS[seed]).encode()
    chance = random.Random(seed)
    damaged = [whole[:i] + piece + whole[i + 1 :] for i in range(len(whole)) for piece in PIECES]
    damaged += [whole[: chance.randrange(len(whole))] for _ in range(50)]
    damaged += [_shaken(whole, chance) for _ in range(2_000)]
    counts = {"value": 0, "error": 0}
    for body in damaged:
        for status in (200, 400):
            for receive in (_start, _collect):
                counts[_kind(receive, HttpResponse(status, {}, body))] += 1
    assert counts["value"] > 0 and counts["error"] > 0


PIECES = (b"", b"\x00", b"\xff", b'"', b"{", b"]", b"0", b"\\", b"null")


def _shaken(whole: bytes, chance: random.Random) -> bytes:
    body = bytearray(whole)
    for _ in range(chance.randrange(1, 8)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)


def _start(received: HttpResponse) -> Anything:
    return wire.receive_start(received, tokens=True)


def _collect(received: HttpResponse) -> Anything:
    return wire.receive_collect(received, ORDER_REF)


def _kind(receive: Any, received: HttpResponse) -> str:
    try:
        value = receive(received)
    except RemoteProtocolError as damage:
        assert damage.__cause__ is None
        return "error"
    assert isinstance(value, VALUES)
    return "value"
