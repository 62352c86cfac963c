"""A council paper as a Word document, in the order in which German committees read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from babel.numbers import format_currency

from participation.export.document import (
    AMOUNT,
    AMOUNT_HEADER,
    QUIET,
    SUBTITLE,
    TITLE,
    Block,
    Cell,
    Document,
    Heading,
    List,
    Metadata,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    paragraph,
)
from participation.export.documentation.passages import facts, header
from participation.export.docx_writer import write_docx
from participation.i18n import current_language, speaking
from participation.i18n import gettext as _
from participation.i18n.formats import short_day
from participation.i18n.languages import direction_of
from participation.papers.domain import (
    INVESTMENT,
    RUNNING,
    YEARS,
    Competence,
    PaperContent,
    balance,
    total,
)
from participation.papers.explaining import HEADING, ITEM
from participation.papers.words import CLIMATE, COMPETENCES, EFFECTS, LINE_NAMES, SIZES

_DELIBERATION_WIDTHS: Final = (0.2, 0.5, 0.3)
_MONEY_WIDTHS: Final = (0.22, *(0.13,) * (YEARS + 1))
_MEASURE_WIDTHS: Final = (0.4, 0.24, 0.18, 0.18)
_TICKED, _OPEN = "☒", "☐"


def make_council_paper(content: PaperContent, language: str, city: str, written_at: datetime) -> bytes:
    """Return the paper as a DOCX file on A4, in `language`; its check boxes can be ticked in Word."""
    with speaking(language):
        document = Document(
            title=content.subject,
            language=language,
            blocks=tuple(_blocks(content, written_at)),
            direction=direction_of(language),
            metadata=Metadata(author=city, subject=_("Council paper")),
        )
    return write_docx(document, written_at)


def _blocks(content: PaperContent, written_at: datetime) -> Iterator[Block]:
    yield paragraph(_("Council paper"), SUBTITLE)
    yield paragraph(content.subject, TITLE)
    yield facts(_facts(content, written_at))
    yield from _course(content)
    yield Heading(2, _("Proposed resolution"))
    yield from _text(content.resolution)
    yield from _money(content)
    yield from _climate(content)
    yield Heading(2, _("Explanation"))
    yield from _text(content.explanation)
    yield from _measures(content)
    if content.annexes:
        yield Heading(2, _("Annexes"))
        yield List(tuple(paragraph(annex) for annex in content.annexes), numbered=True)


def _facts(content: PaperContent, written_at: datetime) -> Iterator[tuple[str, Sequence[Paragraph]]]:
    yield _("Number"), _lines(content.number)
    yield _("Treatment"), _lines(_("public") if content.public else _("not public"))
    yield _("Date"), _lines(short_day(written_at.date()))
    yield _("Responsible department"), _lines(content.responsible)
    yield _("Involved departments"), _lines(*content.involved.split("\n"))


def _course(content: PaperContent) -> Iterator[Block]:
    yield Heading(2, _("Course of deliberation"))
    if not content.deliberations:
        yield paragraph(_("No committee is named yet."), QUIET)
        return
    rows = tuple(
        Row(
            (
                cell(short_day(date.fromisoformat(entry.day)) if entry.day else ""),
                cell(entry.committee),
                cell(_(COMPETENCES[Competence(entry.competence)])),
            )
        )
        for entry in content.deliberations
    )
    yield Table(header(_("Date"), _("Committee"), _("Competence")), rows, _DELIBERATION_WIDTHS)


def _money(content: PaperContent) -> Iterator[Block]:
    yield Heading(2, _("Financial effects"))
    yield Paragraph((*_boxes([(_("yes"), content.has_costs), (_("no"), not content.has_costs)]),))
    if not content.has_costs:
        return
    tables = ((_("Investment"), INVESTMENT), (_("Running costs"), RUNNING))
    for title, signs in tables:
        yield Heading(3, title)
        yield _money_table(content, signs)
    if content.funding:
        yield Heading(3, _("How it is paid for"))
        yield from _text(content.funding)


def _money_table(content: PaperContent, signs: Mapping[str, int]) -> Table:
    years = [str(content.first_year + year) for year in range(YEARS)]
    names = Row((cell(""), *(Cell((paragraph(name, AMOUNT_HEADER),)) for name in (*years, _("Total")))))
    lines = {name: content.amounts.get(name, (None,) * YEARS) for name in signs}
    rows = [_line(_(LINE_NAMES[name]), amounts) for name, amounts in lines.items()]
    result = _line(_("Result"), balance(lines, signs), bold=True)
    return Table((names,), (*rows, result), _MONEY_WIDTHS)


def _line(name: str, amounts: Sequence[int | None], *, bold: bool = False) -> Row:
    told = ["" if amount is None else euros(amount) for amount in amounts]
    sums = (euros(total(amounts)) if any(amount is not None for amount in amounts) else "",)
    numbers = (Cell((Paragraph((Run(text, bold=bold),), AMOUNT),), heading=bold) for text in (*told, *sums))
    return Row((Cell((Paragraph((Run(name, bold=bold),)),), heading=bold), *numbers))


def euros(cents: int) -> str:
    """Return an amount as the reader's language writes it; whole euros without cents."""
    shape = "#,##0 ¤" if cents % 100 == 0 else "#,##0.00 ¤"
    return str(format_currency(cents / 100, "EUR", shape, locale=current_language().locale, currency_digits=False))


def _climate(content: PaperContent) -> Iterator[Block]:
    yield Heading(2, _("Climate relevance"))
    asked = (("climate", EFFECTS, content.climate), ("climate_size", SIZES, content.climate_size))
    for name, choices, chosen in (*asked, ("adaptation", EFFECTS, content.adaptation)):
        yield Paragraph((Run(f"{_(CLIMATE[name])}:", bold=True),))
        yield Paragraph(tuple(_boxes([(_(label), key == chosen) for key, label in choices.items()])))
    if content.climate_reason:
        yield from _text(content.climate_reason)


def _boxes(choices: Sequence[tuple[str, bool]]) -> Iterator[Run]:
    """Yield a check box before each choice."""
    for label, ticked in choices:
        yield Run(_TICKED if ticked else _OPEN, checked=ticked)
        yield Run(f" {label}      ")


def _measures(content: PaperContent) -> Iterator[Block]:
    if not content.measures:
        return
    yield Heading(2, _("The measures at a glance"))
    names = header(_("Measure"), _("Lead"), _("By when"), _("Costs"))
    rows = (
        Row((cell(measure.title), cell(measure.lead), cell(measure.by_when), cell(measure.costs)))
        for measure in content.measures
    )
    yield Table(names, tuple(rows), _MEASURE_WIDTHS)


def _text(text: str) -> Iterator[Block]:
    """Yield what the office wrote: headings, lists, paragraphs."""
    items: list[Paragraph] = []
    for line in (*text.split("\n"), ""):
        written = line.strip()
        if written.startswith((ITEM, "- ")):
            items.append(paragraph(written[2:].strip()))
            continue
        if items:
            yield List(tuple(items))
            items = []
        if written.startswith(HEADING):
            yield Heading(3, written.removeprefix(HEADING).strip())
        elif written:
            yield paragraph(written)


def _lines(*texts: str) -> list[Paragraph]:
    return [paragraph(text.strip()) for text in texts if text.strip()]
