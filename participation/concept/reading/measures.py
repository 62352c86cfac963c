"""Measures in one cell of a table: our own styled form, numbered paragraphs, or plain text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from participation.concept.chapter import (
    ATTRIBUTES,
    STATES,
    STYLE_MEASURE,
    STYLE_MEASURE_DETAIL,
    STYLE_MEASURE_MARK,
    key_of_label,
    key_of_value,
    parse_field_list,
    parse_mark,
    parse_measure_line,
)
from participation.concept.domain import KEYED
from participation.concept.reading.notes import Notes, Place, short
from participation.concept.reading.word import Paragraph
from participation.concept.reading.words import KnownWords
from participation.concept.tree import MeasureEntry

_NOTHING: Final = {"", "-", "–", "—", "./.", "/", "k. a.", "k.a.", "n/a"}


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, or a mere dash."""
    return text.strip().casefold() in _NOTHING


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a cell with measures stands, who is told what was made of it, and the words that may stand in it."""

    where: Place
    notes: Notes
    words: KnownWords


def read_measures(paragraphs: tuple[Paragraph, ...], following: int, at: Standing) -> tuple[MeasureEntry, ...]:
    """Read the measures of a cell.

    Numbered paragraphs ("1. …", "2. …", or numbered by the text program) are several measures; anything else is one,
    with as many paragraphs as it has. `following` is the number that would continue the goal's measures.
    """
    if any(paragraph.style == STYLE_MEASURE for paragraph in paragraphs):
        return _styled(paragraphs, at)
    lines = [
        replace(paragraph, text=line.strip())
        for paragraph in paragraphs
        for line in paragraph.text.split("\n")
        if line.strip()
    ]
    if is_nothing("\n".join(line.text for line in lines)):
        return ()
    entries = _numbered(lines, following)
    if not entries:
        if any(parse_measure_line(line.text)[0] == "1" for line in lines):
            at.notes.interpreted(at.where, "list_in_measure")
        return (MeasureEntry(text="\n".join(line.text for line in lines)),)
    if len(entries) > 1:
        at.notes.interpreted(at.where, "measures_split", count=str(len(entries)))
    return entries


def split_lines(text: str) -> tuple[MeasureEntry, ...]:
    """Read the measures of a sheet's cell: one per line, or one per number where the first line is numbered."""
    lines = [Paragraph(line.strip()) for line in text.split("\n") if not is_nothing(line)]
    return _numbered(lines, 1) or tuple(MeasureEntry(text=line.text) for line in lines)


def with_attributes(entry: MeasureEntry, values: dict[str, str], at: Standing) -> MeasureEntry:
    """Answer the measure with printed attribute values by key ("lead", "state", "fields" …) put into place."""
    for key, value in values.items():
        entry = _with_attribute(entry, key, value, at)
    return entry


def _numbered(lines: list[Paragraph], following: int) -> tuple[MeasureEntry, ...]:
    if not lines or not any(_starts(lines[0], number) for number in (1, following)):
        return ()
    expected = 1 if _starts(lines[0], 1) else following
    entries: list[MeasureEntry] = []
    for line in lines:
        if _starts(line, expected):
            text = line.text if line.counted else parse_measure_line(line.text)[1]
            entries.append(MeasureEntry(number=str(expected), text=text))
            expected += 1
        else:
            entries[-1] = replace(entries[-1], text=f"{entries[-1].text}\n{line.text}")
    return tuple(entries)


def _starts(line: Paragraph, number: int) -> bool:
    return line.counted or parse_measure_line(line.text)[0] == str(number)


def _styled(paragraphs: tuple[Paragraph, ...], at: Standing) -> tuple[MeasureEntry, ...]:
    entries: list[MeasureEntry] = []
    for paragraph in paragraphs:
        if paragraph.style == STYLE_MEASURE:
            entries.append(_first(paragraph))
        elif not entries:
            if paragraph.text:
                entries.append(MeasureEntry(text=paragraph.text))
        else:
            entries[-1] = _continued(entries[-1], paragraph, at)
    return tuple(entries)


def _first(paragraph: Paragraph) -> MeasureEntry:
    number, rest = parse_measure_line(paragraph.text)
    title = paragraph.bold if paragraph.bold and rest.startswith(paragraph.bold) else ""
    return MeasureEntry(number=number, title=title, text=rest[len(title) :].strip())


def _continued(entry: MeasureEntry, paragraph: Paragraph, at: Standing) -> MeasureEntry:
    if paragraph.style == STYLE_MEASURE_MARK:
        marked = parse_mark(paragraph.text)
        if marked is not None:
            return replace(entry, state=marked[0], origin=marked[1])
    elif paragraph.style == STYLE_MEASURE_DETAIL:
        label, colon, value = paragraph.text.partition(": ")
        key = key_of_label(label, (*ATTRIBUTES, "fields", "state")) if colon else None
        if key is not None:
            return _with_attribute(entry, key, value.strip(), at)
    else:
        return replace(entry, text=f"{entry.text}\n{paragraph.text}".strip())
    at.notes.not_understood(at.where, "detail_not_understood", text=short(paragraph.text))
    return replace(entry, text=f"{entry.text}\n{paragraph.text}".strip())


def _with_attribute(entry: MeasureEntry, key: str, value: str, at: Standing) -> MeasureEntry:
    if key == "fields":
        return replace(entry, fields=parse_field_list(value))
    if key != "state" and key not in KEYED:
        return _replaced(entry, key, value)
    known = key_of_value(value, STATES) if key == "state" else at.words.key_of(key, value)
    if known is not None:
        return _replaced(entry, key, known)
    if value:
        at.notes.not_understood(at.where, "value_not_understood", text=short(value))
    return entry


def _replaced(entry: MeasureEntry, key: str, value: str) -> MeasureEntry:
    values: dict[str, str] = {key: value}
    return replace(entry, **values)  # type: ignore[arg-type]  # keys are text attributes only
