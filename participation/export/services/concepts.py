"""A concept as a file: the chapter to print, sheets to calculate with, the complete JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from participation.concept.editions.comparing import DifferenceFilter, compare_two
from participation.concept.models import Edition
from participation.concept.queries import get_edition, tree_of
from participation.concept.tree import ConceptTree, to_json
from participation.export.chapter import chapter_document, chapter_sheets, measure_sheet
from participation.export.csv_writer import write_csv
from participation.export.docx_writer import write_docx
from participation.export.edition_differences import differences_document
from participation.export.making import Download, making
from participation.export.queries import count_measures
from participation.export.spreadsheet import write_xlsx
from participation.i18n.languages import direction_of
from participation.kernel import clock

_LONGEST_NAME: Final = 80
MANY_MEASURES: Final = 200
"""An edition with more is written in the background."""


class ConceptFormat(StrEnum):
    """What a concept can be written as; the word is also the file's ending."""

    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


MEDIA_TYPES: Final = {
    ConceptFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ConceptFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ConceptFormat.CSV: "text/csv; charset=utf-8",
    ConceptFormat.JSON: "application/json",
}


@dataclass(frozen=True, slots=True)
class ConceptFile:
    """A written concept: name for the download, media type, content."""

    name: str
    media_type: str
    content: bytes


def export_concept(edition: Edition, file_format: ConceptFormat) -> ConceptFile:
    """Write an edition; importing the file again gives the same goals and measures."""
    download = prepare_concept(edition, file_format)
    return ConceptFile(concept_file_name(edition, file_format), download.mimetype, download.write())


def prepare_concept(edition: Edition, file_format: ConceptFormat) -> Download:
    """Read what the file of an edition says."""
    return Download(MEDIA_TYPES[file_format], partial(_WRITERS[file_format], tree_of(edition)))


def concept_file_name(edition: Edition, file_format: ConceptFormat) -> str:
    """Return the name of the file of an edition."""
    return f"{_file_name(edition.concept.title)}.{file_format}"


def _has_many_measures(edition_id: int, file_format: str) -> bool:
    del file_format
    return count_measures(edition_id) > MANY_MEASURES


@making("concept", _has_many_measures)
def concept_file(edition_id: int, file_format: str) -> Download:
    """Prepare an edition of a concept as a file."""
    return prepare_concept(get_edition(edition_id), ConceptFormat(file_format))


def export_differences(old: Edition, new: Edition, chosen: DifferenceFilter) -> ConceptFile:
    """Write what changed between two editions, as far as somebody is looking, as a Word document."""
    document = differences_document(old, new, chosen.apply(compare_two(old, new)))
    name = f"{_file_name(document.title)}.{ConceptFormat.DOCX}"
    return ConceptFile(name, MEDIA_TYPES[ConceptFormat.DOCX], write_docx(document, clock.now()))


def _docx(tree: ConceptTree) -> bytes:
    return write_docx(chapter_document(tree, direction_of(tree.language)), clock.now())


def _xlsx(tree: ConceptTree) -> bytes:
    return write_xlsx(chapter_sheets(tree, direction_of(tree.language)), tree.title, clock.now())


def _csv(tree: ConceptTree) -> bytes:
    return write_csv(measure_sheet(tree, direction_of(tree.language)))


def _json(tree: ConceptTree) -> bytes:
    return json.dumps(to_json(tree), ensure_ascii=False, indent=2).encode() + b"\n"


_WRITERS: Final[dict[ConceptFormat, Callable[[ConceptTree], bytes]]] = {
    ConceptFormat.DOCX: _docx,
    ConceptFormat.XLSX: _xlsx,
    ConceptFormat.CSV: _csv,
    ConceptFormat.JSON: _json,
}


def _file_name(title: str) -> str:
    """Return the title as every file system takes it; a CSV has no other place for the title."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", title).strip(" .")[:_LONGEST_NAME].strip() or "concept"
