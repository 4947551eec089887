"""What an intent may hold, each limit from both sides (facts 1.3)."""

from typing import Any

import harness
import pytest
from harness import (
    AUTH_OTHER,
    AUTH_SAME,
    INTENTS,
    OTHER_PAYMENT,
    PAYMENT_OTHER,
    PERSON,
    PHONE_AUTH,
    PHONE_SIGN,
    SIGN_OTHER,
    Session,
)

from bankid import limits, payments, validation
from bankid.flows import EVERY_FLOW, FLOWS

CARD = "1.2.752.78.1.2"


def _rules(intent: dict[str, Any]) -> list[tuple[str, str]]:
    return [(fault["field"], fault["rule"]) for fault in harness.faults(intent)]


GOOD: list[tuple[dict[str, Any], str, object]] = [
    *[(AUTH_OTHER, "end_user_ip", ip) for ip in ("192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1")],
    *[(AUTH_OTHER, "client.os", os) for os in validation.SYSTEMS],
    *[(AUTH_OTHER, "client.browser", browser) for browser in validation.BROWSERS],
    (AUTH_OTHER, "return_url", "https://rp.example.se"),
    (AUTH_OTHER, "return_url", "https://rp.example.se:8443/a/b?c=d&e=%20#f"),
    (AUTH_OTHER, "return_url", "http://localhost:5080/return?n=1"),
    (AUTH_OTHER, "return_url", "http://127.0.0.1/"),
    (AUTH_OTHER, "return_url", "http://[::1]:80"),
    (AUTH_OTHER, "return_url", "https://a.se/" + "x" * (512 - 13)),
    (AUTH_OTHER, "return_url", None),
    (AUTH_OTHER, "return_risk", True),
    (AUTH_OTHER, "return_risk", False),
    (AUTH_OTHER, "user_visible_data", "x"),
    (AUTH_OTHER, "user_visible_data", "x" * 1_125),
    (AUTH_OTHER, "user_visible_data", "a\nb\rc\r\nd"),
    (AUTH_OTHER, "user_non_visible_data", "x" * 1_125),
    (PAYMENT_OTHER, "user_visible_data", "x" * 1_125),
    (SIGN_OTHER, "user_visible_data", "x" * 30_000),
    (SIGN_OTHER, "user_visible_data", "\u00e5" * 15_000),
    (SIGN_OTHER, "user_non_visible_data", "x" * 150_000),
    (PHONE_SIGN, "user_visible_data", "x" * 30_000),
    (PHONE_AUTH, "user_visible_data", "x" * 1_125),
    (AUTH_OTHER, "user_visible_data_format", "plaintext"),
    (SIGN_OTHER, "user_visible_data_format", "simpleMarkdownV1"),
    (AUTH_OTHER, "requirement", {}),
    (AUTH_OTHER, "requirement.pin_code", True),
    (AUTH_OTHER, "requirement.mrtd", False),
    (AUTH_OTHER, "requirement.personal_number", PERSON),
    (AUTH_OTHER, "requirement.personal_number", harness.CO_ORDINATION_PERSON),
    *[
        (AUTH_OTHER, "requirement.certificate_policies", [policy])
        for policy in (
            CARD,
            "1.2.3.4.*",
            "1.2.752.78.*",
            "1.2.752.78.*.5",
            "0.1.0",
            "2.999.1.2.3.*",
        )
    ],
    *[
        (AUTH_OTHER, "requirement", {"card_reader": reader, "certificate_policies": [policy]})
        for reader in ("class1", "class2")
        for policy in (CARD, "1.2.3.4.10", "1.2.752.78.*", "1.2.752.78.1.*", "1.2.752.78.*.2")
    ],
    (AUTH_OTHER, "web.referring_domain", "a.b"),
    (AUTH_OTHER, "web.referring_domain", "xn--bcher-kva.example.se"),
    (AUTH_OTHER, "web.referring_domain", ".".join(["x" * 63] * 3 + ["x" * 61])),
    (AUTH_OTHER, "web.user_agent", "x"),
    (AUTH_OTHER, "web.user_agent", "x" * 5_000),
    (AUTH_OTHER, "web.device_identifier", "x"),
    (AUTH_OTHER, "web.device_identifier", "x" * 64),
    *[(PAYMENT_OTHER, "payment.amount", amount) for amount in ("0", "100", "1,5", "1000000,00")],
    (PAYMENT_OTHER, "payment.currency", "EUR"),
    (PAYMENT_OTHER, "payment.risk_warning", "Unusual"),
    (PAYMENT_OTHER, "payment.risk_flags", list(payments.RISK_FLAGS)),
    (PHONE_AUTH, "phone.call_initiator", "user"),
    (PHONE_AUTH, "policies", {"ip_mismatch": "block", "risk": "warn"}),
    (PHONE_AUTH, "return_risk", False),
    (PHONE_AUTH, "requirement.pin_code", True),
]


