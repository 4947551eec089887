"""When a session calls BankID again, and when the host must call the module again."""

from typing import NamedTuple

from bankid import limits, outcomes, qr
from bankid.faults import Fault
from bankid.state import State, Trouble


class NextTry(NamedTuple):
    """The updated trouble, and when to call again (ms)."""

    trouble: Trouble
    due_at: int


def next_try(
    purpose: str, fault: Fault, trouble: Trouble | None, retry_after: int | None, now: int
) -> NextTry | None:
    """When to repeat a call after a transient fault; None when it must not be repeated.

    A collect is repeated until the trouble has lasted too long (`Transition` ends it). A start call
    may have created an order although its response was lost, so it is repeated only where BankID
    says that there is none.
    """
    tries = 1 if trouble is None else trouble.tries + 1
    pauses = limits.TROUBLE_PAUSES_MS if purpose == "collect" else limits.PUT_OFF_PAUSES_MS
    pause = max(pauses[min(tries, len(pauses)) - 1], retry_after or 0)
    if purpose == "start" and not _may_start_again(fault, tries, pause):
        return None
    since = now if trouble is None else trouble.since
    return NextTry(Trouble(since, fault.reason, tries), now + pause)


def _may_start_again(fault: Fault, tries: int, pause: int) -> bool:
    return (
        fault.may_restart
        and tries <= len(limits.PUT_OFF_PAUSES_MS)
        and pause <= limits.PUT_OFF_LONGEST_MS
    )


def was_absent(state: State, now: int) -> bool:
    """The host called much later than was due, as after a restart."""
    return now - _due(state) >= limits.ABSENT_MS


def wake(state: State, now: int) -> int:
    """Milliseconds until the next work is due."""
    moments = [_due(state)]
    if state.trouble is not None:
        moments.append(state.trouble.since + limits.TROUBLE_MS)
    if state.order is not None:
        moments.append(state.order.started_at + limits.ORDER_MS)
        if outcomes.shows_qr(state):
            moments.append(qr.next_change(state.order.started_at, now))
    return max(0, min(moments) - now)


def _due(state: State) -> int:
    if state.awaited is not None:
        return state.awaited.lost_at
    assert state.due_at is not None  # a session waits either for a response or for the next call
    return state.due_at
