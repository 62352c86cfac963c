"""The template of a city: brought in, replaced, taken away again; and what it gives."""

from __future__ import annotations

from dataclasses import dataclass

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.models import Concept
from participation.export.docx_page import has_page_number
from participation.export.docx_styles import USUAL_STYLES
from participation.export.docx_template import read_template
from participation.export.models import WordTemplate
from participation.export.queries import find_template, get_template
from participation.export.template_check import check_template
from participation.kernel import clock
from participation.kernel.database import db

_MILLIMETRE = 36_000
"""EMU in one of them."""


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """What a template gives: names of usual styles that it has and lacks, millimetres of its pages, what is on them."""

    present: tuple[str, ...]
    missing: tuple[str, ...]
    width: int
    height: int
    has_header: bool
    has_footer: bool
    has_page_number: bool


def keep_template(concept: Concept, content: bytes, filename: str, actor: StaffUser | None) -> WordTemplate:
    """Make a file the template of the concept's Word documents, in place of the one before.

    Raises:
        DomainError: what `check_template` raises; the template before stays.
    """
    check_template(content, filename)
    _hold(concept)
    template = find_template(concept.id)
    before = template.filename if template else ""
    if template is None:
        template = WordTemplate(concept=concept)
        db.session.add(template)
    template.filename, template.content = filename, content
    template.uploaded_by, template.uploaded_at = actor, clock.now()
    db.session.flush()
    log_move(actor, "keep_word_template", "concept", concept.id, before=before, after=filename)
    return template


def remove_template(concept: Concept, actor: StaffUser | None) -> None:
    """Let the concept's Word documents look as ours do again; raises ``NoTemplate``."""
    _hold(concept)
    template = get_template(concept.id)
    log_move(actor, "remove_word_template", "concept", concept.id, before=template.filename)
    db.session.delete(template)
    db.session.flush()


def report_template(content: bytes) -> TemplateReport:
    """Return what the template gives to a document, and what it leaves to our own look."""
    word = read_template(content)
    names = {style.name for style in word.styles}
    section = word.sections[-1]
    header, footer = section.header, section.footer
    return TemplateReport(
        present=tuple(name for name in USUAL_STYLES if name in names),
        missing=tuple(name for name in USUAL_STYLES if name not in names),
        width=round((section.page_width or 0) / _MILLIMETRE),
        height=round((section.page_height or 0) / _MILLIMETRE),
        has_header=not header.is_linked_to_previous,
        has_footer=not footer.is_linked_to_previous,
        has_page_number=has_page_number(header) or has_page_number(footer),
    )


def _hold(concept: Concept) -> None:
    """Let two people who change the template of a concept at once come one after the other."""
    db.session.refresh(concept, with_for_update={"key_share": True})
