"""Uses NumPy, which refuses to load in interpreters with their own GIL."""

import numpy


def dots(request: bytes) -> bytes:
    """The product of a vector with itself."""
    vector = numpy.frombuffer(request, dtype=numpy.uint8).astype(numpy.int64)
    return b"%d" % int(vector @ vector)
