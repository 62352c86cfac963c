"""The participants in numbers: what may be told of the voluntary questions (``reach``), as a chapter and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from participation.export.document import Block, Heading, Row, Table, cell
from participation.export.documentation.passages import NOTHING, header, quiet
from participation.export.documentation.record import WorkshopRecord, read_record
from participation.export.sheet import Sheet
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.i18n.formats import number
from participation.i18n.languages import direction_of
from participation.reach.queries import Answers, Report, Told, find_report
from participation.reach.words import QUESTIONS, words_of
from participation.workshop.models import Workshop

_WIDTHS: Final = (0.7, 0.3)


def people(record: WorkshopRecord) -> Iterator[Block]:
    """Who was reached: a table for each question; nothing while the workshop goes on or when nothing was asked."""
    report = find_report(record.workshop)
    if report is None:
        return
    yield Heading(1, _("Participants in numbers"))
    yield quiet(_summary(report))
    for answers in report.answers:
        yield Heading(2, _(QUESTIONS[answers.question]))
        rows = tuple(_row(answers, told) for told in answers.told)
        yield Table(header(_("Answer"), _("People")), rows, _WIDTHS)
    if report.answers:
        yield quiet(
            _(
                "A dash means fewer than five people, nobody too, or a number held back so that no smaller one can be"
                " computed from the sum."
            )
        )


def people_sheet(workshop: Workshop) -> Sheet:
    """Return the numbers as a table, headed in the language of the papers; what is held back is empty."""
    return sheet_of_people(read_record(workshop))


def sheet_of_people(record: WorkshopRecord) -> Sheet:
    """Return the numbers as one of the tables of the documentation."""
    with speaking(record.language):
        columns = (_("Question"), _("Answer"), _("People"))
        rows = tuple(_sheet_rows(record))
        return Sheet(_("Participants"), columns, rows, direction_of(record.language))


def _sheet_rows(record: WorkshopRecord) -> Iterator[tuple[str | int | None, ...]]:
    report = find_report(record.workshop)
    for answers in report.answers if report else ():
        question = _(QUESTIONS[answers.question])
        for told in answers.told:
            yield (question, words_of(answers.question, told.answer)[0], told.number)


def _summary(report: Report) -> str:
    forms = number(report.forms) if report.forms is not None else _("fewer than five")
    return _(
        "%(devices)s devices joined, %(forms)s of them answered voluntary questions. The answers are kept without any"
        " way back to a device or a card.",
        devices=number(report.devices),
        forms=forms,
    )


def _row(answers: Answers, told: Told) -> Row:
    shown = NOTHING if told.number is None else number(told.number)
    return Row((cell(words_of(answers.question, told.answer)[0]), cell(shown)))
