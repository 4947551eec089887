"""One call's work on a session: take in an event, then do what has become due.

All that a turn decides is a move of the order machine (`order`), so nothing can happen that its
table does not allow. A turn sends nothing: it collects effects for the host.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple, cast

from bankid import faults, limits, outcomes, patience, policies, requests, wire
from bankid.checks import present
from bankid.completion import Completion
from bankid.events import Response, SwitchDevice, TransportError
from bankid.faults import Fault
from bankid.flows import FLOWS
from bankid.intent import Intent, Requirement, device_of
from bankid.order import IllegalTransition, Move, following
from bankid.outcomes import Outcome
from bankid.state import Awaited, Order, State


class Step(NamedTuple):
    """What a call leads to.

    What to keep, what to show, what to send, and when to call again (ms from now).
    """

    state: State
    outcome: Outcome
    effects: list[dict[str, Any]]
    wake: int | None


class Turn:
    """One call's work: the state as it becomes, and the effects collected on the way."""

    __slots__ = ("effects", "now", "state")

    def __init__(self, state: State, now: int) -> None:
        self.state = state
        self.now = now
        self.effects: list[dict[str, Any]] = []

    def answered(self, event: Response | TransportError) -> None:
        awaited = self.state.awaited
        if awaited is None or event.effect != awaited.id:
            self._late(event)
            return
        self._forgive_absence()
        self.state = self.state._replace(awaited=None)
        if isinstance(event, TransportError):
            self._fault(awaited.purpose, faults.TRANSPORT[event.reason], event.reason, None)
        elif awaited.purpose == "start":
            self._started(event.answer)
        else:
            self._collected(event.answer)
        self.do_what_is_due()

    def cancel(self, by: str) -> None:
        if self.state.final is None:
            self._end(Move.CANCELLED, outcomes.cancelled(by), cancel_order=True)

    def switch(self, to: SwitchDevice) -> None:
        intent = self.state.intent
        if intent is None:  # over: the person was too late
            return
        if not FLOWS[intent["flow"]].on_device:
            raise IllegalTransition(f"{intent['flow']} has no device to switch")
        self._cancel_order()
        intent = intent.copy()
        intent["device"] = to.device
        if to.client is not None:
            intent["client"] = to.client
        if to.certificate_policies is not None:
            _demand(intent, to.certificate_policies)
        self._move(
            Move.SWITCHED, intent=intent, order=None, awaited=None, due_at=None, trouble=None
        )
        self.start()

    def time_went_by(self, in_flight: Collection[int]) -> None:
        self._forgive_absence()
        awaited = self.state.awaited
        if awaited is not None and awaited.id in in_flight and self.now >= awaited.lost_at:
            # Not lost but late: the host sent it after it could do so. Its answer may be a final
            # result, which is delivered once.
            self.state = self.state._replace(awaited=awaited._replace(lost_at=self._lost_at()))
        self.do_what_is_due()

    def do_what_is_due(self) -> None:
        """Everything that time alone brings about."""
        awaited, trouble, order = self.state.awaited, self.state.trouble, self.state.order
        if self.state.final is not None:
            return
        if awaited is not None and self.now >= awaited.lost_at:
            self._lost(awaited)
        elif trouble is not None and self.now - trouble.since >= limits.TROUBLE_MS:
            self._give_up(trouble.reason, trouble.since, None)
        elif order is not None and self.now - order.started_at >= limits.ORDER_MS:
            self._end(Move.CANCELLED, outcomes.cancelled("expired"), cancel_order=True)
        elif awaited is None and self.state.due_at is not None and self.now >= self.state.due_at:
            self.start() if order is None else self._collect(order)

    def _forgive_absence(self) -> None:
        """Nobody asked BankID meanwhile, so nobody knows that the trouble lasted."""
        trouble = self.state.trouble
        if trouble is not None and patience.was_away(self.state, self.now):
            self.state = self.state._replace(trouble=trouble._replace(since=self.now))

    def start(self) -> None:
        assert self.state.intent is not None
        intent = self.state.intent
        self._send("start", FLOWS[intent["flow"]].path, requests.start(intent))
        self.state = self.state._replace(due_at=None)

    def _collect(self, order: Order) -> None:
        self._send("collect", "collect", requests.about(order.ref))
        self.state = self.state._replace(due_at=self.now + limits.COLLECT_MS)

    def _send(self, purpose: str, path: str, body: dict[str, Any]) -> None:
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

    def _lost_at(self) -> int:
        return self.now + limits.EFFECT_MS + limits.LOST_MS

    def _cancel_order(self) -> None:
        """Best effort.

        An order that a start call may still be making is cancelled when its answer comes.
        """
        if self.state.order is not None:
            self._send("cancel", "cancel", requests.about(self.state.order.ref))
        awaited = self.state.awaited
        if awaited is not None and awaited.purpose == "start":
            self._abandon(awaited)

    def _abandon(self, awaited: Awaited) -> None:
        self.state = self.state._replace(abandoned=(*self.state.abandoned, awaited.id))

    def _started(self, answer: wire.Answer) -> None:
        assert self.state.intent is not None
        try:
            received = wire.receive_start(answer, tokens=FLOWS[self.state.intent["flow"]].on_device)
        except wire.RemoteProtocolError:
            self._fail("malformed_response", "")
            return
        if isinstance(received, wire.Refused):
            self._refused("start", received)
            return
        first = self.state.first_order_at
        self._move(
            Move.ORDERED,
            order=Order(*received, self.now, outcomes.OUTSTANDING),
            first_order_at=self.now if first is None else first,
            due_at=self.now + limits.COLLECT_MS,
            trouble=None,
        )

    def _collected(self, answer: wire.Answer) -> None:
        assert self.state.order is not None
        try:
            received = wire.receive_collect(answer, self.state.order.ref)
        except wire.RemoteProtocolError:
            self._fail("malformed_response", "", cancel_order=True)
            return
        match received:
            case wire.Pending(hint):
                self._move(Move.OBSERVED, order=self.state.order._replace(hint=hint), trouble=None)
            case wire.Failed(hint):
                self._ended_by_bankid(hint)
            case wire.Complete(completion):
                self._complete(completion)
            case wire.UnknownStatus(status):
                self._fail("unknown_status", status, cancel_order=True)
            case refused:
                self._refused("collect", refused)

    def _ended_by_bankid(self, hint: str) -> None:
        if hint == "startFailed" and self._may_renew():
            renewals = self.state.renewals + 1
            self._move(Move.RENEWED, order=None, renewals=renewals, due_at=None, trouble=None)
            self.start()
            return
        ending = outcomes.ENDINGS.get(hint, outcomes.UNKNOWN_ENDING)
        if ending.kind == "cancelled":
            self._end(Move.CANCELLED, outcomes.cancelled(ending.about))
        else:
            self._fail(ending.about, hint)

    def _may_renew(self) -> bool:
        """Within the total time since the first order.

        A counter could be reset by an unattended page.
        """
        assert self.state.intent is not None and self.state.first_order_at is not None
        on_device = FLOWS[self.state.intent["flow"]].on_device
        return on_device and self.now - self.state.first_order_at < limits.RENEW_MS

    def _complete(self, completion: Completion) -> None:
        assert self.state.intent is not None
        verdict = policies.judge(self.state.intent, completion)
        if isinstance(verdict, policies.Rejection):
            self._end(Move.REJECTED, outcomes.rejected(*verdict))
        else:
            self._end(Move.COMPLETED, outcomes.completed(completion, verdict))

    def _late(self, event: Response | TransportError) -> None:
        """An answer nobody waits for changes nothing; an order nobody wants is cancelled."""
        if event.effect not in self.state.abandoned:
            return
        left = tuple(number for number in self.state.abandoned if number != event.effect)
        self.state = self.state._replace(abandoned=left)
        if isinstance(event, Response):
            try:
                received = wire.receive_start(event.answer, tokens=False)
            except wire.RemoteProtocolError:
                return
            if isinstance(received, wire.Ordered):
                self._send("cancel", "cancel", requests.about(received.order_ref))

    def _lost(self, awaited: Awaited) -> None:
        """The host did not even say that the call failed.

        It died, or another one took the session up.
        """
        if awaited.purpose == "start":
            self._abandon(awaited)
        self.state = self.state._replace(awaited=None)
        self._fault(awaited.purpose, faults.TRANSPORT["timeout"], "timeout", None)

    def _refused(self, purpose: str, refused: wire.Refused) -> None:
        fault, raw = faults.of(refused), faults.raw(refused)
        self._fault(purpose, fault, raw, refused.retry_after)

    def _fault(self, purpose: str, fault: Fault, raw: str, retry_after: int | None) -> None:
        trouble = self.state.trouble
        if not fault.passing:
            if purpose == "collect" and trouble is not None and fault.reason == "rejected_request":
                # A final result is delivered once, and it went out in an answer that got lost.
                self._give_up(trouble.reason, trouble.since, retry_after)
            else:
                self._fail(fault.reason, raw, cancel_order=fault.reason == "malformed_response")
            return
        again = patience.next_try(purpose, fault, trouble, retry_after, self.now)
        if again is None:
            since = self.now if trouble is None else trouble.since
            self._give_up(fault.reason, since, retry_after)
            return
        move = Move.TROUBLED if purpose == "collect" else Move.PUT_OFF
        self._move(move, trouble=again.trouble, due_at=again.due_at)

    def _give_up(self, reason: str, since: int, retry_after: int | None) -> None:
        self._end(Move.GAVE_UP, outcomes.unavailable(reason, since, retry_after), cancel_order=True)

    def _fail(self, reason: str, raw: str, *, cancel_order: bool = False) -> None:
        assert self.state.intent is not None
        outcome = outcomes.failed(reason, raw, device_of(self.state.intent))
        self._end(Move.FAILED, outcome, cancel_order=cancel_order)

    def _end(self, move: Move, outcome: Outcome, *, cancel_order: bool = False) -> None:
        """Keeps the outcome, the late answers to look out for, and no secret any longer."""
        if cancel_order:
            self._cancel_order()
        over = State(following(self.state.phase, move), None, self.state.effects)
        self.state = over._replace(abandoned=self.state.abandoned, final=outcome)

    def _move(self, move: Move, **changes: Any) -> None:
        self.state = self.state._replace(phase=following(self.state.phase, move), **changes)

    def step(self) -> Step:
        final: Mapping[str, Any] | None = self.state.final
        if final is not None:
            return Step(self.state, outcomes.repeated(final), self.effects, None)
        return Step(
            self.state,
            outcomes.pending(self.state, self.now),
            self.effects,
            patience.wake(self.state, self.now),
        )


def _demand(intent: Intent, policies: list[str]) -> None:
    """Puts a device's certificate policies in the place of the other's."""
    demands = present({**intent.get("requirement", {}), "certificate_policies": policies})
    intent.pop("requirement", None)
    if demands:
        intent["requirement"] = cast(Requirement, demands)
