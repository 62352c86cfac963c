"""The words of the printed chapter in the languages a concept document is written in (German, English).

They are part of the document form, not of the interface: an exported chapter is read back by these words,
so they stand here in both directions and not in the catalogues.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from participation.concept.domain import (
    BUILT_IN_WORDS,
    Direction,
    IntegrationPhase,
    MeasureState,
    SpatialReference,
    VocabularyKind,
)
from participation.concept.tree.entries import WordEntry

STYLE_CONCEPT_DETAIL: Final = "Concept Detail"
STYLE_GOAL: Final = "Goal"
STYLE_GOAL_HEADING: Final = "Goal Heading"
STYLE_GOAL_REPEATED: Final = "Goal Repeated"
STYLE_INDICATOR: Final = "Indicator"
STYLE_INDICATOR_NAME: Final = "Indicator Name"
STYLE_INDICATOR_DETAIL: Final = "Indicator Detail"
STYLE_MEASURE: Final = "Measure"
STYLE_MEASURE_TEXT: Final = "Measure Text"
STYLE_MEASURE_DETAIL: Final = "Measure Detail"
STYLE_MEASURE_MARK: Final = "Measure Mark"

STATES: Final = tuple(state.value for state in MeasureState)
STATES_BEFORE_ADOPTION: Final = ("idea", "draft", "in_review", "recommended")
SPATIAL_REFERENCES: Final = tuple(reference.value for reference in SpatialReference)
INTEGRATION_PHASES: Final = tuple(phase.value for phase in IntegrationPhase)
DIRECTIONS: Final = tuple(direction.value for direction in Direction)

ATTRIBUTES: Final = (
    "lead",
    "partners",
    "time_frame",
    "costs",
    "funding_source",
    "first_step",
    "target_groups",
    "spatial_reference",
    "place",
    "integration_phase",
    "indicator",
)
"""Attributes of a measure that are printed as "Label: value", in the order of print."""

WORDS: Final[dict[str, dict[str, str]]] = {
    "de": {
        "lead": "Federführung",
        "partners": "Beteiligte",
        "time_frame": "Zeitraum",
        "due_on": "Frist",
        "costs": "Kosten",
        "funding_source": "Finanzierung",
        "funded_until": "Finanziert bis",
        "first_step": "Erster Schritt",
        "target_groups": "Zielgruppen",
        "spatial_reference": "Raumbezug",
        "place": "Ort",
        "integration_phase": "Integrationsphase",
        "indicator": "Indikator",
        "fields": "Handlungsfelder",
        "state": "Stand",
        "measures": "Maßnahmen",
        "measure_number": "Maßnahme Nr.",
        "measure_title": "Maßnahme",
        "measure_text": "Beschreibung",
        "measure_fields": "Handlungsfelder der Maßnahme",
        "indicators": "Indikatoren",
        "workshop": "Werkstatt",
        "rank": "Rang",
        "points": "Punkte",
        "point": "Punkt",
        "number": "Nr.",
        "source": "Quelle",
        "baseline": "Ausgangswert",
        "target": "Zielwert",
        "concept": "Konzept",
        "title": "Titel",
        "language": "Sprache",
        "city": "Stadt",
        "edition": "Fassung",
        "levels": "Ebenen",
        "level": "Ebene",
        "unit": "Einheit",
        "direction": "Richtung",
        "values": "Werte",
        "repeated": "Weitere Stelle",
        "see": "Ausführlich unter",
        "contents": "Inhalt",
        "about": "Zu diesem Dokument",
        "about_reading": "Nach diesen Angaben und den Absatzformaten wird das Dokument wieder eingelesen.",
        "yes": "ja",
        "target_group_words": "Zielgruppen",
        "actor_words": "Akteure",
        "funding_source_words": "Finanzierungsquellen",
        "integration_phase_words": "Integrationsphasen",
        "spatial_reference_words": "Raumbezüge",
    },
    "en": {
        "lead": "Lead",
        "partners": "Partners",
        "time_frame": "Time frame",
        "due_on": "Deadline",
        "costs": "Costs",
        "funding_source": "Funding source",
        "funded_until": "Money until",
        "first_step": "First step",
        "target_groups": "Target groups",
        "spatial_reference": "Spatial reference",
        "place": "Place",
        "integration_phase": "Integration phase",
        "indicator": "Indicator",
        "fields": "Fields of action",
        "state": "State",
        "measures": "Measures",
        "measure_number": "Measure no.",
        "measure_title": "Measure",
        "measure_text": "Description",
        "measure_fields": "Fields of action of the measure",
        "indicators": "Indicators",
        "workshop": "Workshop",
        "rank": "Rank",
        "points": "dots",
        "point": "dot",
        "number": "no.",
        "source": "Source",
        "baseline": "Baseline",
        "target": "Target",
        "concept": "Concept",
        "title": "Title",
        "language": "Language",
        "city": "City",
        "edition": "Edition",
        "levels": "Levels",
        "level": "Level",
        "unit": "Unit",
        "direction": "Direction",
        "values": "Values",
        "repeated": "Further place",
        "see": "In full under",
        "contents": "Contents",
        "about": "About this document",
        "about_reading": "By these details and its paragraph styles the document is read again.",
        "yes": "yes",
        "target_group_words": "Target groups",
        "actor_words": "Actors",
        "funding_source_words": "Funding sources",
        "integration_phase_words": "Integration phases",
        "spatial_reference_words": "Spatial references",
    },
}
"""Labels and column headers by key; both languages have the same keys."""

VALUES: Final[dict[str, dict[str, str]]] = {
    "de": {
        "idea": "Idee",
        "draft": "Entwurf",
        "in_review": "In Prüfung",
        "recommended": "Empfohlen",
        "adopted": "Beschlossen",
        "in_progress": "In Umsetzung",
        "done": "Umgesetzt",
        "rejected": "Abgelehnt",
        "postponed": "Zurückgestellt",
        "place": "Einzelner Ort",
        "district": "Stadtteil",
        "city": "Gesamte Stadt",
        "region": "Region",
        "before_immigration": "Vor der Zuwanderung",
        "first_integration": "Erstintegration",
        "incorporation": "Eingliederung",
        "growing_together": "Zusammenwachsen",
        "cohesion": "Zusammenhalt",
        "up": "steigend",
        "down": "sinkend",
    },
    "en": {
        "idea": "Idea",
        "draft": "Draft",
        "in_review": "In review",
        "recommended": "Recommended",
        "adopted": "Adopted",
        "in_progress": "In progress",
        "done": "Done",
        "rejected": "Rejected",
        "postponed": "Postponed",
        "place": "Single place",
        "district": "District",
        "city": "Whole city",
        "region": "Region",
        "before_immigration": "Before immigration",
        "first_integration": "First integration",
        "incorporation": "Incorporation",
        "growing_together": "Growing together",
        "cohesion": "Cohesion",
        "up": "increasing",
        "down": "decreasing",
    },
}
"""Values of enumerations in words; the keys are those of `MeasureEntry` and `IndicatorEntry`."""


Names = Mapping[tuple[str, str], str]
"""What a concept's own words are called, by kind and key."""
NO_NAMES: Final[Names] = MappingProxyType({})


