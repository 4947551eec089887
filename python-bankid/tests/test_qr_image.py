"""The terminal's QR encoder, every version, read back by an independent reader (zbarimg)."""

import shutil
import subprocess
from pathlib import Path

import pytest
from harness import QR_SECRET, QR_TOKEN, T0

from bankid import qr
from bankid.terminal import drawing, qr_image

SCALE = 4
# Most bytes of each version at level L, in byte mode (ISO/IEC 18004, table 7).
CAPACITY = {1: 17, 2: 32, 3: 53, 4: 78, 5: 106, 6: 134, 7: 154, 8: 192, 9: 230, 10: 271}
LETTERS = "aB3.-%&=/?" * 30


def _read(dark: list[list[bool]], folder: Path) -> str:
    """What zbarimg reads from a picture of these modules, quiet zone included."""
    assert shutil.which("zbarimg"), "zbarimg is needed: apt-get install zbar-tools"
    width = len(dark[0]) * SCALE
    rows = (bytes(0 if m else 255 for m in row for _ in range(SCALE)) * SCALE for row in dark)
    picture = folder / "symbol.pgm"
    header = f"P5 {width} {len(dark) * SCALE} 255\n".encode()
    picture.write_bytes(header + b"".join(rows))
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(picture)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.rstrip("\n")


def _framed(symbol: qr_image.Matrix) -> list[list[bool]]:
    side = [False] * drawing.QUIET
    margin = [[False] * (len(symbol) + 2 * drawing.QUIET)] * drawing.QUIET
    return [*margin, *([*side, *row, *side] for row in symbol), *margin]


def _modules(text: str) -> list[list[bool]]:
    """The modules of a half-block drawing, from its characters."""
    rows = []
    for line in text.split("\n"):
        rows.append([character in "\u2580\u2588" for character in line])
        rows.append([character in "\u2584\u2588" for character in line])
    return rows


@pytest.mark.parametrize("version", CAPACITY)
@pytest.mark.parametrize("full", [True, False])
def test_zbarimg_reads_what_was_encoded(version: int, full: bool, tmp_path: Path) -> None:
    length = CAPACITY[version] if full else CAPACITY.get(version - 1, 0) + 1
    symbol = qr_image.encode(LETTERS[:length])
    assert len(symbol) == 17 + 4 * version
    assert _read(_framed(symbol), tmp_path) == LETTERS[:length]


@pytest.mark.parametrize("seconds", [0, 9, 10, 17, 100])
def test_zbarimg_reads_the_drawing_of_a_bankid_code(seconds: int, tmp_path: Path) -> None:
    content = qr.content(QR_TOKEN, QR_SECRET, T0, T0 + seconds * 1_000)
    symbol = qr_image.encode(content)
    assert len(symbol) == 41
    drawn = drawing.half_blocks(symbol, colours=False)
    assert _read(_modules(drawn), tmp_path) == content


def test_colours_are_black_on_white_on_every_line() -> None:
    lines = drawing.half_blocks(qr_image.encode("x"), colours=True).split("\n")
    assert len(lines) == (21 + 8 + 1) // 2
    assert all(line.startswith("\x1b[38;5;16;48;5;231m") for line in lines)
    assert all(line.endswith("\x1b[0m") for line in lines)


def test_mask_with_the_lowest_penalty_is_used() -> None:
    """The symbol differs from each of the eight candidates' rivals: no mask gives less penalty."""
    base, reserved = qr_image._function_patterns(6)
    qr_image._place(base, reserved, qr_image._codewords(LETTERS[:111].encode(), 6))
    penalties = [qr_image._penalty(qr_image._masked(base, reserved, 6, mask)) for mask in range(8)]
    assert qr_image._penalty(qr_image.encode(LETTERS[:111])) == min(penalties)
    assert len(set(penalties)) > 1


def test_too_long_a_text_raises() -> None:
    with pytest.raises(ValueError, match="272 bytes do not fit into version 10, which holds 271"):
        qr_image.encode("x" * 272)
