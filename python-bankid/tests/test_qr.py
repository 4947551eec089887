"""The animated QR code: three published vectors, four more, and when the content changes."""

import importlib
import sys
from typing import Any

import pytest
from harness import QR_SECRET, QR_TOKEN, T0

from bankid import qr

CODES = {
    0: "dc69358e712458a66a7525beef148ae8526b1c71610eff2c16cdffb4cdac9bf8",
    1: "949d559bf23403952a94d103e67743126381eda00f0b3cbddbf7c96b1adcbce2",
    2: "a9e5ec59cb4eee4ef4117150abc58fad7a85439a6a96ccbecc3668b41795b3f3",
    10: "2822ca616ce1e64a1c171df69154ebc5adef4011244c867d6ad88a02db178962",
    17: "03642ea1c1249141a2f5706acf8cabdb474259afab830e4d94fb95a5229bbf6f",
    60: "38302ca625757151970c198f3c459a78fba5c96d272505f43944973a2d74eb85",
    361: "009cad8665592379a92884bbdb4816ea36bd29311906149df90788cd9541777d",
}


@pytest.mark.parametrize("seconds", CODES)
@pytest.mark.parametrize("fraction", [0, 1, 500, 999])
def test_content_is_the_published_one_for_each_second(seconds: int, fraction: int) -> None:
    content = qr.content(QR_TOKEN, QR_SECRET, T0, T0 + seconds * 1_000 + fraction)
    assert content == f"bankid.{QR_TOKEN}.{seconds}.{CODES[seconds]}"


def test_content_is_the_same_on_a_python_without_openssl(monkeypatch: pytest.MonkeyPatch) -> None:
    modules: dict[str, Any] = sys.modules
    monkeypatch.setitem(modules, "_hashlib", None)
    monkeypatch.delitem(modules, "hmac", raising=False)
    monkeypatch.delitem(modules, "hashlib", raising=False)
    try:
        importlib.reload(qr)
        assert qr.content(QR_TOKEN, QR_SECRET, T0, T0 + 361_000).split(".")[3] == CODES[361]
    finally:
        monkeypatch.undo()
        importlib.reload(qr)


def test_content_before_the_start_is_that_of_the_first_second() -> None:
    assert qr.content(QR_TOKEN, QR_SECRET, T0, T0 - 1) == f"bankid.{QR_TOKEN}.0.{CODES[0]}"


@pytest.mark.parametrize(
    ("elapsed", "change"),
    [(-5, 1_000), (0, 1_000), (1, 1_000), (999, 1_000), (1_000, 2_000), (29_999, 30_000)],
)
def test_next_change_is_the_next_whole_second(elapsed: int, change: int) -> None:
    assert qr.next_change(T0, T0 + elapsed) == T0 + change
