"""The tables of a concept: names, types, keys, and what they are in English and German.

Numbers that rows are called by mean something in one set only. Titles are what a data dictionary prints
(https://specs.frictionlessdata.io/table-schema/).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from participation.concept.domain import KEYED, MEASURE_DAYS, MEASURE_TEXTS, Direction, MeasureState, VocabularyKind


class Kind(StrEnum):
    """What a column holds; the words are those of Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Words:
    """A title or description in English and in German."""

    en: str
    de: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``points_at`` names table and column of the row that it refers to, ``choices`` the only words."""

    name: str
    title: Words
    kind: Kind = Kind.STRING
    required: bool = False
    choices: tuple[str, ...] = ()
    points_at: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name is that of its file, ``key`` the columns that tell its rows apart."""

    name: str
    title: Words
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    needed: bool = field(default=False, kw_only=True)
    """Whether a concept cannot be read without it."""


def _number(name: str, title: Words) -> Column:
    return Column(name, title, Kind.INTEGER, required=True)


def _pointer(name: str, title: Words, at: tuple[str, str], *, required: bool = True) -> Column:
    return Column(name, title, Kind.INTEGER, required, points_at=at)


_GOAL: Final = ("goals", "goal")
_MEASURE: Final = ("measures", "measure")
_FIELD: Final = ("fields", "field")
_INDICATOR: Final = ("indicators", "indicator")
_POSITION: Final = _number("position", Words("Place among its siblings, from 0", "Platz unter seinesgleichen, ab 0"))
_PRINTED: Final = Column("number", Words("Number as printed", "Nummer wie gedruckt"))
_OF_GOAL: Final = _pointer("goal", Words("Goal", "Ziel"), _GOAL)
_OF_FIELD: Final = _pointer("field", Words("Field of action", "Handlungsfeld"), _FIELD)
_OF_MEASURE: Final = _pointer("measure", Words("Measure", "Maßnahme"), _MEASURE)

_TEXTS: Final = {
    "title": Words("Title", "Titel"),
    "text": Words("What is done", "Was getan wird"),
    "lead": Words("Who leads", "Federführung"),
    "partners": Words("With whom", "Mit wem"),
    "time_frame": Words("By when, in words", "Bis wann, in Worten"),
    "costs": Words("Costs", "Kosten"),
    "funding_source": Words("Who pays", "Finanzierung"),
    "first_step": Words("First step", "Erster Schritt"),
    "target_groups": Words("Target groups", "Zielgruppen"),
    "place": Words("Place", "Ort"),
    "indicator": Words("By what it is seen to work", "Woran die Wirkung zu erkennen ist"),
    "spatial_reference": Words(
        "Spatial reference: key of the vocabulary", "Raumbezug: Schlüssel aus dem Verzeichnis der Wörter"
    ),
    "integration_phase": Words(
        "Phase of integration: key of the vocabulary", "Integrationsphase: Schlüssel aus dem Verzeichnis der Wörter"
    ),
}

_DAYS: Final = {
    "due_on": Words("Deadline", "Termin"),
    "funded_until": Words("Paid for until", "Finanziert bis"),
}

