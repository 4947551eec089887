"""A session of orders: begin one, and advance it by events.

Pure functions: the same arguments give the same step.
"""

from bankid import responses
from bankid.events import Cancel, Event, Response, Tick, TransportError
from bankid.intent import Intent
from bankid.order import Phase
from bankid.state import State
from bankid.transition import Step, Transition


def begin(intent: Intent, now: int) -> Step:
    """Starts a session for a validated intent."""
    transition = Transition(State(Phase.STARTING, intent), now)
    transition.start()
    return transition.step()


def advance(state: State, event: Event, now: int) -> Step:
    """Applies one event. Raises IllegalTransition for what a session of this flow cannot do."""
    transition = Transition(state, now)
    match event:
        case Response() | TransportError():
            responses.apply(transition, event)
        case Tick(in_flight):
            transition.tick(in_flight)
        case Cancel(by):
            transition.cancel(by)
        case other:
            transition.switch_device(other)
    return transition.step()
