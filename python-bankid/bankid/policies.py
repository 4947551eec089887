"""Our own rules on a completed order: is it this person, from this place, at an acceptable risk?

(facts 3, S7, S19)
"""

from ipaddress import ip_address
from typing import NamedTuple

from bankid import personal_number
from bankid.completion import Completion
from bankid.intent import Intent, device_of

_DOUBTS = ("moderate", "high")


class Rejection(NamedTuple):
    """The policy that said no, and a word on why; never what was compared."""

    policy: str
    detail: str


def judge(intent: Intent, completion: Completion) -> Rejection | list[str]:
    """The rejection, or the warnings to hand on with the identity."""
    detail = _identity(intent, completion)
    if detail is not None:
        return Rejection("identity", detail)
    policies = intent.get("policies", {})
    warnings = []
    for policy, mode, doubt in (
        ("ip_mismatch", policies.get("ip_mismatch", "off"), _address(intent, completion)),
        ("risk", policies.get("risk", "off"), _risk(completion)),
    ):
        if mode == "off" or doubt is None:
            continue
        if mode == "block" and doubt in ("mismatch", "high"):
            return Rejection(policy, doubt)
        warnings.append(f"{policy.removesuffix('_mismatch')}_{doubt}")
    return warnings


def _identity(intent: Intent, completion: Completion) -> str | None:
    fault = personal_number.fault(completion.personal_number)
    if fault is not None:
        return f"personal_number_{fault}"
    wanted = _wanted(intent)
    return "another_person" if wanted is not None and wanted != completion.personal_number else None


def _wanted(intent: Intent) -> str | None:
    if "phone" in intent:
        return intent["phone"]["personal_number"]
    return intent.get("requirement", {}).get("personal_number")


def _address(intent: Intent, completion: Completion) -> str | None:
    """Only an order opened on the same device must come from the same address."""
    if device_of(intent) != "same":
        return None
    if completion.ip_address is None:
        return "unknown"
    return None if canonical_ip(completion.ip_address) == intent["end_user_ip"] else "mismatch"


def _risk(completion: Completion) -> str | None:
    """BankID leaves the risk out when it cannot tell."""
    if completion.risk in _DOUBTS:
        return completion.risk
    return None if completion.risk == "low" else "unknown"


def canonical_ip(text: str) -> str | None:
    """An address in its one canonical form (IPv4 wrapped in IPv6 is IPv4), None when it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if address.version == 6 and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    if address.version == 6 and address.scope_id is not None:
        return None
    return str(address)
