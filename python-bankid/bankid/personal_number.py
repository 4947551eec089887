"""Swedish personal numbers and co-ordination numbers, in the 12-digit form BankID uses.

A co-ordination number has the day of birth plus 60. Skatteverket also issues it when month or day of birth is not known: the month
is then 00, and the day any from 60 to 91 (published test numbers have both, and the number need not name a day of the calendar).
"""

from bankid import limits

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CO_ORDINATION = 60  # added to the day of birth in a co-ordination number
_CENTURIES = ("18", "19", "20")


def fault(number: str) -> str | None:
    """The rule `number` breaks (`length`, `digits`, `date`, `check_digit`), None when valid."""
    if len(number) != limits.PERSONAL_NUMBER:
        return "length"
    if not (number.isascii() and number.isdigit()):
        return "digits"
    if not _is_date(number):
        return "date"
    if not _checks(number):
        return "check_digit"
    return None


def _is_date(number: str) -> bool:
    year, month, day = int(number[:4]), int(number[4:6]), int(number[6:8])
    if number[:2] not in _CENTURIES or month > 12:
        return False
    if day >= _CO_ORDINATION:
        return day <= _CO_ORDINATION + 31
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return month >= 1 and 1 <= day <= _DAYS[month - 1] + leap


def _checks(number: str) -> bool:
    """The Luhn sum over the ten digits without the century."""
    total = 0
    for index, digit in enumerate(number[2:]):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
