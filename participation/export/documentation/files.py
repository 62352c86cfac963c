"""The documentation as the file that somebody asked for. Reading and writing are two moves: see `Download`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from flask import current_app

from participation.export.bundle import export_bundle
from participation.export.csv_writer import write_csv
from participation.export.documentation.open_tables import make_workshop_set, read_workshop_rows
from participation.export.documentation.sheets import card_sheet, sheets_of_workshop
from participation.export.documentation.whole import document_workshop
from participation.export.docx_writer import write_docx
from participation.export.font_folder import fonts_folder
from participation.export.making import Download, making
from participation.export.pdf import write_pdf
from participation.export.queries import count_cards
from participation.export.schemas import WORKSHOP_SCHEMA, address_of_schema
from participation.export.spreadsheet import write_xlsx
from participation.kernel import clock
from participation.workshop.models import Workshop
from participation.workshop.queries import get_workshop

MANY_CARDS: Final = 1000
"""A workshop with more is written in the background."""

_Write = Callable[[], bytes]


def prepare_documentation(workshop: Workshop, ending: str, fonts: Path, written_at: datetime) -> Download:
    """Read what a file with this ending tells about the workshop; `KeyError` for an ending not in `ENDINGS`.

    `fonts` is the folder of the PDF fonts, `written_at` (with time zone) the date that the file carries.
    """
    whole_second = written_at.replace(microsecond=0)  # no file format takes more
    return Download(ENDINGS[ending], _PREPARATIONS[ending](workshop, fonts, whole_second))


def _docx(workshop: Workshop, _fonts: Path, written_at: datetime) -> _Write:
    return partial(write_docx, document_workshop(workshop), written_at)


def _pdf(workshop: Workshop, fonts: Path, written_at: datetime) -> _Write:
    return partial(write_pdf, document_workshop(workshop), fonts, written_at)


def _xlsx(workshop: Workshop, _fonts: Path, written_at: datetime) -> _Write:
    return partial(write_xlsx, sheets_of_workshop(workshop), workshop.title, written_at)


def _csv(workshop: Workshop, _fonts: Path, _written_at: datetime) -> _Write:
    return partial(write_csv, card_sheet(workshop))


def _json(workshop: Workshop, _fonts: Path, _written_at: datetime) -> _Write:
    bundle = {"$schema": address_of_schema(WORKSHOP_SCHEMA), **export_bundle(workshop)}
    return lambda: json.dumps(bundle, ensure_ascii=False, indent=1).encode()


def _zip(workshop: Workshop, _fonts: Path, written_at: datetime) -> _Write:
    return partial(
        make_workshop_set, read_workshop_rows(workshop), written_at, current_app.config["SETTINGS"].data_licence
    )


#: The endings of the files that there are, with their media types.
ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv": "text/csv; charset=utf-8",
        "json": "application/json",
        "zip": "application/zip",
    }
)
_PREPARATIONS: Mapping[str, Callable[[Workshop, Path, datetime], _Write]] = MappingProxyType(
    {"docx": _docx, "pdf": _pdf, "xlsx": _xlsx, "csv": _csv, "json": _json, "zip": _zip}
)


def _has_many_cards(code: str, ending: str) -> bool:
    del ending
    return count_cards(get_workshop(code).id) > MANY_CARDS


@making("documentation", _has_many_cards)
def documentation_file(code: str, ending: str) -> Download:
    """Prepare what the office hands out of a workshop."""
    return prepare_documentation(get_workshop(code), ending, fonts_folder(), clock.now())
