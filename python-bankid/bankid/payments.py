"""Checks of the transaction a payment order shows: `payment` of an intent (facts 1.3)."""

import re
from typing import Any, Final

from bankid import limits
from bankid.checks import Checks, present

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
_AMOUNT = re.compile(r"[0-9]+(?:,[0-9]+)?")
_CURRENCY = re.compile(r"[A-Z]{3}")


def payment(checks: Checks) -> dict[str, Any] | None:
    """The payment of the intent that `checks` reads, None when there is none."""
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
    return present(
        {
            "transaction_type": kind,
            "recipient": child.sized("recipient", 1, limits.RECIPIENT),
            "amount": child.matching(
                "amount",
                "digits with at most one comma between them",
                lambda text: _AMOUNT.fullmatch(text) is not None,
                child.sized("amount", 1, limits.AMOUNT),
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
