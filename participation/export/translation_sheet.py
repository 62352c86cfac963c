"""The list that translators fill in: a row for each text of a concept, its translation beside it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from xlsxwriter import Workbook

from participation.concept.models import Concept
from participation.concept.translations.messages import KIND_NAMES, STANDING_NAMES
from participation.concept.translations.progress import Entry, Standing
from participation.concept.translations.sheets import HEADINGS, ID
from participation.export.spreadsheet import ACCENT, safe_name
from participation.export.text import writable
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.i18n.languages import LANGUAGES, direction_of

#: Widths in characters: the id, which nobody reads; what it belongs to; both texts; how it stands; what it said before.
_WIDTHS: Final = (5, 24, 60, 60, 14, 40, 40)
_KEPT_IN_SIGHT: Final = 3
_FROM_RIGHT: Final = 2
"""Reading order of a cell in XLSX."""


def make_translation_sheet(concept: Concept, language: str, entries: Sequence[Entry], written_at: datetime) -> bytes:
    """Write texts of a concept with their translations into a language as XLSX, in the words of the concept's language.

    What is out of date has an empty cell: what was translated before, and how, stands beside it.
    """
    stream = io.BytesIO()
    with speaking(_speech(concept)), Workbook(stream, {"in_memory": True}) as workbook:
        created = written_at.astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties({"title": writable(concept.title), "created": created})
        sheet = workbook.add_worksheet(safe_name(f"{_('Translations')} {language}", 1))
        head = workbook.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "valign": "top"})
        styles = _styles(workbook, concept.language, language)
        for column, (heading, width) in enumerate(zip(_headings(concept, language), _WIDTHS, strict=True)):
            sheet.write_string(0, column, heading, head)
            sheet.set_column(column, column, width)
        for row, entry in enumerate(entries, start=1):
            for column, (text, style) in enumerate(zip(_cells(entry), styles, strict=True)):
                if text:
                    sheet.write_string(row, column, writable(text), style)
                else:
                    sheet.write_blank(row, column, None, style)
        sheet.freeze_panes(1, _KEPT_IN_SIGHT)
        sheet.autofilter(0, 0, len(entries), len(_WIDTHS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return stream.getvalue()


def _speech(concept: Concept) -> str:
    """Return the language of the headings: those of the sheet are known in German and English."""
    return "de" if concept.language.partition("-")[0] == "de" or concept.language not in LANGUAGES else "en"


def _headings(concept: Concept, language: str) -> tuple[str, ...]:
    place = 0 if _speech(concept) == "de" else 1
    original, translation = HEADINGS["original"][place], HEADINGS["translation"][place]
    return (
        ID,
        _("What it belongs to"),
        original,
        f"{translation} ({language})",
        _("How it stands"),
        _("Former original"),
        _("Former translation"),
    )


def _styles(workbook: Workbook, original: str, language: str) -> tuple[Any, ...]:
    quiet = {"text_wrap": True, "valign": "top", "bg_color": "#F1F3F4", "border": 1, "border_color": "#D9DCE0"}
    plain = workbook.add_format(quiet)
    small = workbook.add_format({"font_color": "#B9BDC4", "font_size": 6, "valign": "top"})
    source = workbook.add_format(quiet | _direction(original))
    field = {"text_wrap": True, "valign": "top", "num_format": "@"} | _direction(language)
    return (
        small,
        plain,
        source,
        workbook.add_format(field),
        plain,
        source,
        workbook.add_format(quiet | _direction(language)),
    )


def _direction(language: str) -> dict[str, Any]:
    return {"reading_order": _FROM_RIGHT, "align": "right"} if direction_of(language) == "rtl" else {}


def _cells(entry: Entry) -> tuple[str, ...]:
    source = entry.source
    named = " · ".join(part for part in (_(KIND_NAMES[source.kind]), source.beside) if part)
    former = entry.former if entry.standing is Standing.OUTDATED else None
    return (
        source.hash,
        named,
        source.text,
        entry.row.text if entry.row else "",
        _(STANDING_NAMES[entry.standing.value]),
        former.original if former else "",
        former.text if former else "",
    )
