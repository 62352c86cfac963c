"""Letters and links for those who lead measures: what the office prints, or merges into messages of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from participation.export.document import (
    QUIET,
    Block,
    Document,
    Heading,
    Metadata,
    PageBreak,
    Row,
    Table,
    cell,
    paragraph,
)
from participation.export.sheet import Sheet, Value
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.i18n.formats import local
from participation.i18n.languages import direction_of
from participation.monitoring.letters import Letter, closing, language_of, letters_to, opening, subject
from participation.monitoring.models import StatusRound
from participation.monitoring.queries import AskedMeasure

#: Number, measure, link: shares of the text width.
WIDTHS: Final = (0.12, 0.4, 0.48)


def letters_document(round_: StatusRound, asked: Sequence[AskedMeasure], base_url: str) -> Document:
    """Lay out a letter for each lead, a page each, with the links of all measures that it leads."""
    tag = language_of(round_)
    with speaking(tag):
        blocks: list[Block] = []
        for letter in letters_to(asked, base_url):
            blocks.extend([PageBreak()] if blocks else [])
            blocks.extend(_letter(round_, letter))
        if not blocks:
            blocks = [paragraph(_("Everybody has reported."))]
        metadata = Metadata(author=round_.concept.city, subject=round_.concept.title)
        return Document(subject(round_), tag, tuple(blocks), direction_of(tag), metadata)


def links_sheet(round_: StatusRound, asked: Sequence[AskedMeasure], base_url: str) -> Sheet:
    """Return all links of a round, a row for each measure, for a serial letter; who has reported is told."""
    with speaking(language_of(round_)):
        columns = (_("Lead"), _("Goals"), _("Measure"), _("Link"), _("Taken until"), _("Reported on"))
        return Sheet(subject(round_), columns, tuple(_link(round_, row, base_url) for row in asked))


def _link(round_: StatusRound, row: AskedMeasure, base_url: str) -> tuple[Value, ...]:
    letter = letters_to([row], base_url)[0]
    line, report = letter.lines[0], row.request.report
    reported_on = local(report.handed_in_at).date() if report else None
    return (letter.lead, line.number, line.label, line.address, round_.deadline, reported_on)


def _letter(round_: StatusRound, letter: Letter) -> Iterator[Block]:
    yield Heading(1, letter.lead or _("Measures without a lead"))
    yield paragraph(subject(round_), QUIET)
    yield from map(paragraph, opening(round_, len(letter.lines)))
    header = Row((cell(_("Goals")), cell(_("Measure")), cell(_("Link"))))
    rows = tuple(Row((cell(line.number), cell(line.label), cell(line.address))) for line in letter.lines)
    yield Table((header,), rows, WIDTHS)
    yield from map(paragraph, closing(round_))
    yield paragraph(round_.concept.city)
