"""From what the host asks for to an intent that BankID will take, or to what is wrong (facts 1.3)."""

import re
from collections.abc import Mapping
from typing import Any, Final, cast

from bankid import limits, personal_number
from bankid.checks import Checks, Invalid
from bankid.flows import EVERY_FLOW, FLOWS, Flow
from bankid.intent import Intent
from bankid.policies import canonical_ip

DEVICES: Final = ("same", "other")
SYSTEMS: Final = ("ios", "android", "windows", "macos", "linux", "other")
BROWSERS: Final = (
    "safari",
    "chrome",
    "firefox",
    "edge",
    "opera",
    "samsung",
    "brave",
    "duckduckgo",
    "webview",
    "other",
)
FORMATS: Final = ("plaintext", "simpleMarkdownV1")
MODES: Final = ("off", "warn", "block")
RISK_FLAGS: Final = (
    "newCard",
    "newCustomer",
    "newRecipient",
    "highRiskRecipient",
    "largeAmount",
    "foreignCurrency",
    "cryptoCurrencyPurchase",
    "moneyTransfer",
    "overseasTransaction",
    "recurringPayment",
    "suspiciousPaymentPattern",
    "other",
)
# BankID on smart card, in production and in test (1.9): a card reader asks for one of these.
CARD_POLICIES: Final = ("1.2.752.78.1.2", "1.2.3.4.10")

_ARC = r"(?:0|[1-9][0-9]*)"
_OID = re.compile(rf"[0-2]\.{_ARC}(?:\.(?:{_ARC}|\*))+")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_URL = re.compile(
    r"(?:https://[^/?#\s@]+|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?)(?:[/?#][!-~]*)?"
)
_AMOUNT = re.compile(r"[0-9]+(?:,[0-9]+)?")
_CURRENCY = re.compile(r"[A-Z]{3}")


def validate(asked: Mapping[str, Any]) -> Intent | list[Invalid]:
    """Reads an intent. Nothing was started when a list comes back."""
    checks = Checks(asked)
    checks.required(("flow",))
    name = checks.choice("flow", FLOWS)
    if name is None:
        return checks.faults
    flow = FLOWS[name]
    checks.only(EVERY_FLOW | flow.members, f"a {name} intent")
    checks.required(flow.required)
    intent = {
        "flow": name,
        "device": checks.choice("device", DEVICES),
        "client": _client(checks),
        "end_user_ip": _end_user_ip(checks),
        "return_url": _return_url(checks),
        **_texts(checks, flow),
        "requirement": _requirement(checks, flow, name),
        "return_risk": checks.flag("return_risk"),
        "web": _web(checks),
        "payment": _payment(checks),
        "phone": _phone(checks),
        "policies": _policies(checks),
    }
    if flow.on_device and _asks_for_risk(intent):
        intent["return_risk"] = True
    return checks.faults or cast(Intent, _present(intent))


def client(checks: Checks) -> dict[str, Any]:
    """An operating system and a browser; also what `switch_device` may bring."""
    checks.only(("os", "browser"), "client")
    checks.required(("os", "browser"))
    return {"os": checks.choice("os", SYSTEMS), "browser": checks.choice("browser", BROWSERS)}


def _present(members: dict[str, Any]) -> dict[str, Any]:
    """Without what is absent, false or empty."""
    return {name: value for name, value in members.items() if value}


def _client(checks: Checks) -> dict[str, Any] | None:
    child = checks.child("client")
    return None if child is None else client(child)


def _end_user_ip(checks: Checks) -> str | None:
    given = checks.string("end_user_ip")
    found = checks.matching(
        "end_user_ip", "an IPv4 or IPv6 address", lambda ip: canonical_ip(ip) is not None, given
    )
    return None if found is None else canonical_ip(found)


def _return_url(checks: Checks) -> str | None:
    url = checks.sized("return_url", 1, limits.RETURN_URL)
    if url is None or _URL.fullmatch(url):
        return url
    says = "an absolute https URL (or http on loopback)"
    # The URL is not repeated: it carries the session's nonce.
    checks.fault("return_url", "syntax", says, f"{len(url)} characters", f"must be {says}")
    return None


def _texts(checks: Checks, flow: Flow) -> dict[str, Any]:
    if flow.visible_required:
        checks.required(("user_visible_data",))
    visible = _text(checks, "user_visible_data", flow.visible)
    style = checks.choice("user_visible_data_format", FORMATS)
    if style == "simpleMarkdownV1" and "user_visible_data" not in checks.members:
        checks.fault(
            "user_visible_data_format",
            "requires",
            "user_visible_data",
            "no user_visible_data",
            "needs user_visible_data, which was not given",
        )
    return {
        "user_visible_data": visible,
        # the default; not every source knows it
        "user_visible_data_format": None if style == "plaintext" else style,
        "user_non_visible_data": _text(checks, "user_non_visible_data", flow.hidden),
    }


def _text(checks: Checks, name: str, most: int) -> str | None:
    return checks.sized(name, 1, most, _base64_length, "characters of base64")


def _base64_length(text: str) -> int:
    return (len(text.encode("utf-8")) + 2) // 3 * 4


def _requirement(checks: Checks, flow: Flow, name: str) -> dict[str, Any] | None:
    child = checks.child("requirement")
    if child is None:
        return None
    child.only(flow.requirement, f"the requirement of a {name} intent")
    policies = child.array("certificate_policies")
    reader = child.choice("card_reader", ("class1", "class2"))
    if policies is not None:
        for index, policy in enumerate(policies):
            _policy(child, f"certificate_policies[{index}]", policy)
    if reader is not None and not any(_covers_a_card(policy) for policy in policies or ()):
        child.fault(
            "card_reader",
            "requires",
            "a smart card policy",
            "none",
            "needs a smart card's policy among certificate_policies",
        )
    return _present(
        {
            "pin_code": child.flag("pin_code"),
            "mrtd": child.flag("mrtd"),
            "card_reader": reader,
            "certificate_policies": policies,
            "personal_number": _personal_number(child),
        }
    )


