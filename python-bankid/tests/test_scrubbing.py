"""What an operator reads of the details of a refused request."""

import pytest
import harness
from harness import AUTH_OTHER

from bankid import limits, scrubbing


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("No such order", "No such order"),
        ("Invalid parameter: userVisibleData", "Invalid parameter: userVisibleData"),
        ("personalNumber 191212121212 is unknown", "personalNumber … is unknown"),
        ("personalNumber:19121212-1212", "…"),
        ("for (191212-1212)", "for (…)"),
        ("orderRef 131daac9-16c6-4618-beb0-365768f37288", "orderRef …"),
        ("endUserIp 192.0.2.17 is invalid", "endUserIp … is invalid"),
        ("endUserIp fe80::a is invalid", "endUserIp … is invalid"),
        ("secret dGhpcyBpcyBhIHNlY3JldCBpbiBiYXNlNjQ", "secret …"),
        ("tolvan@example.se", "…"),
        ('name "Tolvan Tolvansson" is wrong', 'name "…" is wrong'),
        ('field "callInitiator" is wrong', 'field "callInitiator" is wrong'),
        ("two\nlines\x00 and\u202e a control", "two lines and a control"),
        ("", ""),
        ("a" * 24 + " " + "a" * 25, "a" * 24 + " …"),
        ("a b " * 60, ("a b " * 60)[: limits.DETAILS - 1] + "…"),
        ("a" * 10 + " b" * 75, "a" * 10 + " b" * 75),
    ],
)
def test_scrub(text: str, scrubbed: str) -> None:
    assert scrubbing.scrub(text) == scrubbed


def test_details_of_a_refused_request_reach_the_operator_scrubbed() -> None:
    session = harness.Session(AUTH_OTHER)
    body = {"errorCode": "invalidParameters", "details": "Bad requirement for 191212121212"}

    session.respond(body, status=400)

    assert session.outcome["raw"] == "400 invalidParameters: Bad requirement for …"


@pytest.mark.parametrize("details", [None, 7, ["x"], {}, "", "\x00"])
def test_details_that_are_no_text_are_left_out(details: object) -> None:
    session = harness.Session(AUTH_OTHER)

    session.respond({"errorCode": "invalidParameters", "details": details}, status=400)

    assert session.outcome["raw"] == "400 invalidParameters"
