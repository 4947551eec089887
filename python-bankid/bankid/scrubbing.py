"""Text of BankID that an operator may read: shortened, and without what may identify a person or an order."""

import re
from typing import Final

from bankid import limits

_HIDDEN: Final = "…"
_DIGITS: Final = 4  # so many in one word may be part of a personal number, an address or a reference
_WORD: Final = 24  # words of the protocol are shorter; tokens and secrets are longer
_QUOTED: Final = re.compile(r'"[^"]*\s[^"]*"')  # several words in quotes may be a text of ours, or a name
_WORDS: Final = re.compile(r'[^\s,;"\'()<>\[\]{}]+')


def scrub(text: str) -> str:
    """`text` in one line of printable characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    line = _QUOTED.sub(f'"{_HIDDEN}"', line)
    line = _WORDS.sub(lambda found: _plain(found.group()), line)
    return line if len(line) <= limits.DETAILS else line[: limits.DETAILS - 1] + _HIDDEN


def _plain(word: str) -> str:
    secret = (
        len(word) > _WORD
        or sum(char.isdigit() for char in word) >= _DIGITS
        or word.count(":") > 1  # an IPv6 address
        or "@" in word
    )
    return _HIDDEN if secret else word
