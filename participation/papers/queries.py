"""Reads of council papers."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation.concept.editions.standing import list_standing
from participation.concept.models import Measure
from participation.export.queries import list_measures_from
from participation.kernel.database import db
from participation.papers.errors import PaperUnknown, ResolutionMissing
from participation.papers.models import CouncilPaper, PaperVersion
from participation.workshop.models import Workshop


def list_papers() -> list[CouncilPaper]:
    """Return all papers, newest first, with their versions."""
    statement = select(CouncilPaper).options(*_WHOLE).order_by(CouncilPaper.id.desc())
    return list(db.session.scalars(statement))


def get_paper(paper_id: int) -> CouncilPaper:
    """Return a paper with its versions; raises ``PaperUnknown``."""
    paper = db.session.scalar(select(CouncilPaper).where(CouncilPaper.id == paper_id).options(*_WHOLE))
    if paper is None:
        raise PaperUnknown
    return paper


def get_version(paper: CouncilPaper, number: int) -> PaperVersion:
    """Return a version of a paper; raises ``PaperUnknown``."""
    found = next((version for version in paper.versions if version.number == number), None)
    if found is None:
        raise PaperUnknown
    return found


def get_printable_version(paper: CouncilPaper, number: int) -> PaperVersion:
    """Return a version that a committee can decide on; raises ``PaperUnknown`` and ``ResolutionMissing``."""
    version = get_version(paper, number)
    if not version.said.resolution:
        raise ResolutionMissing
    return version


def list_choosable_measures(workshop: Workshop | None) -> list[Measure]:
    """Return the measures from a workshop as they stand today."""
    return list_standing(list_measures_from(workshop.id)) if workshop else []


_WHOLE = (
    joinedload(CouncilPaper.workshop),
    selectinload(CouncilPaper.versions).joinedload(PaperVersion.actor),
)
