"""Validates an intent: returns it in canonical form, or every fault in it (facts 1.3)."""

import re
from collections.abc import Mapping
from typing import Any, Final, cast

from bankid import limits
from bankid.checks import Checks, Invalid, present
from bankid.flows import EVERY_FLOW, FLOWS, Flow
from bankid.intent import Intent
from bankid.payments import payment
from bankid.policies import canonical_ip
from bankid.requirements import personal_number_of, requirement

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
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_URL = re.compile(
    r"(?:https://[^/?#\s@]+|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?)(?:[/?#][!-~]*)?"
)


def validate(given: Mapping[str, Any]) -> Intent | list[Invalid]:
    """The intent, or its faults."""
    checks = Checks(given)
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
        "requirement": requirement(checks, flow, name),
        "return_risk": checks.flag("return_risk"),
        "web": _web(checks),
        "payment": payment(checks),
        "personal_number": personal_number_of(checks),
        "phone": _phone(checks),
        "policies": _policies(checks),
    }
    if flow.on_device and _asks_for_risk(intent):
        intent["return_risk"] = True
    return checks.faults or cast(Intent, present(intent))


def client(checks: Checks) -> dict[str, Any]:
    """An operating system and a browser, of an intent or of `switch_device`."""
    checks.only(("os", "browser"), "client")
    checks.required(("os", "browser"))
    return {"os": checks.choice("os", SYSTEMS), "browser": checks.choice("browser", BROWSERS)}


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
    rule = "an absolute https URL (or http on loopback)"
    # The message does not repeat the URL, which contains the session's nonce.
    checks.fault("return_url", "syntax", rule, f"{len(url)} characters", f"must be {rule}")
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
    if "payment" in flow.members and "user_visible_data" not in checks.members:
        _without_visible(checks)
    return {
        "user_visible_data": visible,
        # The default is left out: not every source documents it.
        "user_visible_data_format": None if style == "plaintext" else style,
        "user_non_visible_data": _text(checks, "user_non_visible_data", flow.hidden),
    }


def _without_visible(checks: Checks) -> None:
    """BankID takes hidden data with a payment only beside a text that is shown."""
    if "user_non_visible_data" in checks.members:
        checks.fault(
            "user_non_visible_data",
            "requires",
            "user_visible_data",
            "no user_visible_data",
            "needs user_visible_data, which was not given",
        )


def _text(checks: Checks, name: str, most: int) -> str | None:
    return checks.sized(name, 1, most, _base64_length, "characters of base64")


def _base64_length(text: str) -> int:
    return (len(text.encode("utf-8")) + 2) // 3 * 4


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
    return present(
        {
            "referring_domain": child.matching(
                "referring_domain",
                "a domain name in lower case and punycode",
                lambda name: _DOMAIN.fullmatch(name) is not None,
                domain,
            ),
            # BankID requires the first 256 characters.
            "user_agent": agent and agent[: limits.USER_AGENT],
            "device_identifier": child.sized("device_identifier", 1, limits.DEVICE_IDENTIFIER),
        }
    )


def _phone(checks: Checks) -> dict[str, Any] | None:
    child = checks.child("phone")
    if child is None:
        return None
    child.only(("call_initiator", "personal_number"), "phone")
    child.required(("call_initiator", "personal_number"))
    return {
        "call_initiator": child.choice("call_initiator", ("user", "RP")),
        "personal_number": personal_number_of(child),
    }


def _policies(checks: Checks) -> dict[str, Any] | None:
    child = checks.child("policies")
    if child is None:
        return None
    child.only(("ip_mismatch", "risk"), "policies")
    return present({name: child.choice(name, MODES) for name in ("ip_mismatch", "risk")})


def _asks_for_risk(intent: dict[str, Any]) -> bool:
    return ((intent["policies"] or {}).get("risk") or "off") != "off"
