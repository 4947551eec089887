"""What can happen to a session: the events of the seam as types."""

from typing import NamedTuple

from bankid.intent import Client
from bankid.wire import Answer


class Response(NamedTuple):
    """An effect's answer arrived."""

    effect: int
    answer: Answer


class TransportError(NamedTuple):
    """An effect got no answer; `reason` as in the seam."""

    effect: int
    reason: str


class Tick(NamedTuple):
    """Time went by. `in_flight` are effects of which the host still has something to say."""

    in_flight: frozenset[int] = frozenset()


class Cancel(NamedTuple):
    """Somebody on our side ends the session."""

    by: str


class SwitchDevice(NamedTuple):
    """The person goes on with BankID on the other device.

    `certificate_policies` is what that device demands: None as before, empty for any BankID.
    """

    device: str
    client: Client | None
    certificate_policies: list[str] | None = None


Event = Response | TransportError | Tick | Cancel | SwitchDevice
