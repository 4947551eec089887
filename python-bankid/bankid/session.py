"""A session of orders: begin one, and let it advance by events.

Pure: the same arguments give the same step.
"""

from bankid.events import Cancel, Event, Response, Tick, TransportError
from bankid.intent import Intent
from bankid.order import Phase
from bankid.state import State
from bankid.turn import Step, Turn


def begin(intent: Intent, now: int) -> Step:
    """Starts a session for a validated intent."""
    turn = Turn(State(Phase.STARTING, intent), now)
    turn.start()
    return turn.step()


def advance(state: State, event: Event, now: int) -> Step:
    """Lets one event happen. Raises IllegalTransition for what a session of this flow cannot do."""
    turn = Turn(state, now)
    match event:
        case Response() | TransportError():
            turn.answered(event)
        case Tick(in_flight):
            turn.time_went_by(in_flight)
        case Cancel(by):
            turn.cancel(by)
        case other:
            turn.switch(other)
    return turn.step()
