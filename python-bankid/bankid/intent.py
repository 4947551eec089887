"""The validated intent: plain data, because the state contains it."""

from typing import NotRequired, TypedDict


class Client(TypedDict):
    """The person's browser, as reported by the host."""

    os: str
    browser: str


class Requirement(TypedDict, total=False):
    """What BankID must demand of the person (facts 1.3). Flags are present only when true."""

    pin_code: bool
    mrtd: bool
    card_reader: str
    certificate_policies: list[str]
    personal_number: str


class Web(TypedDict, total=False):
    """Data on the browser and its device, for BankID's risk assessment."""

    referring_domain: str
    user_agent: str
    device_identifier: str


class Payment(TypedDict):
    """The transaction a payment order shows."""

    transaction_type: str
    recipient: str
    amount: NotRequired[str]
    currency: NotRequired[str]
    risk_warning: NotRequired[str]
    risk_flags: NotRequired[list[str]]


class Phone(TypedDict):
    """Who is called, and by whom."""

    call_initiator: str
    personal_number: str


class Policies(TypedDict, total=False):
    """Whether a finding about a completed order is ignored, a warning, or a rejection."""

    ip_mismatch: str
    risk: str


class Intent(TypedDict):
    """A validated intent. Members that were absent, null or false are absent."""

    flow: str
    device: NotRequired[str]
    client: NotRequired[Client]
    end_user_ip: NotRequired[str]
    return_url: NotRequired[str]
    user_visible_data: NotRequired[str]
    user_visible_data_format: NotRequired[str]
    user_non_visible_data: NotRequired[str]
    requirement: NotRequired[Requirement]
    return_risk: NotRequired[bool]
    web: NotRequired[Web]
    payment: NotRequired[Payment]
    personal_number: NotRequired[str]
    phone: NotRequired[Phone]
    policies: NotRequired[Policies]


def device_of(intent: Intent) -> str:
    """`same`, `other`, or empty for an order that goes to a person."""
    return intent.get("device", "")


def os_of(intent: Intent) -> str | None:
    """The browser's operating system, None for an order that goes to a person."""
    client = intent.get("client")
    return client["os"] if client else None