@pytest.mark.parametrize(("intent", "path", "value"), GOOD)
def test_within_limits(intent: dict[str, Any], path: str, value: object) -> None:
    assert harness.faults(harness.with_member(intent, path, value)) == []


BAD: list[tuple[dict[str, Any], str, object, str]] = [
    (AUTH_OTHER, "flow", "greet", "choice"),
    (AUTH_OTHER, "flow", 1, "type"),
    (AUTH_OTHER, "device", "tablet", "choice"),
    (AUTH_OTHER, "device", None, "required"),
    (AUTH_OTHER, "client", None, "required"),
    (AUTH_OTHER, "client", "safari", "type"),
    (AUTH_OTHER, "client.os", "beos", "choice"),
    (AUTH_OTHER, "client.os", None, "required"),
    (AUTH_OTHER, "client.browser", "lynx", "choice"),
    (AUTH_OTHER, "client.version", "7", "not_allowed"),
    (AUTH_OTHER, "end_user_ip", None, "required"),
    (AUTH_OTHER, "end_user_ip", 1, "type"),
    *[(AUTH_OTHER, "end_user_ip", ip, "syntax") for ip in ("", "1.2.3", "1.2.3.4:80", "fe80::1%1")],
    *[
        (AUTH_OTHER, "return_url", url, "syntax")
        for url in (
            "rp.example.se",
            "http://rp.example.se/",
            "http://localhost.evil.se/",
            "javascript:alert(1)",
            "https://",
            "https:///path",
            "https://user@rp.example.se/",
            "https://rp.example.se/a b",
            "https://rp.example.se/\n",
            "https://rp.example.se/\u00e5",
            "HTTPS://rp.example.se/",
        )
    ],
    (AUTH_OTHER, "return_url", "", "length"),
    (AUTH_OTHER, "return_url", "https://a.se/" + "x" * (513 - 13), "length"),
    (AUTH_OTHER, "return_risk", "yes", "type"),
    (AUTH_OTHER, "return_risk", 1, "type"),
    (AUTH_OTHER, "user_visible_data", "", "length"),
    (AUTH_OTHER, "user_visible_data", "x" * 1_126, "length"),
    (AUTH_OTHER, "user_visible_data", ["x"], "type"),
    (AUTH_OTHER, "user_visible_data", "\ud800", "encoding"),
    (AUTH_OTHER, "user_non_visible_data", "x" * 1_126, "length"),
    (PAYMENT_OTHER, "user_visible_data", "x" * 1_126, "length"),
    (SIGN_OTHER, "user_visible_data", None, "required"),
    (SIGN_OTHER, "user_visible_data", "x" * 30_001, "length"),
    (SIGN_OTHER, "user_visible_data", "\u00e5" * 15_001, "length"),
    (SIGN_OTHER, "user_non_visible_data", "x" * 150_001, "length"),
    (PHONE_SIGN, "user_visible_data", None, "required"),
    (PHONE_AUTH, "user_visible_data", "x" * 1_126, "length"),
    (SIGN_OTHER, "user_visible_data_format", "html", "choice"),
    (AUTH_OTHER, "user_visible_data_format", "simpleMarkdownV1", "requires"),
    (AUTH_OTHER, "requirement", [], "type"),
    (AUTH_OTHER, "requirement.risk", "LOW", "not_allowed"),
    (AUTH_OTHER, "requirement.pin_code", "true", "type"),
    (AUTH_OTHER, "requirement.mrtd", 1, "type"),
    (AUTH_OTHER, "requirement.card_reader", "class3", "choice"),
    (AUTH_OTHER, "requirement.card_reader", "class1", "requires"),
    (AUTH_OTHER, "requirement.certificate_policies", CARD, "type"),
    (AUTH_OTHER, "requirement.certificate_policies", [], "length"),
    (AUTH_OTHER, "requirement.personal_number", "1212121212", "length"),
    (AUTH_OTHER, "requirement.personal_number", "19121212121x", "digits"),
    (AUTH_OTHER, "requirement.personal_number", "191213121212", "date"),
    (AUTH_OTHER, "requirement.personal_number", "191212121213", "check_digit"),
    (AUTH_OTHER, "requirement.personal_number", 191212121212, "type"),
    (AUTH_OTHER, "web", {}, "length"),
    (AUTH_OTHER, "web", {"user_agent": None}, "length"),
    (AUTH_OTHER, "web", 1, "type"),
    (AUTH_OTHER, "web.app_identifier", "x", "not_allowed"),
    (AUTH_OTHER, "web.referring_domain", "a.", "length"),
    (AUTH_OTHER, "web.referring_domain", ".".join(["x" * 63] * 3 + ["x" * 62]), "length"),
    *[
        (AUTH_OTHER, "web.referring_domain", name, "syntax")
        for name in (
            "localhost",
            "Example.se",
            "b\u00fccher.se",
            "-a.se",
            "a-.se",
            "a..se",
            "a.se.",
            "a_b.se",
            "https://a.se",
            "x" * 64 + ".se",
        )
    ],
    (AUTH_OTHER, "web.user_agent", "", "length"),
    (AUTH_OTHER, "web.user_agent", 1, "type"),
    (AUTH_OTHER, "web.device_identifier", "", "length"),
    (AUTH_OTHER, "web.device_identifier", "x" * 65, "length"),
    (AUTH_OTHER, "payment", {}, "not_allowed"),
    (AUTH_OTHER, "phone", {"a": 1}, "not_allowed"),
    (AUTH_OTHER, "app", {"app_identifier": "x"}, "not_allowed"),
    (PAYMENT_OTHER, "payment", None, "required"),
    (PAYMENT_OTHER, "payment.transaction_type", "gift", "choice"),
    (PAYMENT_OTHER, "payment.recipient", None, "required"),
    (PAYMENT_OTHER, "payment.recipient", "", "length"),
    (PAYMENT_OTHER, "payment.amount", None, "required"),
    (PAYMENT_OTHER, "payment.currency", None, "required"),
    (PAYMENT_OTHER, "payment.recipient", "x" * 41, "length"),
    (PAYMENT_OTHER, "payment.amount", "", "length"),
    (PAYMENT_OTHER, "payment.amount", "1" * 49, "length"),
    (PAYMENT_OTHER, "user_non_visible_data", "hidden", "requires"),
    (OTHER_PAYMENT, "user_non_visible_data", "hidden", "requires"),
    (OTHER_PAYMENT, "personal_number", None, "required"),
    (OTHER_PAYMENT, "personal_number", "191212121213", "check_digit"),
    (OTHER_PAYMENT, "payment", None, "required"),
    (OTHER_PAYMENT, "end_user_ip", "192.0.2.1", "not_allowed"),
    (OTHER_PAYMENT, "requirement.personal_number", PERSON, "not_allowed"),
    *[
        (PAYMENT_OTHER, "payment.amount", amount, "syntax")
        for amount in ("-1", "1.00", "1,0,0", ",5", "5,", "1 000", "\u0661")
    ],
    *[(PAYMENT_OTHER, "payment.currency", code, "syntax") for code in ("", "sek", "SEKR", "S1K")],
    (PAYMENT_OTHER, "payment.amount", 100, "type"),
    (PAYMENT_OTHER, "payment.risk_warning", "", "length"),
    (PAYMENT_OTHER, "payment.risk_flags", "other", "type"),
    (PAYMENT_OTHER, "payment.risk_flags", [], "length"),
    (PAYMENT_OTHER, "payment.vat", "25", "not_allowed"),
    (PHONE_AUTH, "phone", None, "required"),
    (PHONE_AUTH, "phone.call_initiator", "rp", "choice"),
    (PHONE_AUTH, "phone.call_initiator", None, "required"),
    (PHONE_AUTH, "phone.personal_number", None, "required"),
    (PHONE_AUTH, "phone.personal_number", "191212121213", "check_digit"),
    (PHONE_AUTH, "phone.line", "2", "not_allowed"),
    (PHONE_AUTH, "requirement.mrtd", True, "not_allowed"),
    (PHONE_AUTH, "requirement.personal_number", PERSON, "not_allowed"),
    *[
        (PHONE_AUTH, name, AUTH_SAME[name], "not_allowed")
        for name in ("device", "client", "end_user_ip", "return_url")
    ],
    (PHONE_AUTH, "web", {"user_agent": "x"}, "not_allowed"),
    (PHONE_AUTH, "return_risk", True, "not_allowed"),
    (AUTH_OTHER, "policies.risk", "maybe", "choice"),
    (AUTH_OTHER, "policies.ip_mismatch", True, "type"),
    (AUTH_OTHER, "policies.odd", "warn", "not_allowed"),
    (AUTH_OTHER, "policies", "warn", "type"),
    (AUTH_OTHER, "nonsense", 1, "not_allowed"),
]


