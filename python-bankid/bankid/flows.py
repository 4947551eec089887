"""The five flows, as data (facts 1.2 and 1.3). All other code is the same for every flow."""

from typing import Final, NamedTuple

from bankid import limits


class Flow(NamedTuple):
    """What sets one flow apart."""

    path: str
    visible: int  # most characters of user visible data
    visible_required: bool
    hidden: int  # most characters of user non-visible data
    members: frozenset[str]  # of the intent, besides those of every flow
    required: tuple[str, ...]
    requirement: frozenset[str]
    on_device: bool  # has a device, start tokens and a start window; the others ring the person up


EVERY_FLOW: Final = frozenset(
    {
        "flow",
        "user_visible_data",
        "user_visible_data_format",
        "user_non_visible_data",
        "requirement",
        "policies",
    }
)
_DEVICE = frozenset({"device", "client", "end_user_ip", "return_url", "return_risk", "web"})
_DEVICE_REQUIRED = ("device", "client", "end_user_ip")
_PHONE = frozenset({"phone"})
_PHONE_REQUIREMENT = frozenset({"pin_code", "card_reader", "certificate_policies"})
_REQUIREMENT = _PHONE_REQUIREMENT | {"mrtd", "personal_number"}

FLOWS: Final = {
    "auth": Flow(
        "auth",
        limits.AUTH_TEXT,
        False,
        limits.AUTH_TEXT,
        _DEVICE,
        _DEVICE_REQUIRED,
        _REQUIREMENT,
        True,
    ),
    "sign": Flow(
        "sign",
        limits.SIGN_TEXT,
        True,
        limits.SIGN_HIDDEN_TEXT,
        _DEVICE,
        _DEVICE_REQUIRED,
        _REQUIREMENT,
        True,
    ),
    "payment": Flow(
        "payment",
        limits.AUTH_TEXT,
        False,
        limits.AUTH_TEXT,
        _DEVICE | {"payment"},
        (*_DEVICE_REQUIRED, "payment"),
        _REQUIREMENT,
        True,
    ),
    "phone_auth": Flow(
        "phone/auth",
        limits.AUTH_TEXT,
        False,
        limits.AUTH_TEXT,
        _PHONE,
        ("phone",),
        _PHONE_REQUIREMENT,
        False,
    ),
    "phone_sign": Flow(
        "phone/sign",
        limits.SIGN_TEXT,
        True,
        limits.SIGN_HIDDEN_TEXT,
        _PHONE,
        ("phone",),
        _PHONE_REQUIREMENT,
        False,
    ),
}
