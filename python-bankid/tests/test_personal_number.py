"""Personal and co-ordination numbers: length, digits, date, check digit."""

import pytest

from bankid import personal_number


@pytest.mark.parametrize(
    "number",
    [
        "191212121212",
        "197010632391",  # co-ordination number, day 63 - 60
        "200002296127",  # leap day of a century divisible by 400
        "199612316134",
        "189912319812",
        "199101619998",  # co-ordination number, day 61 - 60
    ],
)
def test_valid(number: str) -> None:
    assert personal_number.fault(number) is None


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", "length"),
        ("1212121212", "length"),
        ("1912121212121", "length"),
        ("19121212-212", "digits"),
        ("19121212121\u0662", "digits"),  # an Arabic digit is not one of BankID's
        ("171212121212", "date"),
        ("211212121212", "date"),
        ("191200121212", "date"),
        ("191213121212", "date"),
        ("191212001212", "date"),
        ("191212321212", "date"),
        ("190002296127", "date"),  # 1900 was no leap year
        ("199902296127", "date"),
        ("191204311212", "date"),
        ("191213611212", "date"),  # co-ordination number of month 13
        ("191212591212", "date"),
        ("191212921212", "date"),
        ("191212121213", "check_digit"),
        ("191212121221", "check_digit"),  # two digits swapped
        ("197010632390", "check_digit"),
    ],
)
def test_fault(number: str, fault: str) -> None:
    assert personal_number.fault(number) == fault


@pytest.mark.parametrize("number", ["191500722390", "191500882392"])
def test_published_co_ordination_numbers_with_month_00_are_valid(number: str) -> None:
    assert personal_number.fault(number) is None


@pytest.mark.parametrize("month", range(13))
def test_co_ordination_number_has_any_day_from_60_to_91(month: int) -> None:
    for day in range(60, 92):
        assert personal_number.fault(_checked(f"1990{month:02}{day}555")) is None
    for day in (59, 92):
        assert personal_number.fault(_checked(f"1990{month:02}{day}555")) == "date"


def test_personal_number_has_a_month() -> None:
    assert personal_number.fault(_checked("19900012555")) == "date"


def _checked(stem: str) -> str:
    """`stem` (11 digits) with its check digit, computed another way than the module does it."""
    products = "".join(str(int(digit) * (2 - i % 2)) for i, digit in enumerate(stem[2:]))
    return stem + str(-sum(map(int, products)) % 10)


@pytest.mark.parametrize(
    ("month", "days"), enumerate([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], start=1)
)
def test_last_day_of_every_month(month: int, days: int) -> None:
    for day in range(1, days + 1):
        assert personal_number.fault(_checked(f"1990{month:02}{day:02}555")) is None
    for day in (0, days + 1):
        assert personal_number.fault(_checked(f"1990{month:02}{day:02}555")) == "date"


@pytest.mark.parametrize(
    ("year", "leap"),
    [(1896, True), (1900, False), (1996, True), (1998, False), (2000, True), (2001, False)],
)
def test_leap_day(year: int, leap: bool) -> None:
    fault = personal_number.fault(_checked(f"{year}0229123"))
    assert fault == (None if leap else "date")


@pytest.mark.parametrize("digit", range(10))
def test_check_digit_covers_odd_and_even_positions(digit: int) -> None:
    for end in (f"{digit}00", f"0{digit}0", f"00{digit}"):
        assert personal_number.fault(_checked(f"19900101{end}")) is None


def test_exactly_one_check_digit_is_right() -> None:
    for stem in ("19121212121", "19701063239", "20000229612"):
        valid = [digit for digit in range(10) if personal_number.fault(f"{stem}{digit}") is None]
        assert len(valid) == 1
