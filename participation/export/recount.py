"""The recount sheet of a vote as a file: PDF to sign and file, XLSX and CSV to calculate with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from participation.export.csv_writer import write_csv
from participation.export.document import Block, Document, Heading, Metadata, Note, paragraph
from participation.export.documentation.files import ENDINGS
from participation.export.pdf import write_pdf
from participation.export.recount_table import recount_columns, recount_numbers, recount_table
from participation.export.sheet import Sheet
from participation.export.spreadsheet import write_xlsx
from participation.hall.console.recounting import DISCREPANCIES
from participation.i18n import current_language, ngettext
from participation.i18n import gettext as _
from participation.i18n.formats import time_of_day
from participation.prioritisation.models import PaperTally
from participation.prioritisation.recount import Recount
from participation.workshop.agendas import KIND_NAMES, PHASE_NAMES

_Write = Callable[[], bytes]


def prepare_recount(sheet: Recount, ending: str, fonts: Path, written_at: datetime) -> tuple[str, _Write]:
    """Read the sheet for a file of this ending; the media type, and what writes it without the database.

    `KeyError` for an ending that there is not.
    """
    return ENDINGS[ending], _PREPARATIONS[ending](sheet, fonts, written_at.replace(microsecond=0))


def table_of(sheet: Recount) -> Sheet:
    """Return the recount as a table of values: a line for each option, the sums last."""
    tag = current_language().tag
    rows = [(line.option.title_in(tag)[0], *recount_numbers(sheet, line.counted)) for line in sheet.lines]
    sums = (_("Sum"), *recount_numbers(sheet, sheet.sums))
    return Sheet(_("Recount sheet"), recount_columns(sheet), (*rows, sums), current_language().direction)


def document_of(sheet: Recount) -> Document:
    """Return the recount as a document in the reader's language."""
    language = current_language()
    workshop = sheet.round.step.workshop
    return Document(
        title=_("Recount sheet: %(title)s", title=workshop.title),
        language=language.tag,
        direction=language.direction,
        blocks=tuple(_blocks(sheet)),
        metadata=Metadata(),
    )


def notes_of(sheet: Recount) -> list[str]:
    """Return what belongs to the numbers: turnout, rules, who counted, how differences were settled."""
    round_ = sheet.round
    dots = ngettext("Everybody had %(num)s dot.", "Everybody had %(num)s dots.", round_.dots)
    limit = ngettext("At most %(num)s on one option.", "At most %(num)s on one option.", round_.limit)
    said = [_turnout(sheet), f"{dots} {limit}", *map(_counted_by, sheet.tallies)]
    if not sheet.tallies and sheet.counters:
        said.append(_("The paper was counted once, by %(names)s.", names=", ".join(sheet.counters)))
    if round_.paper_reason:
        said.append(_("Differences were settled because: %(reason)s", reason=round_.paper_reason))
    return said


def _turnout(sheet: Recount) -> str:
    if not sheet.round.by_cards:
        return _(
            "By devices: %(voted)s of %(entitled)s voted. How many people stuck dots on paper is not known.",
            voted=sheet.voted,
            entitled=sheet.entitled,
        )
    return _(
        "By voting cards: %(voted)s of %(entitled)s were used, %(cast)s by phone and %(paper)s on paper.",
        voted=sheet.voted,
        entitled=sheet.entitled,
        cast=sheet.ballots,
        paper=sheet.round.cards_on_paper or 0,
    )


def _counted_by(tally: PaperTally) -> str:
    turn = _("First count of the paper:") if tally.turn == 1 else _("Second count of the paper:")
    name = tally.counted_by.name if tally.counted_by else _("on the server")
    alone = f" · {_('the same person, single-handed')}" if tally.single_handed else ""
    return f"{turn} {name}, {time_of_day(tally.at)}{alone}"


def _blocks(sheet: Recount) -> Iterator[Block]:
    step = sheet.round.step
    yield Heading(1, _("Recount sheet"))
    yield paragraph(
        f"{step.workshop.title} · {step.position + 1} {_(KIND_NAMES[step.kind])} · {_(PHASE_NAMES[step.phase])}"
    )
    if sheet.wrong:
        wrong = [_("This vote does not add up."), *(_(DISCREPANCIES[found]) for found in sheet.wrong)]
        yield Note(tuple(map(paragraph, wrong)))
    else:
        yield paragraph(_("It adds up: the ways together are the result that was announced."))
    yield recount_table(sheet)
    for note in notes_of(sheet):
        yield paragraph(note)


def _pdf(sheet: Recount, fonts: Path, written_at: datetime) -> _Write:
    return partial(write_pdf, document_of(sheet), fonts, written_at)


def _xlsx(sheet: Recount, _fonts: Path, written_at: datetime) -> _Write:
    notes = Sheet(_("How it was counted"), (_("How it was counted"),), tuple((note,) for note in notes_of(sheet)))
    return partial(write_xlsx, (table_of(sheet), notes), _("Recount sheet"), written_at)


def _csv(sheet: Recount, _fonts: Path, _written_at: datetime) -> _Write:
    return partial(write_csv, table_of(sheet))


_PREPARATIONS: Final[Mapping[str, Callable[[Recount, Path, datetime], _Write]]] = MappingProxyType(
    {"pdf": _pdf, "xlsx": _xlsx, "csv": _csv}
)
ENDINGS_OF_RECOUNTS = frozenset(_PREPARATIONS)
