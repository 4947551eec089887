"""The order machine, every cell of its table: a move leads to a phase, or raises."""

import pytest

from bankid.order import TRANSITIONS, IllegalTransition, Move, Phase, following

LIVE = (Phase.STARTING, Phase.PENDING, Phase.RENEWING)

# Written a second time, independently of the module, so that a changed cell fails a test.
ALLOWED = {
    (Phase.STARTING, Move.ORDERED): Phase.PENDING,
    (Phase.STARTING, Move.PUT_OFF): Phase.STARTING,
    (Phase.STARTING, Move.SWITCHED): Phase.STARTING,
    (Phase.RENEWING, Move.ORDERED): Phase.PENDING,
    (Phase.RENEWING, Move.PUT_OFF): Phase.RENEWING,
    (Phase.RENEWING, Move.SWITCHED): Phase.STARTING,
    (Phase.PENDING, Move.OBSERVED): Phase.PENDING,
    (Phase.PENDING, Move.TROUBLED): Phase.PENDING,
    (Phase.PENDING, Move.RENEWED): Phase.RENEWING,
    (Phase.PENDING, Move.SWITCHED): Phase.STARTING,
    (Phase.PENDING, Move.COMPLETED): Phase.COMPLETED,
    (Phase.PENDING, Move.REJECTED): Phase.REJECTED,
    **{(phase, Move.FAILED): Phase.FAILED for phase in LIVE},
    **{(phase, Move.CANCELLED): Phase.CANCELLED for phase in LIVE},
    **{(phase, Move.GAVE_UP): Phase.UNAVAILABLE for phase in LIVE},
}
EVERY_CELL = [(phase, move) for phase in Phase for move in Move]


@pytest.mark.parametrize(("phase", "move"), EVERY_CELL)
def test_every_cell(phase: Phase, move: Move) -> None:
    if (phase, move) in ALLOWED:
        assert following(phase, move) is ALLOWED[phase, move]
    else:
        with pytest.raises(IllegalTransition) as raised:
            following(phase, move)
        assert str(raised.value) == f"{move.value} is not allowed while {phase.value}"


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        TRANSITIONS[Phase.COMPLETED] = {Move.ORDERED: Phase.PENDING}  # type: ignore[index]
    for moves in TRANSITIONS.values():
        with pytest.raises(TypeError):
            moves[Move.ORDERED] = Phase.PENDING  # type: ignore[index]


def test_final_phases_allow_no_move() -> None:
    assert [phase for phase in Phase if not TRANSITIONS[phase]] == [
        Phase.COMPLETED,
        Phase.CANCELLED,
        Phase.FAILED,
        Phase.REJECTED,
        Phase.UNAVAILABLE,
    ]
