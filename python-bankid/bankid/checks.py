"""What is wrong with an intent, gathered so that the host hears of all faults at once."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

_DIGITS = re.compile(r"[0-9]{6,}")
_SHOWN = 40  # most characters of a refused value that a message repeats


class Invalid(NamedTuple):
    """One fault.

    The field's path, the rule it breaks, the limit, what was given, and a sentence saying so.
    """

    field: str
    rule: str
    limit: str
    given: str
    message: str


class Checks:
    """Reads members of one object under a path; a fault is noted and the value left out of what is
    returned.

    Absent, null and, for flags, false mean the same. Values are repeated in messages only by
    `choice` and `matching`, which are never used for personal numbers or texts.
    """

    def __init__(
        self, members: Mapping[str, Any], path: str = "", faults: list[Invalid] | None = None
    ) -> None:
        self.members = {name: value for name, value in members.items() if value is not None}
        self.path = path
        self.faults: list[Invalid] = [] if faults is None else faults

    def fault(self, name: str, rule: str, limit: str, given: str, sentence: str) -> None:
        """Notes a fault of a member of this object."""
        field = self.path + name
        self.faults.append(Invalid(field, rule, limit, given, f"{field} {sentence}"))

    def only(self, allowed: Collection[str], where: str) -> None:
        """Members that have no place here. A false flag is as good as none."""
        for name, value in self.members.items():
            if name not in allowed and value is not False:
                self.fault(
                    _shown(name), "not_allowed", "absent", "present", f"is not a member of {where}"
                )

    def required(self, names: Collection[str]) -> None:
        """Members that must be there."""
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
        """One of a closed set of words."""
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
        self, name: str, says: str, test: Callable[[str], bool], value: str | None
    ) -> str | None:
        """`value` if it passes `test`; `says` completes "must be ..."."""
        if value is None or test(value):
            return value
        self.fault(
            name, "syntax", says, _shown(value), f"must be {says}, '{_shown(value)}' was given"
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
    """Without what is absent, false or empty."""
    return {name: value for name, value in members.items() if value}


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _shown(value: str) -> str:
    """A short, printable ASCII form of a value for a message.

    What may be a personal number is hidden.
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
