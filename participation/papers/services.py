"""Use cases of council papers: begin one from a workshop, save it."""

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.kernel import clock
from participation.kernel.database import db
from participation.papers.domain import PaperContent
from participation.papers.errors import PaperChanged
from participation.papers.explaining import propose
from participation.papers.models import CouncilPaper, PaperVersion
from participation.papers.queries import list_choosable_measures
from participation.workshop.models import Workshop


def begin_paper(workshop: Workshop, actor: StaffUser | None) -> CouncilPaper:
    """Begin a paper on all measures from a workshop, with a proposal for its explanation."""
    language, content = propose(workshop, list_choosable_measures(workshop))
    paper = CouncilPaper(workshop=workshop, language=language)
    db.session.add(paper)
    _keep(paper, content, actor)
    log_move(actor, "begin_paper", "council_paper", paper.id, workshop_id=workshop.id)
    return paper


def save_paper(
    paper: CouncilPaper, content: PaperContent, actor: StaffUser | None, *, seen_version: int
) -> CouncilPaper:
    """Keep a new version of a paper; what says the same is no new one.

    Raises ``PaperChanged`` when somebody saved after ``seen_version``.
    """
    db.session.refresh(paper, with_for_update={"key_share": True})
    if paper.version != seen_version:
        raise PaperChanged
    if paper.content == content:
        return paper
    paper.version += 1
    _keep(paper, content, actor)
    log_move(actor, "save_paper", "council_paper", paper.id, version=paper.version)
    return paper


def _keep(paper: CouncilPaper, content: PaperContent, actor: StaffUser | None) -> None:
    version = PaperVersion(
        number=paper.version or 1, content=content.to_data(), at=clock.now(), actor_id=actor.id if actor else None
    )
    paper.versions.insert(0, version)
    db.session.flush()
