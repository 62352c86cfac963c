"""Editions for tests: a concept whose edition is adopted, and the draft of the next one."""

from dataclasses import replace
from datetime import date

from participation.concept.editions.adoption import Resolution, adopt_edition
from participation.concept.editions.beginning import begin_edition
from participation.concept.models import Edition, Measure, MeasureState
from participation.concept.queries import get_edition
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from tests.concept.integration.steps import TREE, taken_over

RESOLUTION = Resolution("Rat der Stadt", date(2026, 11, 4), "0815/2026")


def adopted(edition: Edition, resolution: Resolution = RESOLUTION) -> Edition:
    """Adopt a draft."""
    with transaction():
        edition_id = adopt_edition(get_edition(edition.id), resolution, None).id
    return get_edition(edition_id)


def an_adopted_edition(tree=TREE) -> Edition:
    """An adopted edition that says what the tree says."""
    return adopted(taken_over(tree))


def begun(edition: Edition, title: str = "2030", to_decide: tuple[MeasureState, ...] = ()) -> Edition:
    """The draft of the next edition."""
    with transaction():
        draft_id = begin_edition(get_edition(edition.id).concept, None, title, to_decide).id
    return get_edition(draft_id)


def measure_called(edition: Edition, title: str) -> Measure:
    """The measure of the edition with this title."""
    return db.session.query(Measure).filter_by(edition_id=edition.id, title=title).one()


def named(tree, edition: str):
    """The tree as an edition of this name says it."""
    return replace(tree, edition=edition)
