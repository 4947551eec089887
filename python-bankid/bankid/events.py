"""The events of a session, as types."""

from typing import NamedTuple

from bankid.intent import Client
from bankid.wire import HttpResponse


class Response(NamedTuple):
    """The response to an effect.

    `after_interruption`: the first one after the host resumed the session; a response before it may
    have been lost.
    """

    effect: int
    response: HttpResponse
    after_interruption: bool = False


class TransportError(NamedTuple):
    """An effect got no response; `reason` is a word of the contract."""

    effect: int
    reason: str


class Tick(NamedTuple):
    """Time passed. `in_flight`: effects that may still get a response."""

    in_flight: frozenset[int] = frozenset()


class Cancel(NamedTuple):
    """Somebody on our side ends the session."""

    by: str


class SwitchDevice(NamedTuple):
    """The person continues on the other device.

    `certificate_policies` of that device: None leaves them as they are, empty accepts any BankID.
    """

    device: str
    client: Client | None
    certificate_policies: list[str] | None = None


Event = Response | TransportError | Tick | Cancel | SwitchDevice
