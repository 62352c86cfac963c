"""A concept as a file: the chapter to print, sheets to calculate with, the complete JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from flask import current_app

from participation.concept.chapter import ChapterForm, suggest_form
from participation.concept.editions.comparing import DifferenceFilter, compare_two
from participation.concept.editions.messages import STATE_NAMES
from participation.concept.models import Edition, EditionState
from participation.concept.queries import get_edition, tree_of
from participation.concept.tree import ConceptTree, counts, to_json
from participation.export.chapter import chapter_document, chapter_sheets, measure_sheet
from participation.export.csv_writer import write_csv
from participation.export.data_package import make_concept_set
from participation.export.docx_writer import write_docx
from participation.export.edition_differences import differences_document
from participation.export.making import Download, making
from participation.export.queries import MANY_MEASURES, count_measures, find_template_content
from participation.export.schemas import CONCEPT_SCHEMA, address_of_schema
from participation.export.spreadsheet import write_xlsx
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.i18n.formats import day
from participation.i18n.languages import direction_of
from participation.kernel import clock

_LONGEST_NAME: Final = 80


class ConceptFormat(StrEnum):
    """What a concept can be written as; the word is also the file's ending."""

    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    ZIP = "zip"


MEDIA_TYPES: Final = {
    ConceptFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ConceptFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ConceptFormat.CSV: "text/csv; charset=utf-8",
    ConceptFormat.JSON: "application/json",
    ConceptFormat.ZIP: "application/zip",
}


@dataclass(frozen=True, slots=True)
class ConceptFile:
    """A written concept: name for the download, media type, content."""

    name: str
    media_type: str
    content: bytes


def export_concept(edition: Edition, file_format: ConceptFormat, form: ChapterForm | None = None) -> ConceptFile:
    """Write an edition; importing the file again gives the same goals and measures.

    A Word document has the form that was asked for, else the one that suits the concept, and looks as the template of
    the concept does, where it has one.
    """
    download = prepare_concept(edition, file_format, form)
    return ConceptFile(concept_file_name(edition, file_format), download.mimetype, download.write())


def prepare_concept(edition: Edition, file_format: ConceptFormat, form: ChapterForm | None = None) -> Download:
    """Read what the file of an edition says."""
    tree = tree_of(edition)
    is_chapter = file_format is ConceptFormat.DOCX
    write = _chapter(edition, tree, form) if is_chapter else partial(_WRITERS[file_format], tree)
    return Download(MEDIA_TYPES[file_format], write)


def _chapter(edition: Edition, tree: ConceptTree, form: ChapterForm | None) -> Callable[[], bytes]:
    counted = counts(tree)
    chosen = form or suggest_form(counted.indicators, counted.measures)
    document = chapter_document(tree, direction_of(tree.language), chosen, _standing(edition))
    return partial(write_docx, document, clock.now(), template=find_template_content(edition.concept_id))


def concept_file_name(edition: Edition, file_format: ConceptFormat) -> str:
    """Return the name of the file of an edition."""
    return f"{_file_name(edition.concept.title)}.{file_format}"


def _has_many_measures(edition_id: int, file_format: str, form: str = "") -> bool:
    del file_format, form
    return count_measures(edition_id) > MANY_MEASURES


@making("concept", _has_many_measures)
def concept_file(edition_id: int, file_format: str, form: str = "") -> Download:
    """Prepare an edition of a concept as a file; an empty `form` is the one that suits the concept."""
    return prepare_concept(get_edition(edition_id), ConceptFormat(file_format), ChapterForm(form) if form else None)


def export_differences(old: Edition, new: Edition, chosen: DifferenceFilter) -> ConceptFile:
    """Write what changed between two editions, as far as somebody is looking, as a Word document."""
    document = differences_document(old, new, chosen.apply(compare_two(old, new)))
    name = f"{_file_name(document.title)}.{ConceptFormat.DOCX}"
    content = write_docx(document, clock.now(), template=find_template_content(new.concept_id))
    return ConceptFile(name, MEDIA_TYPES[ConceptFormat.DOCX], content)


def _standing(edition: Edition) -> list[str]:
    """Say in the language of the concept whether the edition is a draft, or who adopted it when."""
    with speaking(edition.concept.language):
        state = _(STATE_NAMES[edition.state.value])
        if edition.as_of is None:
            return [state]
        adopted = _("Adopted on %(day)s", day=day(edition.as_of))
        paper = _("paper %(number)s", number=edition.paper_number) if edition.paper_number else ""
        said = " · ".join(filter(None, (adopted, edition.committee, paper)))
        return [said] if edition.state is EditionState.ADOPTED else [state, said]


def _xlsx(tree: ConceptTree) -> bytes:
    return write_xlsx(chapter_sheets(tree, direction_of(tree.language)), tree.title, clock.now())


def _csv(tree: ConceptTree) -> bytes:
    return write_csv(measure_sheet(tree, direction_of(tree.language)))


def _json(tree: ConceptTree) -> bytes:
    described = {"$schema": address_of_schema(CONCEPT_SCHEMA), **to_json(tree)}
    return json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"


def _zip(tree: ConceptTree) -> bytes:
    return make_concept_set(tree, clock.now().replace(microsecond=0), current_app.config["SETTINGS"].data_licence)


_WRITERS: Final[dict[ConceptFormat, Callable[[ConceptTree], bytes]]] = {
    ConceptFormat.XLSX: _xlsx,
    ConceptFormat.CSV: _csv,
    ConceptFormat.JSON: _json,
    ConceptFormat.ZIP: _zip,
}


def _file_name(title: str) -> str:
    """Return the title as every file system takes it; a CSV has no other place for the title."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", title).strip(" .")[:_LONGEST_NAME].strip() or "concept"
