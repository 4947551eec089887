"""completionData: known variants are accepted, missing evidence is not."""

from typing import Any

import pytest
from harness import ADDRESS, PERSON, completion_data

from bankid.completion import Completion, parse
from bankid.parsing import RemoteProtocolError


def test_all_members() -> None:
    assert parse(completion_data(risk="low")) == Completion(
        personal_number=PERSON,
        name="Karin Test",
        given_name="Karin",
        surname="Test",
        ip_address=ADDRESS,
        uhi="OZvYM9VvyiAmG7NA5jU5zqGcVpo=",
        issue_date="2024-06-09",
        mrtd=True,
        signature="PD94bWwgdmVyc2lvbj0iMS4wIj8+",
        ocsp_response="MIIHegoBAKCCB3MwggdvBgkr",
        risk="low",
    )


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2025-08-09Z", "2025-08-09"),
        ("2025-08-09+00:00", "2025-08-09"),
        ("2025-08-09-0100", "2025-08-09"),
        ("2023-01-01", "2023-01-01"),
        ("2023-12-31T23:59:59.123+02:00", "2023-12-31"),
        ("2023-10-30T00:00:00Z", "2023-10-30"),
        ("2023-13-01", None),
        ("2023-00-01", None),
        ("2023-01-32", None),
        ("2023-01-00", None),
        ("2023-01-01X", None),
        ("20230101", None),
        ("\u0662023-01-01", None),
        ("", None),
        (None, None),
        (1700000000, None),
    ],
)
def test_issue_date(given: object, date: str | None) -> None:
    assert parse(completion_data(bankIdIssueDate=given)).issue_date == date


@pytest.mark.parametrize(
    ("members", "mrtd"),
    [
        ({"stepUp": {"mrtd": True}}, True),
        ({"stepUp": {"mrtd": False}}, False),
        ({"stepUp": True}, True),
        ({"stepUp": False}, False),
        ({"stepUp": None}, None),
        ({"stepUp": {}}, None),
        ({"stepUp": {"mrtd": "yes"}}, None),
        ({"stepUp": "yes"}, None),
        ({"setUp": {"mrtd": True}}, True),
        ({}, None),
    ],
)
def test_step_up(members: dict[str, Any], mrtd: bool | None) -> None:
    data = completion_data(**members)
    if "stepUp" not in members:
        del data["stepUp"]
    assert parse(data).mrtd is mrtd


@pytest.mark.parametrize("device", [None, {}, {"ipAddress": None, "uhi": None}])
def test_device_may_be_missing(device: object) -> None:
    parsed = parse(completion_data(device=device))
    assert (parsed.ip_address, parsed.uhi) == (None, None)


def test_names_may_be_missing_or_empty_or_in_capitals() -> None:
    parsed = parse(completion_data(user={"personalNumber": PERSON, "name": "KARIN", "surname": ""}))
    assert (parsed.name, parsed.given_name, parsed.surname) == ("KARIN", "", "")


@pytest.mark.parametrize(("given", "risk"), [("LOW", "low"), ("odd", "odd"), (None, None)])
def test_risk(given: object, risk: str | None) -> None:
    assert parse(completion_data(risk=given)).risk == risk


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"user": None}, "user"),
        ({"user": []}, "user"),
        ({"user": {}}, "personalNumber"),
        ({"user": {"personalNumber": 191212121212}}, "personalNumber"),
        ({"user": {"personalNumber": PERSON, "name": 1}}, "name"),
        ({"device": "phone"}, "device"),
        ({"device": {"ipAddress": 1}}, "ipAddress"),
        ({"signature": None}, "signature"),
        ({"signature": ""}, "signature"),
        ({"ocspResponse": 1}, "ocspResponse"),
        ({"ocspResponse": ""}, "ocspResponse"),
        ({"risk": 1}, "risk"),
    ],
)
def test_wrong_types_and_missing_evidence_raise(changes: dict[str, Any], about: str) -> None:
    with pytest.raises(RemoteProtocolError, match=about) as raised:
        parse(completion_data(**changes))
    assert PERSON not in str(raised.value)


@pytest.mark.parametrize("value", [None, [], "x", 1])
def test_not_an_object_raises(value: object) -> None:
    with pytest.raises(RemoteProtocolError, match="completionData"):
        parse(value)
