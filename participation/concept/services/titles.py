"""Naming a concept."""

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.errors import ConceptTitleMissing, TextTooLong
from participation.concept.models import Concept
from participation.concept.tidying import LIMITS


def rename_concept(concept: Concept, title: str, actor: StaffUser | None) -> None:
    """Give the concept another title; raises ``ConceptTitleMissing`` and ``TextTooLong``."""
    title = " ".join(title.split())
    if not title:
        raise ConceptTitleMissing
    if len(title) > LIMITS["title"]:
        raise TextTooLong(title[:60], LIMITS["title"])
    if title == concept.title:
        return
    log_move(actor, "rename_concept", "concept", concept.id, before=concept.title, after=title)
    concept.title = title
