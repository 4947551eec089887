"""Our own rules on a completed order: person, address, risk; each off, warn and block."""

from typing import Any

import harness
import pytest
from harness import ADDRESS, AUTH_OTHER, AUTH_SAME, PERSON, PHONE_AUTH, Session

from bankid.policies import canonical_ip

ELSEWHERE = "198.51.100.7"


def _completed(intent: dict[str, Any], **changes: Any) -> Session:
    return harness.ordered(intent).collect(harness.complete(**changes))


@pytest.mark.parametrize(
    ("device", "mode", "address", "result"),
    [
        ("same", "off", ELSEWHERE, []),
        ("same", "warn", ELSEWHERE, ["ip_mismatch"]),
        ("same", "block", ELSEWHERE, "mismatch"),
        ("same", "warn", ADDRESS, []),
        ("same", "block", ADDRESS, []),
        ("same", "block", f"::ffff:{ADDRESS}", []),
        ("same", "block", "nonsense", "mismatch"),
        ("same", "warn", None, ["ip_unknown"]),
        ("same", "block", None, ["ip_unknown"]),
        ("same", None, ELSEWHERE, []),
        ("other", "warn", ELSEWHERE, []),
        ("other", "block", ELSEWHERE, []),
    ],
)
def test_ip_mismatch(device: str, mode: str | None, address: str | None, result: Any) -> None:
    policies = {"ip_mismatch": mode}
    intent = {**AUTH_SAME, "device": device, "policies": policies}
    _check(_completed(intent, device={"ipAddress": address}), "ip_mismatch", result)


@pytest.mark.parametrize(
    ("mode", "risk", "result"),
    [
        ("off", "high", []),
        ("warn", "low", []),
        ("warn", "moderate", ["risk_moderate"]),
        ("warn", "high", ["risk_high"]),
        ("warn", None, ["risk_unknown"]),
        ("warn", "extreme", ["risk_unknown"]),
        ("block", "low", []),
        ("block", "moderate", ["risk_moderate"]),
        ("block", "HIGH", "high"),
        ("block", None, ["risk_unknown"]),
        (None, "high", []),
    ],
)
def test_risk(mode: str | None, risk: str | None, result: Any) -> None:
    _check(_completed({**AUTH_OTHER, "policies": {"risk": mode}}, risk=risk), "risk", result)


def _check(session: Session, policy: str, result: Any) -> None:
    if isinstance(result, str):
        assert session.kind == "rejected"
        assert (session.outcome["policy"], session.outcome["detail"]) == (policy, result)
        assert PERSON not in str(session.step)
    else:
        assert session.kind == "completed"
        assert session.outcome["warnings"] == result


def test_both_policies_warn_together() -> None:
    intent = {**AUTH_SAME, "policies": {"ip_mismatch": "warn", "risk": "warn"}}
    session = _completed(intent, device={"ipAddress": ELSEWHERE}, risk="high")
    assert session.outcome["warnings"] == ["ip_mismatch", "risk_high"]


@pytest.mark.parametrize(("mode", "asks"), [("off", False), ("warn", True), ("block", True)])
def test_risk_policy_asks_for_the_risk(mode: str, asks: bool) -> None:
    session = Session({**AUTH_OTHER, "policies": {"risk": mode}})
    assert session.step["effects"][0]["body"].get("returnRisk", False) is asks


def test_risk_policy_asks_for_nothing_in_a_phone_flow() -> None:
    session = Session({**PHONE_AUTH, "policies": {"risk": "block"}})
    assert "returnRisk" not in session.step["effects"][0]["body"]


@pytest.mark.parametrize(
    ("number", "detail"),
    [
        ("", "personal_number_length"),
        ("1212121212", "personal_number_length"),
        ("19121212121X", "personal_number_digits"),
        ("191213121212", "personal_number_date"),
        ("191212121213", "personal_number_check_digit"),
    ],
)
def test_impossible_personal_number_is_rejected(number: str, detail: str) -> None:
    session = _completed(AUTH_OTHER, user={"personalNumber": number})
    assert session.kind == "rejected"
    assert (session.outcome["policy"], session.outcome["detail"]) == ("identity", detail)
    assert number == "" or number not in str(session.step)


@pytest.mark.parametrize(
    "intent", [{**AUTH_OTHER, "requirement": {"personal_number": PERSON}}, PHONE_AUTH]
)
def test_another_person_than_required_is_rejected(intent: dict[str, Any]) -> None:
    session = _completed(intent, user={"personalNumber": harness.CO_ORDINATION_PERSON})
    assert (session.kind, session.outcome["detail"]) == ("rejected", "another_person")
    assert _completed(intent).kind == "completed"


def test_co_ordination_number_is_accepted() -> None:
    session = _completed(AUTH_OTHER, user={"personalNumber": harness.CO_ORDINATION_PERSON})
    assert session.outcome["identity"]["personal_number"] == harness.CO_ORDINATION_PERSON


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", None),
        ("192.0.2.256", None),
        ("192.0.2", None),
        ("192.0.2.1/32", None),
        (" 192.0.2.1", None),
        ("", None),
    ],
)
def test_canonical_ip(text: str, canonical: str | None) -> None:
    assert canonical_ip(text) == canonical
