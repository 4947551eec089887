"""Reading JSON that somebody else wrote: members of the right type, or a RemoteProtocolError.

What was received is never part of the error: it may hold personal data, and an exception may be
logged.
"""

import json
import re
from typing import Any

from bankid import limits

_WORD = re.compile(r"[A-Za-z0-9_.-]*")


class RemoteProtocolError(Exception):
    """BankID, or something in between, sent what the protocol does not allow.

    Names the member, never its value.
    """


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
    """One of BankID's code words: short and plain, so that it may be shown, stored and logged.

    Empty when absent.
    """
    value = text_or_none(members, name) or ""
    if len(value) > limits.WORD or not _WORD.fullmatch(value):
        raise RemoteProtocolError(f"{name} is not a code word")
    return value


def reference(members: dict[str, Any], name: str) -> str:
    """An order reference, token or secret. BankID sends UUIDs; any plain word is taken."""
    value = word(members, name)
    if not value:
        raise RemoteProtocolError(f"{name} is missing")
    return value
