"""How a response from BankID, or the lack of one, changes a session."""

from bankid import faults, limits, outcomes, policies, requests, wire
from bankid.completion import Completion
from bankid.events import Response, TransportError
from bankid.flows import FLOWS
from bankid.order import Move
from bankid.state import Order
from bankid.transition import Transition


def apply(transition: Transition, event: Response | TransportError) -> None:
    """Applies the reply to the awaited call, then does what is due."""
    awaited = transition.state.awaited
    if awaited is None or event.effect != awaited.id:
        _apply_late(transition, event)
        return
    transition.exclude_absence()
    transition.state = transition.state._replace(awaited=None)
    if isinstance(event, TransportError):
        fault = faults.TRANSPORT[event.reason]
        transition.handle_fault(awaited.purpose, fault, event.reason, None)
    elif awaited.purpose == "start":
        _apply_start(transition, event.response)
    elif event.after_interruption and 400 <= event.response.status < 500:
        # BankID returns a final result once and does not know the order afterwards. The response
        # before the interruption may have been that result, so this error proves nothing yet: the
        # lost response counts as a transport error, and the next collect decides.
        transition.handle_fault("collect", faults.TRANSPORT["reset"], "reset", None)
    else:
        _apply_collect(transition, event.response)
    transition.do_due_work()


def _apply_start(transition: Transition, response: wire.HttpResponse) -> None:
    assert transition.state.intent is not None
    on_device = FLOWS[transition.state.intent["flow"]].on_device
    try:
        reply = wire.receive_start(response, tokens=on_device)
    except wire.RemoteProtocolError:
        transition.fail("malformed_response", "")
        return
    if isinstance(reply, wire.Refused):
        _apply_refusal(transition, "start", reply)
        return
    first = transition.state.first_order_at
    transition.move(
        Move.ORDERED,
        order=Order(*reply, transition.now, outcomes.OUTSTANDING),
        first_order_at=transition.now if first is None else first,
        due_at=transition.now + limits.COLLECT_MS,
        trouble=None,
    )


def _apply_collect(transition: Transition, response: wire.HttpResponse) -> None:
    order = transition.state.order
    assert order is not None
    try:
        reply = wire.receive_collect(response, order.ref)
    except wire.RemoteProtocolError:
        transition.fail("malformed_response", "", cancel_order=True)
        return
    match reply:
        case wire.Pending(hint):
            transition.move(Move.OBSERVED, order=order._replace(hint=hint), trouble=None)
        case wire.Failed(hint):
            _apply_failure(transition, hint)
        case wire.Complete(completion):
            _apply_completion(transition, completion)
        case wire.UnknownStatus(status):
            transition.fail("unknown_status", status, cancel_order=True)
        case refused:
            _apply_refusal(transition, "collect", refused)


def _apply_failure(transition: Transition, hint: str) -> None:
    """BankID ended the order."""
    if hint == "startFailed" and _may_renew(transition):
        renewals = transition.state.renewals + 1
        transition.move(Move.RENEWED, order=None, renewals=renewals, due_at=None, trouble=None)
        transition.start()
        return
    ending = outcomes.ENDINGS.get(hint, outcomes.UNKNOWN_ENDING)
    if ending.kind == "cancelled":
        transition.end(Move.CANCELLED, outcomes.cancelled(ending.about))
    else:
        transition.fail(ending.about, hint)


def _may_renew(transition: Transition) -> bool:
    """Whether the total time since the first order allows a new one.

    A number of renewals would not do: an unattended page could go on for ever.
    """
    intent, first = transition.state.intent, transition.state.first_order_at
    assert intent is not None and first is not None
    return FLOWS[intent["flow"]].on_device and transition.now - first < limits.RENEW_MS


def _apply_completion(transition: Transition, completion: Completion) -> None:
    assert transition.state.intent is not None
    verdict = policies.judge(transition.state.intent, completion)
    if isinstance(verdict, policies.Rejection):
        transition.end(Move.REJECTED, outcomes.rejected(*verdict))
    else:
        transition.end(Move.COMPLETED, outcomes.completed(completion, verdict))


def _apply_refusal(transition: Transition, purpose: str, refused: wire.Refused) -> None:
    fault, raw = faults.of(refused), faults.raw(refused)
    transition.handle_fault(purpose, fault, raw, refused.retry_after)


def _apply_late(transition: Transition, event: Response | TransportError) -> None:
    """A reply that is not awaited changes nothing, but an order that it creates is cancelled."""
    abandoned = transition.state.abandoned
    if event.effect not in abandoned:
        return
    left = tuple(number for number in abandoned if number != event.effect)
    transition.state = transition.state._replace(abandoned=left)
    if isinstance(event, Response):
        try:
            reply = wire.receive_start(event.response, tokens=False)
        except wire.RemoteProtocolError:
            return
        if isinstance(reply, wire.Ordered):
            transition.send("cancel", "cancel", requests.about(reply.order_ref))