CONCEPT_TABLES: Final = (
    Table(
        "concept",
        Words("The concept, in one row", "Das Konzept, in einer Zeile"),
        (
            Column("title", Words("Title", "Titel"), required=True),
            Column("language", Words("Language of all texts (BCP 47)", "Sprache aller Texte (BCP 47)"), required=True),
            Column("city", Words("City", "Stadt")),
            Column("edition", Words("Name of the edition", "Name der Fassung")),
        ),
        needed=True,
    ),
    Table(
        "levels",
        Words("Levels of goals, the outermost first", "Ebenen der Ziele, die äußerste zuerst"),
        (
            _number("level", Words("Level, from 0", "Ebene, ab 0")),
            Column("name", Words("Name", "Name"), required=True),
        ),
        ("level",),
        needed=True,
    ),
    Table(
        "fields",
        Words("Fields of action, in their order", "Handlungsfelder, in ihrer Reihenfolge"),
        (
            _number("field", Words("Number in this set", "Nummer in diesem Satz")),
            Column("name", Words("Name", "Name"), required=True),
        ),
        ("field",),
    ),
    Table(
        "vocabulary",
        Words("Words that the concept has set for measures", "Wörter, die das Konzept für Maßnahmen festgelegt hat"),
        (
            Column(
                "kind",
                Words("What it is a word for", "Wofür es ein Wort ist"),
                required=True,
                choices=tuple(kind.value for kind in VocabularyKind),
            ),
            Column("key", Words("Key that measures keep", "Schlüssel, der bei Maßnahmen steht"), required=True),
            Column("name", Words("Word", "Wort"), required=True),
        ),
        ("kind", "key"),
    ),
    Table(
        "goals",
        Words("Goals, phrased as already reached", "Ziele, als erreicht formuliert"),
        (
            _number("goal", Words("Number in this set", "Nummer in diesem Satz")),
            _pointer("parent", Words("Goal above it", "Übergeordnetes Ziel"), _GOAL, required=False),
            _POSITION,
            _pointer("level", Words("Level, from 0", "Ebene, ab 0"), ("levels", "level")),
            _PRINTED,
            Column("text", Words("Text", "Text")),
        ),
        ("goal",),
        needed=True,
    ),
    Table(
        "goal_places",
        Words("Further places at which a goal is printed", "Weitere Stellen, an denen ein Ziel gedruckt ist"),
        (
            _OF_GOAL,
            _pointer("parent", Words("Goal above this place", "Übergeordnetes Ziel an dieser Stelle"), _GOAL),
            _POSITION,
            _PRINTED,
        ),
        ("parent", "position"),
    ),
    Table(
        "goal_fields",
        Words("Fields of action of goals", "Handlungsfelder der Ziele"),
        (_OF_GOAL, _OF_FIELD),
        ("goal", "field"),
    ),
    Table(
        "measures",
        Words("Measures", "Maßnahmen"),
        (
            _number("measure", Words("Number in this set", "Nummer in diesem Satz")),
            Column(
                "state",
                Words("Where it stands", "Stand"),
                required=True,
                choices=tuple(state.value for state in MeasureState),
            ),
            *(Column(name, _TEXTS[name]) for name in (*MEASURE_TEXTS, *KEYED)),
            *(Column(name, _DAYS[name], Kind.DATE) for name in MEASURE_DAYS),
            Column("origin_workshop", Words("Workshop that it came from", "Werkstatt, aus der sie kommt")),
            Column("origin_rank", Words("Rank of its plan there", "Rang ihres Plans dort"), Kind.INTEGER),
            Column("origin_points", Words("Dots of its plan there", "Punkte ihres Plans dort"), Kind.INTEGER),
        ),
        ("measure",),
    ),
    Table(
        "measure_goals",
        Words("Which measures serve which goal", "Welche Maßnahmen welchem Ziel dienen"),
        (_OF_GOAL, _POSITION, _OF_MEASURE, _PRINTED),
        ("goal", "position"),
    ),
    Table(
        "measure_fields",
        Words("Fields of action of measures that have their own", "Handlungsfelder der Maßnahmen, die eigene haben"),
        (_OF_MEASURE, _OF_FIELD),
        ("measure", "field"),
    ),
    Table(
        "indicators",
        Words("What goals are measured by", "Woran Ziele gemessen werden"),
        (
            _number("indicator", Words("Number in this set", "Nummer in diesem Satz")),
            _OF_GOAL,
            _POSITION,
            Column("name", Words("Name", "Name"), required=True),
            Column("unit", Words("Unit", "Einheit")),
            Column(
                "direction",
                Words("Which way it should move", "In welche Richtung es gehen soll"),
                choices=tuple(direction.value for direction in Direction),
            ),
            Column("source", Words("Source", "Quelle")),
            Column("baseline", Words("Baseline", "Ausgangswert")),
            Column("target", Words("Target", "Zielwert")),
        ),
        ("indicator",),
    ),
    Table(
        "indicator_values",
        Words("Values of indicators over time", "Werte der Indikatoren über die Zeit"),
        (
            _pointer("indicator", Words("Indicator", "Indikator"), _INDICATOR),
            Column("at", Words("Day", "Tag"), Kind.DATE, required=True),
            Column("value", Words("Value", "Wert"), Kind.NUMBER, required=True),
        ),
    ),
)
