"""A QR symbol as text: two modules per character, with the quiet zone a scanner needs."""

from bankid.terminal.qr_image import Matrix

QUIET = 4
_GLYPHS = {
    (False, False): " ",
    (True, False): "\u2580",
    (False, True): "\u2584",
    (True, True): "\u2588",
}
_BLACK_ON_WHITE, _RESET = "\x1b[38;5;16;48;5;231m", "\x1b[0m"


def half_blocks(symbol: Matrix, *, colours: bool) -> str:
    """Dark modules as ink. With `colours`, black on white whatever the terminal has."""
    width = len(symbol) + 2 * QUIET
    margin = [[False] * width for _ in range(QUIET)]
    side = [False] * QUIET
    rows = [*margin, *([*side, *row, *side] for row in symbol), *margin]
    if len(rows) % 2:
        rows.append([False] * width)
    lines = (
        "".join(_GLYPHS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
    return "\n".join(_BLACK_ON_WHITE + line + _RESET if colours else line for line in lines)
