"""The examples beside the seam's description match what the module does.

The other side reads the same files.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from contract_examples import examples

from bankid import host_api, messages, outcomes

CONTRACT = Path(__file__).parent.parent / "contract"
EXAMPLES = dict(examples())


def _written(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=True) + "\n"


@pytest.fixture(scope="module", autouse=True)
def written(request: pytest.FixtureRequest) -> None:
    """With --write-contract.

    Writes every example, and removes files that no example writes any more.
    """
    if not request.config.getoption("--write-contract"):
        return
    for path in CONTRACT.rglob("*.json"):
        path.unlink()
    for name, (asked, reply) in EXAMPLES.items():
        folder = CONTRACT / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "request.json").write_text(_written(asked), encoding="ascii")
        (folder / "reply.json").write_text(_written(reply), encoding="ascii")
    for folder in sorted(CONTRACT.rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_on_disk_matches_the_module(name: str) -> None:
    asked, reply = EXAMPLES[name]
    folder = CONTRACT / name
    assert (folder / "request.json").read_text(encoding="ascii") == _written(asked)
    assert (folder / "reply.json").read_text(encoding="ascii") == _written(reply)


def test_every_folder_is_an_example() -> None:
    found = {path.parent.relative_to(CONTRACT).as_posix() for path in CONTRACT.rglob("*.json")}
    assert found == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_replayed_from_disk_gives_the_reply_on_disk(name: str) -> None:
    folder = CONTRACT / name
    reply = host_api.handle((folder / "request.json").read_bytes())
    assert json.loads(reply) == json.loads((folder / "reply.json").read_text(encoding="ascii"))


def _outcomes() -> list[dict[str, Any]]:
    return [reply["outcome"] for _, reply in EXAMPLES.values() if "outcome" in reply]


def test_every_kind_of_outcome_has_an_example() -> None:
    assert {outcome["kind"] for outcome in _outcomes()} == set(outcomes.KINDS)


@pytest.mark.parametrize(
    ("kind", "member"),
    [("failed", "reason"), ("cancelled", "by"), ("rejected", "policy"), ("unavailable", "reason")],
)
def test_every_reason_has_an_example(kind: str, member: str) -> None:
    shown = {outcome[member] for outcome in _outcomes() if outcome["kind"] == kind}
    assert shown == {about for of, about, _ in messages.TABLE if of == kind}


def test_every_message_has_an_example() -> None:
    assert set(messages.known()) == {outcome["message"] for outcome in _outcomes()} - {None}
