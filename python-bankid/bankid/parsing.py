"""Parsing BankID's JSON: members of the right type, or RemoteProtocolError.

The error never repeats what was received, because errors are logged and it may be personal data.
"""

import json
import re
from typing import Any

from bankid import limits

_WORD = re.compile(r"[A-Za-z0-9_.-]*")


class RemoteProtocolError(Exception):
    """The response breaks the protocol. Names the member, never its value."""


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise RemoteProtocolError("the body is not JSON") from None
    return as_object(value, "the body")


def as_object(value: object, name: str) -> dict[str, Any]:
    """`value`, which must be a JSON object."""
    if not isinstance(value, dict):
        raise RemoteProtocolError(f"{name} is not an object")
    return value


def text(members: dict[str, Any], name: str) -> str:
    """A member that must be there and be a string."""
    value = members.get(name)
    if not isinstance(value, str):
        raise RemoteProtocolError(f"{name} is not a string")
    return value


def text_or_none(members: dict[str, Any], name: str) -> str | None:
    """A string member that may be absent or null."""
    return None if members.get(name) is None else text(members, name)


def word(members: dict[str, Any], name: str) -> str:
    """A code word of BankID, empty when absent. Short and plain: it may be shown and logged."""
    value = text_or_none(members, name) or ""
    if len(value) > limits.WORD or not _WORD.fullmatch(value):
        raise RemoteProtocolError(f"{name} is not a code word")
    return value


def reference(members: dict[str, Any], name: str) -> str:
    """An order reference, token or secret. BankID sends UUIDs; any code word is accepted."""
    value = word(members, name)
    if not value:
        raise RemoteProtocolError(f"{name} is missing")
    return value
