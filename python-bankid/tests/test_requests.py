"""Request bodies, exactly as BankID expects them."""

from typing import Any

import harness
import pytest
from contract_examples import FULL_PAYMENT, FULL_SIGN, NPA_PAYMENT
from harness import ADDRESS, AUTH_OTHER, AUTH_SAME, PERSON, PHONE_AUTH, PHONE_SIGN, Session

BODIES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (AUTH_OTHER, {"endUserIp": ADDRESS}),
    (AUTH_SAME, {"endUserIp": ADDRESS, "returnUrl": AUTH_SAME["return_url"]}),
    (
        FULL_SIGN,
        {
            "endUserIp": "2001:db8::1",
            "userVisibleData": "KkNvbnRyYWN0KiAxNwpJIGFncmVlLiDDhcOEw5Y=",
            "userVisibleDataFormat": "simpleMarkdownV1",
            "userNonVisibleData": "c2hhMjU2OjBmMWU=",
            "requirement": {
                "pinCode": True,
                "mrtd": True,
                "cardReader": "class2",
                "certificatePolicies": ["1.2.752.78.1.2", "1.2.752.78.*"],
                "personalNumber": PERSON,
            },
            "returnUrl": "googlechromes://",
            "returnRisk": True,
            "web": {
                "referringDomain": "rp.example.se",
                "userAgent": "Mozilla/5.0",
                "deviceIdentifier": "b7f0c0a2",
            },
        },
    ),
    (
        FULL_PAYMENT,
        {
            "endUserIp": ADDRESS,
            "userVisibleTransaction": {
                "transactionType": "card",
                "recipient": {"name": "Example Shop AB"},
                "money": {"amount": "100,00", "currency": "SEK"},
                "riskWarning": "First payment to this recipient",
            },
            "riskFlags": ["newRecipient", "largeAmount"],
        },
    ),
    (
        NPA_PAYMENT,
        {
            "endUserIp": ADDRESS,
            "userVisibleTransaction": {
                "transactionType": "npa",
                "recipient": {"name": "Example Shop AB"},
            },
        },
    ),
    (PHONE_AUTH, {"callInitiator": "RP", "personalNumber": PERSON}),
    (
        {**PHONE_SIGN, "requirement": {"pin_code": True}},
        {
            "callInitiator": "RP",
            "personalNumber": PERSON,
            "userVisibleData": "SSBhZ3JlZS4=",
            "requirement": {"pinCode": True},
        },
    ),
]


@pytest.mark.parametrize(("intent", "body"), BODIES)
def test_start_body(intent: dict[str, Any], body: dict[str, Any]) -> None:
    assert Session(intent).step["effects"][0]["body"] == body


@pytest.mark.parametrize(
    "member",
    [
        {"user_visible_data": "Hi", "user_visible_data_format": "plaintext"},
        {"user_visible_data": "Hi", "requirement": {"pin_code": False, "mrtd": None}},
    ],
)
def test_empty_member_is_not_sent(member: dict[str, Any]) -> None:
    body = Session({**AUTH_OTHER, **member}).step["effects"][0]["body"]
    assert body == {"endUserIp": ADDRESS, "userVisibleData": "SGk="}


def test_long_text_is_one_line_of_base64() -> None:
    intent = {**harness.SIGN_OTHER, "user_visible_data": "x" * 30_000}
    data = Session(intent).step["effects"][0]["body"]["userVisibleData"]
    assert len(data) == 40_000
    assert "\n" not in data


def test_user_agent_is_cut_to_what_bankid_accepts() -> None:
    intent = {**AUTH_OTHER, "web": {"user_agent": "a" * 256 + "b"}}
    body = Session(intent).step["effects"][0]["body"]
    assert body["web"] == {"userAgent": "a" * 256}


def test_ipv4_mapped_address_is_sent_as_ipv4() -> None:
    body = Session({**AUTH_OTHER, "end_user_ip": "::FFFF:192.0.2.1"}).step["effects"][0]["body"]
    assert body == {"endUserIp": "192.0.2.1"}


def test_renewed_order_has_the_body_of_the_first() -> None:
    session = Session(FULL_SIGN)
    first = session.step["effects"][0]["body"]
    session.respond(harness.started()).collect(harness.failed("startFailed"))
    assert session.step["effects"][0]["body"] == first
