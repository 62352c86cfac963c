"""Beginning the next edition: a draft that says what the adopted edition says, and is worked on from then on."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import insert, select

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.editions.choices import Choice
from participation.concept.editions.copying import copy_content
from participation.concept.editions.errors import DraftPresent, NothingAdopted
from participation.concept.editions.models import MeasureDecision
from participation.concept.events import EditionBegun
from participation.concept.models import Concept, Edition, Measure, MeasureState
from participation.concept.queries import find_adopted_edition, find_draft_edition
from participation.kernel.database import db
from participation.kernel.events import emit


def begin_edition(
    concept: Concept, actor: StaffUser | None, title: str = "", to_decide: Collection[MeasureState] = ()
) -> Edition:
    """Copy the adopted edition into a draft and return it.

    Measures in one of the states ``to_decide`` are marked for decision, and so are those whose decision was left open
    when the adopted edition was still a draft; all others move along.

    Raises ``DraftPresent`` and ``NothingAdopted``.
    """
    hold_concept(concept)
    adopted = find_adopted_edition(concept.id)
    if find_draft_edition(concept.id) is not None:
        raise DraftPresent
    if adopted is None:
        raise NothingAdopted
    draft = Edition(concept_id=concept.id, title=title.strip(), base_id=adopted.id)
    db.session.add(draft)
    db.session.flush()
    copy_content(adopted, draft)
    marked = _mark(adopted, draft, to_decide, actor)
    log_move(actor, "begin_edition", "edition", draft.id, base=adopted.id, marked=marked)
    emit(EditionBegun(draft.id, adopted.id))
    return draft


def hold_concept(concept: Concept) -> None:
    """Let nobody else begin, renumber or adopt an edition of the concept until the transaction ends."""
    db.session.execute(select(Concept.id).where(Concept.id == concept.id).with_for_update())


def _mark(adopted: Edition, draft: Edition, states: Collection[MeasureState], actor: StaffUser | None) -> int:
    """Mark measures for decision and return how many."""
    left = select(MeasureDecision.lineage).where(
        MeasureDecision.edition_id == adopted.id, MeasureDecision.choice == Choice.LEAVE
    )
    wanted = select(Measure.lineage).where(
        Measure.edition_id == draft.id, Measure.state.in_(states) | Measure.lineage.in_(left)
    )
    marked = [
        {"edition_id": draft.id, "lineage": lineage, "actor_id": actor.id if actor else None}
        for lineage in db.session.scalars(wanted)
    ]
    if marked:
        db.session.execute(insert(MeasureDecision), marked)
    return len(marked)
