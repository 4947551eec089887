"""The state of a session between two calls, as a JSON object.

The host stores it and returns it unchanged, perhaps on another machine. It holds secrets, so every
type here prints masked. A final state holds its outcome and nothing else.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bankid.intent import Intent
from bankid.order import Phase

VERSION = 1


class StateError(Exception):
    """The state is not of this version."""


class Order(NamedTuple):
    """The order BankID holds for us."""

    ref: str
    auto_start_token: str | None
    qr_start_token: str | None
    qr_start_secret: str | None
    started_at: int  # ms: when the start response arrived; the QR code counts from here
    hint: str  # the latest hint code

    def __repr__(self) -> str:
        return f"Order(***, hint={self.hint!r})"


class Awaited(NamedTuple):
    """The call whose response the session awaits."""

    id: int
    purpose: str  # start or collect
    lost_at: int  # ms: after this the call counts as lost


class Trouble(NamedTuple):
    """BankID has been unreachable or faulty since then, and the call is repeated."""

    since: int
    reason: str
    tries: int


class State(NamedTuple):
    """One session."""

    phase: Phase
    intent: Intent | None
    effects: int = 0  # ids given out so far
    first_order_at: int | None = None
    renewals: int = 0
    order: Order | None = None
    awaited: Awaited | None = None
    # start calls that are not awaited any more: an order that they create is cancelled
    abandoned: tuple[int, ...] = ()
    due_at: int | None = None  # when the next start or collect may go out
    trouble: Trouble | None = None
    final: Mapping[str, Any] | None = None  # the outcome of a session that is over

    def __repr__(self) -> str:
        return f"State({self.phase.value}, ***)"

    def to_json(self) -> dict[str, Any]:
        """The object that goes to the host."""
        return {
            "v": VERSION,
            **self._asdict(),
            "phase": self.phase.value,
            "order": self.order and self.order._asdict(),
            "awaited": self.awaited and self.awaited._asdict(),
            "trouble": self.trouble and self.trouble._asdict(),
        }


def from_json(value: object) -> State:
    """Reads what `to_json` wrote. Raises StateError, whose message has nothing of the state."""
    if not isinstance(value, dict) or value.get("v") != VERSION:
        raise StateError(f"state is not an object of version {VERSION}")
    try:
        members: dict[str, Any] = {name: member for name, member in value.items() if name != "v"}
        members["phase"] = Phase(members["phase"])
        members["abandoned"] = tuple(members["abandoned"])
        members["order"] = members["order"] and Order(**members["order"])
        members["awaited"] = members["awaited"] and Awaited(**members["awaited"])
        members["trouble"] = members["trouble"] and Trouble(**members["trouble"])
        return State(**members)
    except (KeyError, TypeError, ValueError):
        raise StateError("state has other members than this version writes") from None
