"""Checks of what an order demands of the person: `requirement` of an intent (facts 1.3 and 1.9)."""

import re
from typing import Any, Final

from bankid import limits, personal_number
from bankid.checks import Checks, present
from bankid.flows import Flow

# BankID on smart card, in production and in test (1.9): a card reader asks for one of these.
CARD_POLICIES: Final = ("1.2.752.78.1.2", "1.2.3.4.10")

_ARC = r"(?:0|[1-9][0-9]*)"
_OID = re.compile(rf"[0-2]\.{_ARC}(?:\.(?:{_ARC}|\*))+")


def requirement(checks: Checks, flow: Flow, name: str) -> dict[str, Any] | None:
    """The requirement of the intent that `checks` reads, None when there is none."""
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
    return present(
        {
            "pin_code": child.flag("pin_code"),
            "mrtd": child.flag("mrtd"),
            "card_reader": reader,
            "certificate_policies": policies,
            "personal_number": personal_number_of(child),
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


def are_policies(value: object) -> bool:
    """An array of policies, which may be empty."""
    return isinstance(value, list) and all(isinstance(one, str) and _is_policy(one) for one in value)


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


def personal_number_of(checks: Checks) -> str | None:
    """A valid personal or co-ordination number; a fault tells its length, never a digit."""
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
