"""Validation of an intent: collects every fault, so that the host gets all of them at once."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

_DIGITS = re.compile(r"[0-9]{6,}")
_SHOWN = 40  # maximum length of a value that a message repeats


class Invalid(NamedTuple):
    """One fault: the field's path, the broken rule, the limit, the given value, and a message."""

    field: str
    rule: str
    limit: str
    given: str
    message: str


class Checks:
    """Reads the members of one object. A method that finds a fault records it and returns None
    (`flag`: False).

    A null member counts as absent, and so does a false flag. Only `choice` and `matching` repeat
    the value in their messages; they are never used for personal numbers or texts.
    """

    def __init__(
        self, members: Mapping[str, Any], path: str = "", faults: list[Invalid] | None = None
    ) -> None:
        self.members = {name: value for name, value in members.items() if value is not None}
        self.path = path
        self.faults: list[Invalid] = [] if faults is None else faults

    def fault(self, name: str, rule: str, limit: str, given: str, sentence: str) -> None:
        """Records a fault of a member of this object."""
        field = self.path + name
        self.faults.append(Invalid(field, rule, limit, given, f"{field} {sentence}"))

    def only(self, allowed: Collection[str], where: str) -> None:
        """Rejects all members but the allowed ones. A false flag counts as absent."""
        for name, value in self.members.items():
            if name not in allowed and value is not False:
                self.fault(
                    _shown(name), "not_allowed", "absent", "present", f"is not a member of {where}"
                )

    def required(self, names: Collection[str]) -> None:
        """Rejects an object without these members."""
        for name in names:
            if name not in self.members:
                self.fault(name, "required", "present", "absent", "is required and was not given")

    def flag(self, name: str) -> bool:
        """A bool, false when absent."""
        value = self.members.get(name, False)
        if not isinstance(value, bool):
            self._type(name, "true or false", value)
            return False
        return value

    def string(self, name: str) -> str | None:
        """A string of Unicode text."""
        value = self.members.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self._type(name, "text", value)
            return None
        if not _is_unicode(value):
            self.fault(
                name,
                "encoding",
                "Unicode text",
                "half a surrogate pair",
                "cannot be written as UTF-8",
            )
            return None
        return value

    def sized(
        self,
        name: str,
        least: int,
        most: int,
        measure: Callable[[str], int] = len,
        unit: str = "characters",
    ) -> str | None:
        """A string whose measured length is within limits."""
        value = self.string(name)
        if value is None:
            return None
        length = measure(value)
        if least <= length <= most:
            return value
        limit = f"{least}-{most} {unit}"
        self.fault(
            name, "length", limit, f"{length} {unit}", f"must be {limit}, {length} were given"
        )
        return None

    def choice(self, name: str, allowed: Collection[str]) -> str | None:
        """One of a closed set of strings."""
        value = self.string(name)
        if value is None or value in allowed:
            return value
        limit = " | ".join(allowed)
        self.fault(
            name,
            "choice",
            limit,
            _shown(value),
            f"must be one of {limit}, '{_shown(value)}' was given",
        )
        return None

    def matching(
        self, name: str, rule: str, test: Callable[[str], bool], value: str | None
    ) -> str | None:
        """`value` if it passes `test`; `rule` completes "must be ..."."""
        if value is None or test(value):
            return value
        self.fault(
            name, "syntax", rule, _shown(value), f"must be {rule}, '{_shown(value)}' was given"
        )
        return None

    def array(self, name: str) -> list[Any] | None:
        """An array with at least one element."""
        value = self.members.get(name)
        if value is None:
            return None
        if not isinstance(value, list):
            self._type(name, "an array", value)
            return None
        if not value:
            self.fault(
                name,
                "length",
                "at least 1 element",
                "0 elements",
                "must have at least 1 element, 0 were given",
            )
            return None
        return value

    def child(self, name: str) -> "Checks | None":
        """The checks of an object member."""
        value = self.members.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._type(name, "an object", value)
            return None
        return Checks(value, f"{self.path}{name}.", self.faults)

    def _type(self, name: str, wanted: str, value: object) -> None:
        given = _json_type(value)
        self.fault(name, "type", wanted, given, f"must be {wanted}, {given} was given")


def present(members: dict[str, Any]) -> dict[str, Any]:
    """The members without those that are None, false or empty."""
    return {name: value for name, value in members.items() if value}


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _shown(value: str) -> str:
    """A short, printable ASCII form of a value for a message.

    Runs of digits, which may be a personal number, are masked.
    """
    plain = "".join(character if " " <= character <= "~" else "?" for character in value)
    plain = _DIGITS.sub("***", plain)
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "..."


def _json_type(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list):
        return "an array"
    return "an object" if isinstance(value, dict) else "a number"
