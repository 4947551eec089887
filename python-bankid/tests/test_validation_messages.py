"""The messages about a wrong intent, which contain no personal data."""

from typing import Any

import harness
import pytest
from harness import AUTH_OTHER, PERSON

MESSAGES: list[tuple[dict[str, Any], str, object, dict[str, str]]] = [
    (
        AUTH_OTHER,
        "user_visible_data",
        "x" * 1_126,
        {
            "field": "user_visible_data",
            "rule": "length",
            "limit": "1-1500 characters of base64",
            "given": "1504 characters of base64",
            "message": "user_visible_data must be 1-1500 characters of base64, 1504 were given",
        },
    ),
    (
        AUTH_OTHER,
        "requirement.personal_number",
        "191212121213",
        {
            "field": "requirement.personal_number",
            "rule": "check_digit",
            "limit": "12 digits",
            "given": "12 characters",
            "message": "requirement.personal_number has a wrong check digit",
        },
    ),
    (
        AUTH_OTHER,
        "web.referring_domain",
        "\u00e5" * 50 + ".se",
        {
            "field": "web.referring_domain",
            "rule": "syntax",
            "limit": "a domain name in lower case and punycode",
            "given": "?" * 40 + "...",
            "message": "web.referring_domain must be a domain name in lower case and punycode, "
            f"'{'?' * 40}...' was given",
        },
    ),
    (
        AUTH_OTHER,
        "end_user_ip",
        PERSON,
        {
            "field": "end_user_ip",
            "rule": "syntax",
            "limit": "an IPv4 or IPv6 address",
            "given": "***",
            "message": "end_user_ip must be an IPv4 or IPv6 address, '***' was given",
        },
    ),
    (
        AUTH_OTHER,
        "return_risk",
        "yes",
        {
            "field": "return_risk",
            "rule": "type",
            "limit": "true or false",
            "given": "text",
            "message": "return_risk must be true or false, text was given",
        },
    ),
]


@pytest.mark.parametrize(("intent", "path", "value", "fault"), MESSAGES)
def test_message(intent: dict[str, Any], path: str, value: object, fault: dict[str, str]) -> None:
    assert harness.faults(harness.with_member(intent, path, value)) == [fault]


@pytest.mark.parametrize(
    ("value", "given"),
    [(1, "a number"), (True, "true or false"), ([], "an array"), ({}, "an object")],
)
def test_given_type_is_named(value: object, given: str) -> None:
    intent = harness.with_member(AUTH_OTHER, "user_visible_data", value)
    assert harness.faults(intent)[0]["given"] == given
