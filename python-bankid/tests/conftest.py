import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-contract",
        action="store_true",
        help="write the examples in contract/ instead of comparing with them",
    )