def _policy(child: Checks, name: str, policy: object) -> None:
    element = Checks({name: policy}, child.path, child.faults)
    if policy is None:
        element.required((name,))
    says = (
        f"an object identifier with at most one wildcard, from position {limits.WILDCARD_POSITION}"
    )
    element.matching(name, says, _is_policy, element.string(name))


def _is_policy(policy: str) -> bool:
    arcs = policy.split(".")
    wildcards = arcs.count("*")
    placed = wildcards == 0 or (wildcards == 1 and arcs.index("*") + 1 >= limits.WILDCARD_POSITION)
    return placed and _OID.fullmatch(policy) is not None


def _covers_a_card(policy: object) -> bool:
    if not isinstance(policy, str):
        return False
    arcs = policy.split(".")
    return any(
        len(card) >= len(arcs)
        and all(arc in ("*", wanted) for arc, wanted in zip(arcs, card))
        and (len(card) == len(arcs) or arcs[-1] == "*")
        for card in (card.split(".") for card in CARD_POLICIES)
    )


def _personal_number(checks: Checks) -> str | None:
    number = checks.string("personal_number")
    fault = None if number is None else personal_number.fault(number)
    if number is None or fault is None:
        return number
    says = {
        "length": f"must be {limits.PERSONAL_NUMBER} digits, {len(number)} characters were given",
        "digits": "must be digits only",
        "date": "does not hold a date of birth",
        "check_digit": "has a wrong check digit",
    }
    checks.fault(
        "personal_number",
        fault,
        f"{limits.PERSONAL_NUMBER} digits",
        f"{len(number)} characters",
        says[fault],
    )
    return None


def _web(checks: Checks) -> dict[str, Any] | None:
    child = checks.child("web")
    if child is None:
        return None
    names = ("referring_domain", "user_agent", "device_identifier")
    child.only(names, "web")
    if not child.members:
        checks.fault(
            "web",
            "length",
            "at least 1 member",
            "0 members",
            "must have at least 1 member, 0 were given",
        )
    domain = child.sized("referring_domain", limits.DOMAIN_MIN, limits.DOMAIN_MAX)
    agent = child.string("user_agent")
    if agent == "":
        child.sized("user_agent", 1, limits.USER_AGENT)
    return _present(
        {
            "referring_domain": child.matching(
                "referring_domain",
                "a domain name in lower case and punycode",
                lambda name: _DOMAIN.fullmatch(name) is not None,
                domain,
            ),
            # BankID asks for the first 256 characters
            "user_agent": agent and agent[: limits.USER_AGENT],
            "device_identifier": child.sized("device_identifier", 1, limits.DEVICE_IDENTIFIER),
        }
    )


def _payment(checks: Checks) -> dict[str, Any] | None:
    child = checks.child("payment")
    if child is None:
        return None
    child.only(
        ("transaction_type", "recipient", "amount", "currency", "risk_warning", "risk_flags"),
        "payment",
    )
    child.required(("transaction_type", "recipient"))
    kind = child.choice("transaction_type", ("card", "npa"))
    money = ("amount", "currency")
    if kind == "card":
        child.required(money)
    for name in money if kind == "npa" else ():
        if name in child.members:
            child.fault(
                name, "not_allowed", "absent", "present", "is not allowed for transaction type npa"
            )
    return _present(
        {
            "transaction_type": kind,
            "recipient": _not_empty(child, "recipient"),
            "amount": child.matching(
                "amount",
                "digits with at most one comma",
                lambda text: _AMOUNT.fullmatch(text) is not None,
                child.string("amount"),
            ),
            "currency": child.matching(
                "currency",
                "an ISO 4217 code of three capital letters",
                lambda text: _CURRENCY.fullmatch(text) is not None,
                child.string("currency"),
            ),
            "risk_warning": _not_empty(child, "risk_warning"),
            "risk_flags": _risk_flags(child),
        }
    )


def _not_empty(checks: Checks, name: str) -> str | None:
    value = checks.string(name)
    if value == "":
        checks.fault(
            name,
            "length",
            "at least 1 character",
            "0 characters",
            "must have at least 1 character, 0 were given",
        )
    return value


def _risk_flags(checks: Checks) -> list[Any] | None:
    flags = checks.array("risk_flags")
    for index, flag in enumerate(flags or ()):
        name = f"risk_flags[{index}]"
        element = Checks({name: flag}, checks.path, checks.faults)
        element.required((name,))
        element.choice(name, RISK_FLAGS)
    return flags


def _phone(checks: Checks) -> dict[str, Any] | None:
    child = checks.child("phone")
    if child is None:
        return None
    child.only(("call_initiator", "personal_number"), "phone")
    child.required(("call_initiator", "personal_number"))
    return {
        "call_initiator": child.choice("call_initiator", ("user", "RP")),
        "personal_number": _personal_number(child),
    }


def _policies(checks: Checks) -> dict[str, Any] | None:
    child = checks.child("policies")
    if child is None:
        return None
    child.only(("ip_mismatch", "risk"), "policies")
    return _present({name: child.choice(name, MODES) for name in ("ip_mismatch", "risk")})


def _asks_for_risk(intent: dict[str, Any]) -> bool:
    return ((intent["policies"] or {}).get("risk") or "off") != "off"
