"""The bodies of the calls to BankID (facts 1.3): what the intent holds is sent, in every flow."""

from binascii import b2a_base64
from typing import Any

from bankid import launch
from bankid.intent import Intent, Payment, device_of

_REQUIREMENT = {
    "pin_code": "pinCode",
    "mrtd": "mrtd",
    "card_reader": "cardReader",
    "certificate_policies": "certificatePolicies",
    "personal_number": "personalNumber",
}
_WEB = {
    "referring_domain": "referringDomain",
    "user_agent": "userAgent",
    "device_identifier": "deviceIdentifier",
}


def encode(text: str) -> str:
    """Text as BankID takes it: base64 of its UTF-8 bytes."""
    return b2a_base64(text.encode("utf-8"))[:-1].decode("ascii")


def start(intent: Intent) -> dict[str, Any]:
    """The body of the call that starts an order."""
    body: dict[str, Any] = {}
    if "phone" in intent:
        body["callInitiator"] = intent["phone"]["call_initiator"]
        body["personalNumber"] = intent["phone"]["personal_number"]
    if "end_user_ip" in intent:
        body["endUserIp"] = intent["end_user_ip"]
    if "user_visible_data" in intent:
        body["userVisibleData"] = encode(intent["user_visible_data"])
    if "user_visible_data_format" in intent:
        body["userVisibleDataFormat"] = intent["user_visible_data_format"]
    if "user_non_visible_data" in intent:
        body["userNonVisibleData"] = encode(intent["user_non_visible_data"])
    if "requirement" in intent:
        requirement = intent["requirement"]
        body["requirement"] = {_REQUIREMENT[name]: value for name, value in requirement.items()}
    if "payment" in intent:
        _payment(intent["payment"], body)
    url = _return_url(intent)
    if url is not None:
        body["returnUrl"] = url
    if "return_risk" in intent:
        body["returnRisk"] = True
    if "web" in intent:
        body["web"] = {_WEB[name]: value for name, value in intent["web"].items()}
    return body


def about(order_ref: str) -> dict[str, Any]:
    """The body of a collect or a cancel."""
    return {"orderRef": order_ref}


def _payment(payment: Payment, body: dict[str, Any]) -> None:
    transaction: dict[str, Any] = {
        "transactionType": payment["transaction_type"],
        "recipient": {"name": payment["recipient"]},
    }
    if "amount" in payment:
        transaction["money"] = {"amount": payment["amount"], "currency": payment["currency"]}
    if "risk_warning" in payment:
        transaction["riskWarning"] = payment["risk_warning"]
    body["userVisibleTransaction"] = transaction
    if "risk_flags" in payment:
        body["riskFlags"] = payment["risk_flags"]


def _return_url(intent: Intent) -> str | None:
    """Only an order opened on the same device brings the person back."""
    if device_of(intent) != "same":
        return None
    client = intent["client"]
    return launch.return_url(client["os"], client["browser"], intent.get("return_url"))