def names_of(vocabulary: Iterable[WordEntry]) -> Names:
    """Answer what the words of a concept are called."""
    return {(entry.kind, entry.key): entry.name for entry in vocabulary}


def choice_in_words(kind: str, key: str, language: str, names: Names = NO_NAMES) -> str:
    """Answer a word of a vocabulary: as the concept calls it, else as every concept does; empty stays empty."""
    return names.get((kind, key)) or value_in_words(key, language)


def key_of_choice(kind: str, text: str, names: Names = NO_NAMES) -> str | None:
    """Find the key of a printed word of a vocabulary, the concept's own words first; None when it is none."""
    printed = _folded(text)
    own = (key for (of_kind, key), name in names.items() if of_kind == kind and printed in (_folded(name), key))
    return next(own, None) or key_of_value(text, BUILT_IN_WORDS.get(VocabularyKind(kind), ()))


def document_language(language: str) -> str:
    """Answer the language of the chapter's own words for a concept in `language`: "de" or, for all others, "en"."""
    primary = language.partition("-")[0].casefold()
    return primary if primary in WORDS else "en"


def word(key: str, language: str) -> str:
    """Answer the label `key` in the document language for `language`."""
    return WORDS[document_language(language)][key]


def value_in_words(key: str, language: str) -> str:
    """Answer an enumeration's value in words, one that is not known as it is; empty stays empty."""
    return VALUES[document_language(language)].get(key, key)


def key_of_label(label: str, keys: tuple[str, ...]) -> str | None:
    """Find which of `keys` a printed label stands for, in either language; None when it is none of them."""
    printed = _folded(label)
    return next((key for key in keys if any(_folded(words[key]) == printed for words in WORDS.values())), None)


def key_of_value(text: str, keys: tuple[str, ...]) -> str | None:
    """Find which of `keys` a printed value stands for, in either language or as the key itself; None when none."""
    printed = _folded(text)
    for key in keys:
        if printed == key or any(_folded(words[key]) == printed for words in VALUES.values()):
            return key
    return None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