@pytest.mark.parametrize(("intent", "path", "value", "rule"), BAD)
def test_beyond_limits(intent: dict[str, Any], path: str, value: object, rule: str) -> None:
    faults = harness.faults(harness.with_member(intent, path, value))
    assert (path, rule) in [(fault["field"], fault["rule"]) for fault in faults]
    for fault in faults:
        assert fault["message"].startswith(fault["field"] + " ")
        assert PERSON not in str(fault)


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "1",
        "1.2.",
        "3.1.2",
        "1.02.3",
        "1.2.752.*",
        "*.2.752.78.1",
        "1.2.752.78.*.*",
        "1.2.752.78.1*",
        "1.2.752.78.a",
        "1.2.752.78.1 ",
    ],
)
def test_malformed_certificate_policy(policy: str) -> None:
    intent = harness.with_member(AUTH_OTHER, "requirement.certificate_policies", [CARD, policy])
    assert _rules(intent) == [("requirement.certificate_policies[1]", "syntax")]


@pytest.mark.parametrize(("element", "rule"), [(None, "required"), (1, "type"), ([], "type")])
def test_element_of_the_wrong_type(element: object, rule: str) -> None:
    intent = harness.with_member(AUTH_OTHER, "requirement.certificate_policies", [element])
    assert _rules(intent) == [("requirement.certificate_policies[0]", rule)]
    flags = harness.with_member(PAYMENT_OTHER, "payment.risk_flags", ["other", element])
    assert _rules(flags) == [("payment.risk_flags[1]", rule)]


