"""One line of the chapter at a time, written and read: numbers, headings, field lists, marks, indicators.

Every pair keeps one promise: what `x_line` writes, `parse_x_line` reads back unchanged. A line is written plainly
("Leitziel 2: …"); where the plain line would be read as something else (a text that begins with a number), the
invisible word joiner U+2060 marks where the parts end. Texts therefore may hold no word joiner of their own.
"""

from __future__ import annotations

import re
from typing import Final

from participation.concept.chapter.readings import parse_value_list, value_list
from participation.concept.chapter.vocabulary import (
    DIRECTIONS,
    STATES,
    STATES_BEFORE_ADOPTION,
    WORDS,
    document_language,
    key_of_value,
    value_in_words,
    word,
)
from participation.concept.naming import says_workshop
from participation.concept.tree.entries import IndicatorEntry, MeasureEntry, Origin

JOINER: Final = "\u2060"

_NUMBER: Final = r"(?:\d{1,3}[a-z]?(?:\.\d{1,3}[a-z]?)*|[IVXLC]{1,6}|[A-Z](?:\.\d{1,3})*)"
_GOAL_LINE: Final = re.compile(r"(?P<number>\d{1,3}[a-z]?(?:\.\d{1,3}[a-z]?)*)\.?\s+(?P<text>\S.*)", re.DOTALL)
_MEASURE_LINE: Final = re.compile(r"\(?(?P<number>\d{1,3}|[a-z])[.)]\s+(?P<text>\S.*)", re.DOTALL)
_LEVEL_NUMBER: Final = re.compile(
    rf"(?P<level>[^\W\d][^:]*?)\s+(?P<number>{_NUMBER})\.?\s*(?::[\s:]*|[–—-]\s+)(?P<text>[^\s:].*)", re.DOTALL
)
_NUMBER_LEVEL: Final = re.compile(
    rf"(?P<number>{_NUMBER})\.?\s+(?P<level>[^\W\d][^:]*?)\s*:[\s:]*(?P<text>[^\s:].*)", re.DOTALL
)
_LEVEL_ONLY: Final = re.compile(r"(?P<level>[^\W\d][^:]*?)\s*:[\s:]*(?P<text>[^\s:].*)", re.DOTALL)
_LONGEST_LEVEL: Final = 40
_MARK: Final = re.compile(
    r"(?P<state>[^·]+?)"
    r"(?: · (?:\w+ )?[„“\"](?P<workshop>.*)[“”\"]"
    r"(?: · (?P<rank_word>\w+) (?P<rank>-?\d+))?"
    r"(?: · (?P<points>-?\d+) (?P<points_word>\w+))?)?",
    re.DOTALL,
)
DETAILS: Final = ("source", "baseline", "target", "values")
"""What may be said of an indicator beside its name, unit and direction."""
_QUOTES: Final = {"de": ("„", "“"), "en": ("“", "”")}
_INDICATOR: Final = re.compile(r"(?P<name>.+?)(?: \((?P<unit>[^()]+)\))?(?: \[(?P<direction>[^\[\]]+)\])?", re.DOTALL)


def goal_line(number: str | None, text: str, level: str = "") -> str:
    """Write a lowest goal: "1.1 The club offers …". `level` is its level's name, which the text may begin with."""
    plain = f"{number} {text}" if number else text
    said = parse_heading_line(plain)
    names_level = said is not None and said[0].casefold() == level.casefold()
    is_plain = parse_goal_line(plain) == (number, text) and not names_level
    return plain if is_plain else f"{number or ''}{JOINER}{text}"


def parse_goal_line(line: str) -> tuple[str | None, str]:
    """Read number and text of a lowest goal; a dot that closes the number ("1.1.") is not part of it."""
    return _numbered(line, _GOAL_LINE)


def measure_line(number: str | None, text: str) -> str:
    """Write the first line of a measure: "1. text"; `text` is its title or, without one, its description."""
    plain = f"{number}. {text}" if number else text
    return plain if parse_measure_line(plain) == (number, text) else f"{number or ''}{JOINER}{text}"


def parse_measure_line(line: str) -> tuple[str | None, str]:
    """Read number ("1." "1)" "(1)" "a)") and text of a measure's first line."""
    return _numbered(line, _MEASURE_LINE)


def _numbered(line: str, pattern: re.Pattern[str]) -> tuple[str | None, str]:
    if JOINER in line:
        number, _, text = line.partition(JOINER)
        return number or None, text
    match = pattern.fullmatch(line)
    return (match["number"], match["text"]) if match else (None, line)


def heading_line(level: str, number: str | None, text: str) -> str:
    """Write the heading of a goal that stands above the lowest level: "Leitziel 2: text" or "Leitziel: text"."""
    plain = f"{level} {number}: {text}" if number else f"{level}: {text}"
    if parse_heading_line(plain) == (level, number, text):
        return plain
    return f"{level}{JOINER} {number or ''}{JOINER}: {text}"


def parse_heading_line(line: str) -> tuple[str, str | None, str] | None:
    """Read level name, number and text of a heading; None when the line names no level.

    Understood are "Level 1: text", "Level 1 – text", "1. Level: text" and "Level: text"; a doubled colon counts once.
    """
    if line.count(JOINER) == 2:  # noqa: PLR2004 - after the level and after the number
        level, number, text = line.split(JOINER)
        return level, number[1:] or None, text[2:]
    for pattern in (_LEVEL_NUMBER, _NUMBER_LEVEL, _LEVEL_ONLY):
        match = pattern.fullmatch(line)
        if match and len(match["level"]) <= _LONGEST_LEVEL and "\n" not in match["level"]:
            return match["level"], match.groupdict().get("number"), match["text"]
    return None


