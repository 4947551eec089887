"""What the person sees in the terminal, one outcome after the other."""

from typing import Any, TextIO

from bankid.terminal import drawing, qr_image
from bankid.terminal.texts import LANGUAGES

_HOME_AND_CLEAR = "\x1b[H\x1b[J"


class Screen:
    """Draws outcomes; one that looks like the one before is not drawn again."""

    def __init__(self, out: TextIO, language: str) -> None:
        self._out = out
        self._texts = LANGUAGES[language]
        self._terminal = out.isatty()
        self._shown = ""

    def show(self, outcome: dict[str, Any]) -> None:
        """Draws `outcome`. On a terminal in place, otherwise below what is there."""
        picture = "\n".join(self._lines(outcome)) + "\n"
        if picture == self._shown:
            return
        self._shown = picture
        self._out.write((_HOME_AND_CLEAR if self._terminal else "") + picture)
        self._out.flush()

    def _lines(self, outcome: dict[str, Any]) -> list[str]:
        lines = [self._texts[outcome["message"] or outcome["kind"]]]
        if outcome.get("troubled_since") is not None:
            lines.append(self._texts["troubled"])
        if "qr" in outcome:
            symbol = qr_image.encode(outcome["qr"])
            lines.append(drawing.half_blocks(symbol, colours=self._terminal))
        if "link" in outcome:
            lines += [self._texts["open"], outcome["link"]]
        if "identity" in outcome:
            identity = outcome["identity"]
            number = identity["personal_number"]
            lines.append(f"{self._texts['person']} {identity['name']}, {number[:8]}-****.")
        return lines