@pytest.mark.parametrize("policy", ["1.2.752.78.1.5", "1.2.3.4.5", "1.2.752.78.1.2.3", 7])
def test_card_reader_needs_a_smart_card_policy(policy: object) -> None:
    requirement = {"card_reader": "class2", "certificate_policies": [policy]}
    rules = _rules({**AUTH_OTHER, "requirement": requirement})
    assert ("requirement.card_reader", "requires") in rules


def test_npa_payment_has_no_amount() -> None:
    intent = harness.with_member(PAYMENT_OTHER, "payment.transaction_type", "npa")
    assert _rules(intent) == [
        ("payment.amount", "not_allowed"),
        ("payment.currency", "not_allowed"),
    ]
    for member in ("payment.amount", "payment.currency"):
        intent = harness.with_member(intent, member, None)
    assert _rules(intent) == []


def test_intent_without_a_flow_has_one_fault() -> None:
    assert _rules({"x": 1}) == [("flow", "required")]


def test_all_faults_are_reported_at_once() -> None:
    assert _rules({"flow": "payment"}) == [
        ("device", "required"),
        ("client", "required"),
        ("end_user_ip", "required"),
        ("payment", "required"),
    ]


@pytest.mark.parametrize("flow", INTENTS)
def test_null_and_absent_mean_the_same(flow: str) -> None:
    known = EVERY_FLOW.union(*(row.members for row in FLOWS.values()))
    nulls = dict.fromkeys(known) | INTENTS[flow]
    assert Session(nulls).step == Session(INTENTS[flow]).step


def test_limits_are_those_of_the_facts() -> None:
    assert limits.describe() == {
        "collect_ms": 2_000,
        "effect_timeout_ms": 5_000,
        "window_ms": 30_000,
        "renew_total_ms": 180_000,
        "trouble_ms": 60_000,
        "order_ms": 360_000,
        "auth_text": 1_500,
        "sign_text": 40_000,
        "sign_hidden_text": 200_000,
        "return_url": 512,
        "user_agent": 256,
        "device_identifier": 64,
    }
