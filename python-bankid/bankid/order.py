"""The order machine: which phase of a session may follow which.

Theory of operation
-------------------
A session is one person's try. It goes through one or more BankID *orders*:

    STARTING ──ordered──▶ PENDING ──completed / failed / …──▶ a final phase
                            │  ▲
                    renewed │  │ ordered
                            ▼  │
                          RENEWING

* STARTING: a start call is under way and nothing can be shown yet. Switching device comes back here
  from any live phase, because the order belongs to the device it was started for.
* PENDING: BankID holds an order for us and is asked about it. What the person is doing (the hint
  code) is data of this phase, not a phase: BankID may send hints in any order and may invent new
  ones.
* RENEWING: the order's start window closed unused (`startFailed`) and its replacement is being
  started.

A start call that BankID puts off (maintenance) and a collect that goes wrong (trouble) leave the
phase as it is: both are retried until their time is up, and then the session gives up.

The final phases have no way out. What arrives there comes too late, which is nobody's mistake; it
is answered before this table is asked. Everything else that is not in the table is a bug in the
caller: it raises, and since a phase is a value that is returned, nothing has changed.

This file knows phases and moves and nothing else.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class Phase(Enum):
    """The phase of a session."""

    STARTING = "starting"
    PENDING = "pending"
    RENEWING = "renewing"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FAILED = "failed"
    REJECTED = "rejected"
    UNAVAILABLE = "unavailable"


class Move(Enum):
    """What may happen to a session."""

    ORDERED = "ordered"  # a start call returned an order
    PUT_OFF = "put_off"  # BankID is under maintenance; the same start call is made again later
    OBSERVED = "observed"  # a collect returned that the order is still pending
    TROUBLED = "troubled"  # a collect got no response, or a transient error
    RENEWED = "renewed"  # startFailed within the total time: a new order replaces the old one
    SWITCHED = "switched"  # the person chose the other device
    COMPLETED = "completed"  # BankID completed the order, and our policies accept it
    REJECTED = "rejected"  # BankID completed the order, and a policy of ours rejects it
    FAILED = "failed"  # BankID refused or ended the order
    CANCELLED = "cancelled"  # somebody on our side, or in the app, ended it
    GAVE_UP = "gave_up"  # BankID was unreachable or faulty for too long


class IllegalTransition(Exception):
    """A move that the phase does not allow: a bug in the caller."""


_ENDS = {
    Move.FAILED: Phase.FAILED,
    Move.CANCELLED: Phase.CANCELLED,
    Move.GAVE_UP: Phase.UNAVAILABLE,
}

_LIVE = {
    Phase.STARTING: {
        Move.ORDERED: Phase.PENDING,
        Move.PUT_OFF: Phase.STARTING,
        Move.SWITCHED: Phase.STARTING,
        **_ENDS,
    },
    Phase.PENDING: {
        Move.OBSERVED: Phase.PENDING,
        Move.TROUBLED: Phase.PENDING,
        Move.RENEWED: Phase.RENEWING,
        Move.SWITCHED: Phase.STARTING,
        Move.COMPLETED: Phase.COMPLETED,
        Move.REJECTED: Phase.REJECTED,
        **_ENDS,
    },
    Phase.RENEWING: {
        Move.ORDERED: Phase.PENDING,
        Move.PUT_OFF: Phase.RENEWING,
        Move.SWITCHED: Phase.STARTING,
        **_ENDS,
    },
}

# Every phase; the final ones allow nothing. Read-only, for it is shared by all sessions.
TRANSITIONS: Mapping[Phase, Mapping[Move, Phase]] = MappingProxyType(
    {phase: MappingProxyType(_LIVE.get(phase, {})) for phase in Phase}
)


def following(phase: Phase, move: Move) -> Phase:
    """The phase after `move`. Raises IllegalTransition when the table has no such move."""
    after = TRANSITIONS[phase].get(move)
    if after is None:
        raise IllegalTransition(f"{move.value} is not allowed while {phase.value}")
    return after
