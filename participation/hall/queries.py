"""Reads that several pages of the hall share."""

from sqlalchemy import exists, select

from participation.kernel.database import db
from participation.prioritisation.models import Ballot
from participation.workshop.channels import board_channel, stage_channel
from participation.workshop.models import Workshop


def current_revisions(code: str, channels: tuple[str, ...]) -> dict[tuple[str, str], int]:
    """Return the revision that is current now for each of the live ``channels``, by channel and event.

    Reads in a fresh transaction: one that began earlier would still see the past.
    """
    db.session.rollback()
    statement = select(Workshop.stage_revision, Workshop.board_revision).where(Workshop.code == code)
    stage, board = db.session.execute(statement).one()
    revisions = {(stage_channel(code), "stage"): stage, (board_channel(code), "board"): board}
    canvases = [channel for channel in channels if channel.startswith("canvas:")]
    revisions |= {(channel, "canvas"): board for channel in canvases}
    return {place: revision for place, revision in revisions.items() if place[0] in channels}


def ballot_arrived(round_id: int, key: str) -> bool:
    """Whether a ballot with this key (a UUID in its canonical form) lies in the urn."""
    return db.session.scalar(select(exists().where(Ballot.round_id == round_id, Ballot.key == key))) is True
