"""Uses .NET types: for Python:PythonNet:AllowClr."""

import clr  # noqa: F401
from System import Version
from System.Collections.Generic import List


def sums(request: bytes) -> bytes:
    """Adds up numbers that a .NET list holds, and says what type .NET gave it."""
    numbers = List[int]()
    for part in request.split():
        numbers.Add(int(part))
    return f"{sum(numbers)} {Version(3, 2, 1).ToString()}".encode()
