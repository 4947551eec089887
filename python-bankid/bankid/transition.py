"""One call's work on a session: apply an event, then do what has become due.

Every change is a move of the order machine (`order`), so nothing can happen that its table does
not allow. A transition sends nothing: it collects effects for the host. How BankID's responses are
applied is in `responses`.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple, cast

from bankid import faults, limits, outcomes, requests, timing
from bankid.checks import present
from bankid.events import SwitchDevice
from bankid.faults import Fault
from bankid.flows import FLOWS
from bankid.intent import Intent, Requirement, device_of
from bankid.order import IllegalTransition, Move, following
from bankid.outcomes import Outcome
from bankid.state import Awaited, Order, State


class Step(NamedTuple):
    """The result of a call: state, outcome, effects, and when to call again (ms from now)."""

    state: State
    outcome: Outcome
    effects: list[dict[str, Any]]
    wake: int | None


class Transition:
    """The session's state during one call, and the effects collected so far."""

    __slots__ = ("effects", "now", "state")

    def __init__(self, state: State, now: int) -> None:
        self.state = state
        self.now = now
        self.effects: list[dict[str, Any]] = []

    def start(self) -> None:
        """Sends the call that starts an order."""
        assert self.state.intent is not None
        intent = self.state.intent
        self.send("start", FLOWS[intent["flow"]].path, requests.start(intent))
        self.state = self.state._replace(due_at=None)

    def cancel(self, by: str) -> None:
        """Ends the session for somebody on our side."""
        if self.state.final is None:
            self.end(Move.CANCELLED, outcomes.cancelled(by), cancel_order=True)

    def switch_device(self, to: SwitchDevice) -> None:
        """Replaces the order by one for the other device."""
        intent = self.state.intent
        if intent is None:  # final: the event came too late
            return
        if not FLOWS[intent["flow"]].on_device:
            raise IllegalTransition(f"{intent['flow']} has no device to switch")
        self._cancel_order()
        intent = intent.copy()
        intent["device"] = to.device
        if to.client is not None:
            intent["client"] = to.client
        if to.certificate_policies is not None:
            _replace_policies(intent, to.certificate_policies)
        self.move(Move.SWITCHED, intent=intent, order=None, awaited=None, due_at=None, trouble=None)
        self.start()

    def tick(self, in_flight: Collection[int]) -> None:
        """Applies the passage of time."""
        self.exclude_absence()
        awaited = self.state.awaited
        if awaited is not None and awaited.id in in_flight and self.now >= awaited.lost_at:
            # Late, not lost: the host could not send it earlier. The response may be a final
            # result, which BankID returns once.
            self.state = self.state._replace(awaited=awaited._replace(lost_at=self._lost_at()))
        self.do_due_work()

    def do_due_work(self) -> None:
        """Does everything that is due because of the time."""
        awaited, trouble, order = self.state.awaited, self.state.trouble, self.state.order
        if self.state.final is not None:
            return
        if awaited is not None and self.now >= awaited.lost_at:
            self._handle_lost(awaited)
        elif trouble is not None and self.now - trouble.since >= limits.TROUBLE_MS:
            self._give_up(trouble.reason, trouble.since, None)
        elif order is not None and self.now - order.started_at >= limits.ORDER_MS:
            self.end(Move.CANCELLED, outcomes.cancelled("expired"), cancel_order=True)
        elif awaited is None and self.state.due_at is not None and self.now >= self.state.due_at:
            self.start() if order is None else self._collect(order)

    def exclude_absence(self) -> None:
        """Restarts the time of trouble when the host was absent: nobody asked BankID meanwhile."""
        trouble = self.state.trouble
        if trouble is not None and timing.was_absent(self.state, self.now):
            self.state = self.state._replace(trouble=trouble._replace(since=self.now))

    def send(self, purpose: str, path: str, body: dict[str, Any]) -> None:
        """Adds an effect; the state awaits its response, unless it is a cancel."""
        number = self.state.effects + 1
        self.effects.append(
            {
                "kind": "http",
                "id": number,
                "purpose": purpose,
                "path": path,
                "body": body,
                "timeout_ms": limits.EFFECT_MS,
            }
        )
        awaited = self.state.awaited
        if purpose != "cancel":
            awaited = Awaited(number, purpose, self._lost_at())
        self.state = self.state._replace(effects=number, awaited=awaited)

    def handle_fault(self, purpose: str, fault: Fault, raw: str, retry_after: int | None) -> None:
        """Repeats the call later, gives up, or fails."""
        trouble = self.state.trouble
        if not fault.is_transient:
            if purpose == "collect" and trouble is not None and fault.reason == "rejected_request":
                # BankID returns a final result once. The response with it was lost.
                self._give_up(trouble.reason, trouble.since, retry_after)
            else:
                self.fail(fault.reason, raw, cancel_order=fault.reason == "malformed_response")
            return
        again = timing.next_try(purpose, fault, trouble, retry_after, self.now)
        if again is None:
            since = self.now if trouble is None else trouble.since
            self._give_up(fault.reason, since, retry_after)
            return
        move = Move.TROUBLED if purpose == "collect" else Move.PUT_OFF
        self.move(move, trouble=again.trouble, due_at=again.due_at)

    def fail(self, reason: str, raw: str, *, cancel_order: bool = False) -> None:
        """Ends the session as failed."""
        assert self.state.intent is not None
        outcome = outcomes.failed(reason, raw, device_of(self.state.intent))
        self.end(Move.FAILED, outcome, cancel_order=cancel_order)

    def end(self, move: Move, outcome: Outcome, *, cancel_order: bool = False) -> None:
        """Ends the session. The state keeps the outcome and the abandoned calls, and no secret."""
        if cancel_order:
            self._cancel_order()
        over = State(following(self.state.phase, move), None, self.state.effects)
        self.state = over._replace(abandoned=self.state.abandoned, final=outcome)

    def move(self, move: Move, **changes: Any) -> None:
        """Moves to the next phase."""
        self.state = self.state._replace(phase=following(self.state.phase, move), **changes)

    def step(self) -> Step:
        """The result of the call."""
        final: Mapping[str, Any] | None = self.state.final
        if final is not None:
            return Step(self.state, outcomes.repeated(final), self.effects, None)
        return Step(
            self.state,
            outcomes.pending(self.state, self.now),
            self.effects,
            timing.wake(self.state, self.now),
        )

    def _collect(self, order: Order) -> None:
        self.send("collect", "collect", requests.about(order.ref))
        self.state = self.state._replace(due_at=self.now + limits.COLLECT_MS)

    def _lost_at(self) -> int:
        return self.now + limits.EFFECT_MS + limits.LOST_MS

    def _handle_lost(self, awaited: Awaited) -> None:
        """The host reported neither a response nor an error: it died, or another one took over."""
        if awaited.purpose == "start":
            self._abandon(awaited)
        self.state = self.state._replace(awaited=None)
        self.handle_fault(awaited.purpose, faults.TRANSPORT["timeout"], "timeout", None)

    def _cancel_order(self) -> None:
        """Cancels the order, best effort.

        An order that a start call in flight may still create is cancelled when its response comes.
        """
        if self.state.order is not None:
            self.send("cancel", "cancel", requests.about(self.state.order.ref))
        awaited = self.state.awaited
        if awaited is not None and awaited.purpose == "start":
            self._abandon(awaited)

    def _abandon(self, awaited: Awaited) -> None:
        self.state = self.state._replace(abandoned=(*self.state.abandoned, awaited.id))

    def _give_up(self, reason: str, since: int, retry_after: int | None) -> None:
        self.end(Move.GAVE_UP, outcomes.unavailable(reason, since, retry_after), cancel_order=True)


def _replace_policies(intent: Intent, policies: list[str]) -> None:
    """Replaces the certificate policies of one device by those of the other."""
    requirement = present({**intent.get("requirement", {}), "certificate_policies": policies})
    intent.pop("requirement", None)
    if requirement:
        intent["requirement"] = cast(Requirement, requirement)
