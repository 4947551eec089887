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
        ("191212601212", "date"),  # co-ordination number of day 0
        ("191212921212", "date"),
        ("191212121213", "check_digit"),
        ("191212121221", "check_digit"),  # two digits swapped
        ("197010632390", "check_digit"),
    ],
)
def test_fault(number: str, fault: str) -> None:
    assert personal_number.fault(number) == fault


def test_exactly_one_check_digit_is_right() -> None:
    for stem in ("19121212121", "19701063239", "20000229612"):
        valid = [digit for digit in range(10) if personal_number.fault(f"{stem}{digit}") is None]
        assert len(valid) == 1
