"""A QR code encoder for the terminal: byte mode, level L, versions 1 to 10 (ISO/IEC 18004).

Theory of operation: the text becomes data codewords, each block of them gets Reed-Solomon codewords
over GF(256), the blocks are interleaved and laid out in a zigzag around the function patterns, and
of the eight masks the one with the lowest penalty is used. A module is True when dark.
"""

from collections.abc import Callable
from itertools import groupby

Matrix = list[list[bool]]

# By version, level L: codewords, error correction codewords per block, blocks, alignment centres.
_VERSIONS = {
    1: (26, 7, 1, ()),
    2: (44, 10, 1, (6, 18)),
    3: (70, 15, 1, (6, 22)),
    4: (100, 20, 1, (6, 26)),
    5: (134, 26, 1, (6, 30)),
    6: (172, 18, 2, (6, 34)),
    7: (196, 20, 2, (6, 22, 38)),
    8: (242, 24, 2, (6, 24, 42)),
    9: (292, 30, 2, (6, 26, 46)),
    10: (346, 18, 4, (6, 28, 50)),
}
_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, c: r % 2 == 0,
    lambda r, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
)
_LEVEL_L = 0b01
_FORMAT_POLYNOMIAL, _FORMAT_XOR = 0b10100110111, 0b101010000010010
_VERSION_POLYNOMIAL = 0b1111100100101
_FINDER_LIKE = ([True, False, True, True, True, False, True], [False] * 4)


def encode(text: str) -> Matrix:
    """The symbol for `text`, without its quiet zone.

    Raises ValueError when it needs a version above 10.
    """
    data = text.encode("utf-8")
    version = next((v for v in _VERSIONS if len(data) <= _capacity(v)), None)
    if version is None:
        raise ValueError(
            f"{len(data)} bytes do not fit into version 10, which holds {_capacity(10)}"
        )
    base, reserved = _function_patterns(version)
    _place(base, reserved, _codewords(data, version))
    candidates = (_masked(base, reserved, version, mask) for mask in range(8))
    return min(candidates, key=_penalty)


def _count_bits(version: int) -> int:
    return 8 if version < 10 else 16


def _data_codewords(version: int) -> int:
    total, correction, blocks, _ = _VERSIONS[version]
    return total - correction * blocks


def _capacity(version: int) -> int:
    return (_data_codewords(version) * 8 - 4 - _count_bits(version)) // 8


