"""Reading a concept from DOCX, XLSX, CSV, JSON or a CSV set into one tree, with notes on what was interpreted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Final

from participation.concept.reading.container import load
from participation.concept.reading.csv_set import read_csv_set
from participation.concept.reading.errors import (
    DocumentBroken,
    DocumentTypeUnknown,
    FieldNotListed,
    GoalNumberTwice,
    NoGoalsFound,
)
from participation.concept.reading.fields import FieldSpelling, order, propose
from participation.concept.reading.headers import LEFT_OUT, LEVEL
from participation.concept.reading.mapping import Mapping
from participation.concept.reading.material import Material
from participation.concept.reading.notes import Note, Notes, Place, short
from participation.concept.reading.sheet_chapter import read_sheet_chapter
from participation.concept.reading.word_chapter import read_word_chapter
from participation.concept.reading.words import KnownWords
from participation.concept.tree import ConceptTree, GoalEntry, from_json, walk

_Reader = Callable[[bytes, str, Mapping, Notes, KnownWords], Material]
_READERS: Final[dict[str, _Reader]] = {
    ".docx": read_word_chapter,
    ".xlsx": read_sheet_chapter,
    ".csv": read_sheet_chapter,
}
SUPPORTED: Final = (*_READERS, ".json", ".zip")
DEFAULT_LANGUAGE: Final = "de"
"""For documents whose header words are of no known language and that update no concept."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the document and what it was read as: a role, "level" or "left_out"."""

    header: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A concept as read: `spellings` of fields of action and `mapping` are proposals for a person to confirm.

    The tree is made with these proposals; reading again with a changed mapping makes it anew.
    """

    tree: ConceptTree
    notes: tuple[Note, ...] = ()
    spellings: tuple[FieldSpelling, ...] = ()
    mapping: Mapping = field(default_factory=Mapping)
    columns: tuple[Column, ...] = ()


def read_document(
    source: Path | bytes, filename: str, mapping: Mapping | None = None, base: ConceptTree | None = None
) -> Reading:
    """Read a concept; `filename` decides how, `mapping` what its words mean, `base` is the concept it updates.

    What the document does not say about itself (title, language, city, edition, names of fields) is taken from `base`.

    Raises:
        DomainError: one of `reading.errors`; for JSON and a CSV set also one of `tree.errors`.
    """
    data = load(source, filename)
    suffix = PurePath(filename).suffix.casefold()
    if suffix == ".json":
        return _read_whole(_tree_in_json(data, filename), filename)
    if suffix == ".zip":
        return _read_whole(read_csv_set(data, filename), filename)
    reader = _READERS.get(suffix)
    if reader is None:
        raise DocumentTypeUnknown(filename, SUPPORTED)
    notes = Notes()
    chosen = mapping or Mapping()
    try:
        material = reader(data, filename, chosen, notes, KnownWords(base.vocabulary if base else ()))
    except RecursionError as error:
        raise DocumentBroken(filename) from error
    if not material.builder.goals:
        raise NoGoalsFound(filename)
    reading = _reading(material, chosen, base, notes)
    return reading if reading.tree.title else _titled(reading, PurePath(filename).stem)


def _titled(reading: Reading, title: str) -> Reading:
    return replace(reading, tree=replace(reading.tree, title=title))


def _reading(material: Material, mapping: Mapping, base: ConceptTree | None, notes: Notes) -> Reading:
    known = (*material.fields, *mapping.field_order, *(base.fields_of_action if base else ()))
    spellings = propose(material.builder.spellings(), known, mapping.field_spellings)
    names = {spelling.spelling: spelling.field for spelling in spellings}
    fields = _ordered(material, mapping, base, names)

    def resolve(written: tuple[str, ...]) -> tuple[str, ...]:
        said = {names[spelling] for spelling in written}
        return tuple(name for name in fields if name in said)

    for spelling in spellings:
        if spelling.field != spelling.spelling:
            notes.interpreted(Place(), "field_spelling", spelling=spelling.spelling, field=spelling.field)
    tree = ConceptTree(
        title=_said(material.title, base, "title"),
        language=_said(material.language, base, "language") or material.header_language or DEFAULT_LANGUAGE,
        levels=material.levels,
        fields_of_action=fields,
        goals=material.builder.finished(resolve),
        city=_said(material.city, base, "city"),
        edition=_said(material.edition, base, "edition"),
        vocabulary=material.words.entries,
    )
    meanings = {text: said for text, said in mapping.meanings.items() if text in material.header}
    proposed = Mapping(material.levels, material.level_spellings, names, fields, material.columns, meanings)
    return Reading(tree, notes.all(), spellings, proposed, _columns(material, meanings))


def _columns(material: Material, meanings: Pairs[str, str]) -> tuple[Column, ...]:
    """Answer what every column of the document was read as; what has no role is a level or was left out."""
    roles = {text: role for role, text in material.columns.items()}
    told = {**roles, **meanings}
    return tuple(
        Column(text, told.get(text) or (LEVEL if text in material.level_columns else LEFT_OUT))
        for text in dict.fromkeys(material.header)
        if text
    )


def _ordered(material: Material, mapping: Mapping, base: ConceptTree | None, names: dict[str, str]) -> tuple[str, ...]:
    """Put the fields in order: as the document lists them, as confirmed, as in the concept before, as it uses them."""
    listings = [tuple(dict.fromkeys(names[said] for said in listing)) for listing in material.builder.listings()]
    kept = material.fields or (base.fields_of_action if base else ())
    first = material.fields or mapping.field_order or kept
    return order((*kept, *names.values()), listings, first)


def _said(text: str, base: ConceptTree | None, name: str) -> str:
    before: str = getattr(base, name) if base else ""
    return text or before


def _tree_in_json(data: bytes, filename: str) -> ConceptTree:
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DocumentBroken(filename) from error
    return from_json(content)


def _read_whole(tree: ConceptTree, filename: str) -> Reading:
    """Answer what a file says that leaves nothing to be interpreted."""
    if not tree.goals:
        raise NoGoalsFound(filename)
    _check_numbers(tree.goals)
    _check_fields(tree)
    return Reading(tree, mapping=Mapping(levels=tree.levels, field_order=tree.fields_of_action))


def _check_numbers(goals: Iterable[GoalEntry], parent: str = "") -> None:
    texts: dict[str, str] = {}
    for goal in goals:
        if goal.number is not None and goal.number in texts:
            raise GoalNumberTwice(goal.number, parent, (short(texts[goal.number]), short(goal.text)))
        if goal.number is not None:
            texts[goal.number] = goal.text
        _check_numbers(goal.children, short(f"{goal.number or ''} {goal.text}".strip()))


def _check_fields(tree: ConceptTree) -> None:
    for _, goal in walk(tree.goals):
        for name in (*goal.fields, *(said for entry in goal.measures for said in entry.fields)):
            if name not in tree.fields_of_action:
                raise FieldNotListed(name)
