import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-contract",
        action="store_true",
        help="write contract/ anew from what the module does, instead of comparing",
    )