def _codewords(data: bytes, version: int) -> bytes:
    """Data with mode, length and padding, split into blocks, corrected, interleaved."""
    size = _data_codewords(version)
    bits = f"0100{len(data):0{_count_bits(version)}b}" + "".join(f"{byte:08b}" for byte in data)
    bits += "0" * min(4, size * 8 - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
    words += (b"\xec\x11" * size)[: size - len(words)]
    _, correction, count, _ = _VERSIONS[version]
    short, long_ones = divmod(size, count)
    blocks, start = [], 0
    for index in range(count):
        length = short + (index >= count - long_ones)
        blocks.append(words[start : start + length])
        start += length
    checks = [_reed_solomon(block, correction) for block in blocks]
    return _interleaved(blocks) + _interleaved(checks)


def _interleaved(blocks: list[bytes]) -> bytes:
    longest = max(map(len, blocks))
    return bytes(block[i] for i in range(longest) for block in blocks if i < len(block))


def _product(a: int, b: int) -> int:
    """Multiplication in GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1."""
    result = 0
    while b:
        result ^= a * (b & 1)
        a = a << 1 ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return result


def _reed_solomon(block: bytes, degree: int) -> bytes:
    generator, root = [1], 1
    for _ in range(degree):
        shifted = [*generator, 0]
        for i, coefficient in enumerate(generator):
            shifted[i + 1] ^= _product(coefficient, root)
        generator, root = shifted, _product(root, 2)
    remainder = [*block, *[0] * degree]
    for i in range(len(block)):
        factor = remainder[i]
        for j, coefficient in enumerate(generator):
            remainder[i + j] ^= _product(coefficient, factor)
    return bytes(remainder[-degree:])


def _function_patterns(version: int) -> tuple[Matrix, Matrix]:
    """The symbol with its fixed patterns, and which modules these and the format areas take."""
    size = 17 + 4 * version
    symbol = [[False] * size for _ in range(size)]
    reserved = [[False] * size for _ in range(size)]

    def draw(row: int, column: int, dark: bool) -> None:
        if 0 <= row < size and 0 <= column < size:
            symbol[row][column], reserved[row][column] = dark, True

    for i in range(size):
        draw(6, i, i % 2 == 0)
        draw(i, 6, i % 2 == 0)
    for row, column in ((3, 3), (3, size - 4), (size - 4, 3)):
        for r in range(-4, 5):
            for c in range(-4, 5):
                draw(row + r, column + c, max(abs(r), abs(c)) not in (2, 4))
    centres = _VERSIONS[version][3]
    corners = {(6, 6), (6, size - 7), (size - 7, 6)}
    for row in centres:
        for column in centres:
            if (row, column) not in corners:
                for r in range(-2, 3):
                    for c in range(-2, 3):
                        draw(row + r, column + c, max(abs(r), abs(c)) != 1)
    _write_format(symbol, reserved, 0)
    _write_version(symbol, reserved, version)
    return symbol, reserved


def _checked(value: int, polynomial: int) -> int:
    """`value` followed by its BCH remainder."""
    degree = polynomial.bit_length() - 1
    remainder = value << degree
    while remainder.bit_length() > degree:
        remainder ^= polynomial << (remainder.bit_length() - degree - 1)
    return value << degree | remainder


def _write_format(symbol: Matrix, reserved: Matrix, mask: int) -> None:
    size = len(symbol)
    bits = _checked(_LEVEL_L << 3 | mask, _FORMAT_POLYNOMIAL) ^ _FORMAT_XOR
    around = [(i + (i > 5), 8) for i in range(8)] + [(8, 7)] + [(8, 14 - i) for i in range(9, 15)]
    apart = [(8, size - 1 - i) for i in range(8)] + [(size - 15 + i, 8) for i in range(8, 15)]
    for places in (around, apart):
        for i, (row, column) in enumerate(places):
            symbol[row][column], reserved[row][column] = bool(bits >> i & 1), True
    symbol[size - 8][8], reserved[size - 8][8] = True, True


def _write_version(symbol: Matrix, reserved: Matrix, version: int) -> None:
    if version < 7:
        return
    size, bits = len(symbol), _checked(version, _VERSION_POLYNOMIAL)
    for i in range(18):
        near, far = i // 3, size - 11 + i % 3
        for row, column in ((near, far), (far, near)):
            symbol[row][column], reserved[row][column] = bool(bits >> i & 1), True


def _place(symbol: Matrix, reserved: Matrix, codewords: bytes) -> None:
    """Two columns at a time from the right, up and down, past the vertical timing pattern."""
    size = len(symbol)
    bits = (word >> shift & 1 for word in codewords for shift in range(7, -1, -1))
    upwards = True
    for right in [*range(size - 1, 6, -2), *range(5, 0, -2)]:
        for row in range(size - 1, -1, -1) if upwards else range(size):
            for column in (right, right - 1):
                if not reserved[row][column]:
                    symbol[row][column] = bool(next(bits, 0))
        upwards = not upwards


def _masked(base: Matrix, reserved: Matrix, version: int, mask: int) -> Matrix:
    symbol = [
        [dark ^ (not reserved[r][c] and _MASKS[mask](r, c)) for c, dark in enumerate(row)]
        for r, row in enumerate(base)
    ]
    _write_format(symbol, [[True] * len(base) for _ in base], mask)
    return symbol


def _penalty(symbol: Matrix) -> int:
    size = len(symbol)
    lines = [*symbol, *[list(column) for column in zip(*symbol, strict=True)]]
    runs = (len(list(run)) for line in lines for _, run in groupby(line))
    total = sum(run - 2 for run in runs if run >= 5)
    for upper, lower in zip(symbol, symbol[1:]):
        squares = zip(upper, upper[1:], lower, lower[1:])
        total += 3 * sum(a == b == c == d for a, b, c, d in squares)
    core, light = _FINDER_LIKE
    patterns = (core + light, light + core)
    total += 40 * sum(line[i : i + 11] in patterns for line in lines for i in range(size - 10))
    dark = sum(map(sum, symbol)) * 100 / size**2
    return total + 10 * int(abs(dark - 50) / 5)
