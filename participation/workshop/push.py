"""Tells the live room what changed in a workshop: ``stage`` to everybody, ``board`` to projector and consoles."""

from participation.kernel.events import listens_to
from participation.live.extension import publish
from participation.workshop.channels import board_channel, stage_channel
from participation.workshop.events import BoardChanged, StageChanged


@listens_to(StageChanged)
def push_stage(event: StageChanged) -> None:
    """Announce a new stage revision."""
    publish(stage_channel(event.code), "stage", event.revision)


@listens_to(BoardChanged)
def push_board(event: BoardChanged) -> None:
    """Announce a new board revision."""
    publish(board_channel(event.code), "board", event.revision)
