"""Our own policies for a completed order: the right person, the right address, acceptable risk.

(facts 3, S7, S19)
"""

from ipaddress import ip_address
from typing import NamedTuple

from bankid import personal_number
from bankid.completion import Completion
from bankid.intent import Intent, device_of

_RISKS = ("moderate", "high")


class Rejection(NamedTuple):
    """The policy that rejects the order, and the reason; never the compared values."""

    policy: str
    detail: str


def judge(intent: Intent, completion: Completion) -> Rejection | list[str]:
    """The rejection, or the warnings that are returned with the identity."""
    detail = _identity(intent, completion)
    if detail is not None:
        return Rejection("identity", detail)
    policies = intent.get("policies", {})
    warnings = []
    for policy, mode, finding in (
        ("ip_mismatch", policies.get("ip_mismatch", "off"), _address(intent, completion)),
        ("risk", policies.get("risk", "off"), _risk(completion)),
    ):
        if mode == "off" or finding is None:
            continue
        if mode == "block" and finding in ("mismatch", "high"):
            return Rejection(policy, finding)
        warnings.append(f"{policy.removesuffix('_mismatch')}_{finding}")
    return warnings


def _identity(intent: Intent, completion: Completion) -> str | None:
    fault = personal_number.fault(completion.personal_number)
    if fault is not None:
        return f"personal_number_{fault}"
    required = _required_person(intent)
    if required is None or required == completion.personal_number:
        return None
    return "another_person"


def _required_person(intent: Intent) -> str | None:
    if "phone" in intent:
        return intent["phone"]["personal_number"]
    return intent.get("requirement", {}).get("personal_number")


def _address(intent: Intent, completion: Completion) -> str | None:
    """The addresses are compared only for an order opened on the same device."""
    if device_of(intent) != "same":
        return None
    if completion.ip_address is None:
        return "unknown"
    return None if canonical_ip(completion.ip_address) == intent["end_user_ip"] else "mismatch"


def _risk(completion: Completion) -> str | None:
    """BankID leaves the risk out when it cannot assess it."""
    if completion.risk in _RISKS:
        return completion.risk
    return None if completion.risk == "low" else "unknown"


def canonical_ip(text: str) -> str | None:
    """The canonical form of an IP address (IPv4-mapped IPv6 becomes IPv4); None if invalid."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if address.version == 6 and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    if address.version == 6 and address.scope_id is not None:
        return None
    return str(address)