def field_list(fields: tuple[str, ...]) -> str:
    """Write fields of action as one text, separated by commas.

    Where a name holds a comma, all are separated and closed by semicolons; where one holds a semicolon, by "|".
    """
    joined = "".join(fields)
    separator = "|" if ";" in joined else ";" if "," in joined else ","
    closing = "" if separator == "," else separator
    return f"{separator} ".join(fields) + closing


def parse_field_list(text: str) -> tuple[str, ...]:
    """Read fields of action from one text, separated by "|", ";" or commas and lines, without repetitions."""
    separator = next((mark for mark in "|;," if mark in text), "\n")
    parts = re.split(rf"[{separator}\n]", text)
    return tuple(dict.fromkeys(name for part in parts if (name := " ".join(part.split()))))


def format_mark(entry: MeasureEntry, language: str) -> str | None:
    """Write where a draft stands and came from: "Entwurf · Werkstatt „Title“ · Rang 2 · 14 Punkte".

    A title that says itself that it is a workshop's does without the word: "Entwurf · „Werkstatt Sport“".
    None for a measure that was adopted without a workshop: such a one carries no mark.
    """
    state = value_in_words(entry.state, language)
    if entry.origin is None:
        return state if entry.state in STATES_BEFORE_ADOPTION else None
    opening, closing = _QUOTES[document_language(language)]
    title = entry.origin.workshop
    kind = "" if says_workshop(title, document_language(language)) else f"{word('workshop', language)} "
    parts = [state, f"{kind}{opening}{title}{closing}"]
    if entry.origin.rank is not None:
        parts.append(f"{word('rank', language)} {entry.origin.rank}")
    if entry.origin.points is not None:
        parts.append(f"{entry.origin.points} {word('point' if entry.origin.points == 1 else 'points', language)}")
    return " · ".join(parts)


def parse_mark(line: str) -> tuple[str, Origin | None] | None:
    """Read state and origin from a mark in either language; None when the line is no mark."""
    match = _MARK.fullmatch(line)
    state = key_of_value(match["state"], STATES) if match else None
    if match is None or state is None:
        return None
    if match["workshop"] is None:
        return state, None
    rank, points = match["rank"], match["points"]
    return state, Origin(match["workshop"], int(rank) if rank else None, int(points) if points else None)


def indicator_line(indicator: IndicatorEntry, language: str) -> str:
    """Write an indicator: "Indikator: name (unit) [steigend] · Quelle: … · Ausgangswert: … · Zielwert: … · Werte: …".

    Values over time are days and figures, "2026-12-31: 12.5; 2027-12-31: 14".
    """
    head = indicator.name
    if indicator.unit:
        head += f" ({indicator.unit})"
    if indicator.direction:
        head += f" [{value_in_words(indicator.direction, language)}]"
    values = (
        ("source", indicator.source),
        ("baseline", indicator.baseline),
        ("target", indicator.target),
        ("values", value_list(indicator.values, language)),
    )
    details = [f"{word(key, language)}: {value}" for key, value in values if value]
    plain = f"{word('indicator', language)}: " + " · ".join([head, *details])
    if parse_indicator_line(plain) == indicator:
        return plain
    parts = (indicator.name, indicator.unit, indicator.direction, *(value for _, value in values))
    return f"{word('indicator', language)}: " + f"{JOINER} · ".join(parts)


def parse_indicator_line(line: str) -> IndicatorEntry | None:
    """Read an indicator in either language; None when the line is none."""
    prefix = next(
        (f"{words['indicator']}: " for words in WORDS.values() if line.startswith(f"{words['indicator']}: ")), ""
    )
    body = line[len(prefix) :]
    if not prefix or not body:
        return None
    if JOINER in body:
        return _indicator_of(split_joined(body))
    first, *details = body.split(" · ")
    head = parse_indicator_head(first)
    values = _indicator_details(details)
    if head is None or values is None:
        return None
    return _indicator_of([*head, *(values.get(key, "") for key in DETAILS)])


def parse_indicator_head(text: str) -> tuple[str, str, str] | None:
    """Read name, unit and direction from "name (unit) [steigend]"; None where the brackets hold no direction."""
    match = _INDICATOR.fullmatch(text)
    direction = key_of_value(match["direction"], DIRECTIONS) if match and match["direction"] else ""
    return (match["name"], match["unit"] or "", direction) if match and direction is not None else None


def split_joined(text: str) -> list[str]:
    """Answer the parts that the word joiner marks; the last space may be gone where a cell or paragraph was trimmed."""
    return re.split(rf"{JOINER} ·(?: |$)", text)


def _indicator_of(parts: list[str]) -> IndicatorEntry | None:
    """Answer the entry with these parts: those of its slots in order; without values before they were printed."""
    texts, said = parts[:6], parts[6:] or [""]
    values = parse_value_list(said[0])
    if len(texts) < 6 or len(said) > 1 or values is None:  # noqa: PLR2004 - the six texts of an entry
        return None
    name, unit, direction, source, baseline, target = texts
    return IndicatorEntry(name, unit, direction, source, baseline, target, values)


def _indicator_details(details: list[str]) -> dict[str, str] | None:
    values: dict[str, str] = {}
    for detail in details:
        label, colon, value = detail.partition(": ")
        key = next((key for key in DETAILS if _is_label(label, key)), None)
        if key is None or not colon or key in values:
            return None
        values[key] = value
    return values


def _is_label(label: str, key: str) -> bool:
    return any(label == words[key] for words in WORDS.values())
