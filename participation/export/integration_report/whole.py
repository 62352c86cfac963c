"""The whole report: title, what it rests on, contents, what is missing, numbers, the fields of action."""

from __future__ import annotations

from collections.abc import Iterator

from participation.concept.models import EditionState
from participation.export.document import (
    QUIET,
    SUBTITLE,
    TITLE,
    Block,
    Document,
    Heading,
    Metadata,
    PageBreak,
    TableOfContents,
    paragraph,
)
from participation.export.edition_differences import name_edition
from participation.export.integration_report.fields import chapter_of
from participation.export.integration_report.missing import missing_of
from participation.export.integration_report.numbers import numbers_of
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.i18n.formats import day
from participation.i18n.languages import direction_of
from participation.report.content import ReportContent


def report_document(content: ReportContent) -> Document:
    """Lay the report out in the concept's language."""
    report, concept = content.report, content.report.concept
    with speaking(concept.language):
        title = _("Integration report: %(concept)s", concept=concept.title)
        period = _("%(since)s to %(until)s", since=day(report.since), until=day(report.until))
        blocks = (
            paragraph(title, TITLE),
            paragraph(period, SUBTITLE),
            *_foundation(content),
            TableOfContents(_("Contents"), depth=1),
            PageBreak(),
            Heading(1, _("At a glance")),
            *numbers_of(content),
            *missing_of(content),
            *(block for field in content.fields for block in chapter_of(field, content)),
        )
        metadata = Metadata(author=concept.city, subject=period)
    return Document(title, concept.language, blocks, direction_of(concept.language), metadata)


def _foundation(content: ReportContent) -> Iterator[Block]:
    """Say on which edition the report rests, and how it counts."""
    edition = content.edition
    adopted = edition.state is EditionState.ADOPTED
    said = (edition.committee, edition.paper_number and _("paper %(number)s", number=edition.paper_number))
    resolution = ", ".join(filter(None, said)) if adopted else _("not adopted yet")
    yield paragraph(" · ".join(filter(None, (name_edition(edition), resolution))))
    yield paragraph(
        _(
            "States are those at the end of the day. What belongs to several fields of action is told in each of them "
            "and counts once in the sum."
        ),
        QUIET,
    )
