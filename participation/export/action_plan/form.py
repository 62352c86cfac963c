"""What the written action plan and its reader agree on: columns, their headings, how a row says which measure it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from participation.concept.models import KEYED, Concept, Measure, MeasureState
from participation.concept.vocabulary import name_of
from participation.export.sheet import Value
from participation.export.spreadsheet import shortened
from participation.i18n import gettext, mark, speaking
from participation.i18n.languages import DEFAULT, STAFF_TAGS
from participation.measures.queries import DAYS, snapshot
from participation.measures.standing import STATE_NAMES
from participation.measures.words import FIELD_LABELS

IDENTIFIER: Final = "identifier"
NUMBER: Final = "number"
WHY: Final = "why"
MISSING: Final = "missing"
ORIGIN: Final = "origin"
NO_MEASURES: Final = mark("There are no measures in this field of action yet.")
"""The only row of a sheet of a field without measures; it is no row of a measure that comes back."""

COLUMNS: Final = (
    IDENTIFIER,
    NUMBER,
    "title",
    "text",
    "goals",
    "fields",
    "state",
    WHY,
    "lead",
    "partners",
    "time_frame",
    "due_on",
    "costs",
    "funding_source",
    "funded_until",
    "first_step",
    "target_groups",
    "spatial_reference",
    "place",
    "integration_phase",
    "indicator",
    MISSING,
    ORIGIN,
)
#: Told by the office's pages, not taken back.
TOLD: Final = (NUMBER, MISSING, ORIGIN)
LISTS: Final = ("goals", "fields")
LABELS: Final[Mapping[str, str]] = {
    **FIELD_LABELS,
    IDENTIFIER: mark("Identifier (leave as it is)"),
    NUMBER: mark("Printed number"),
    WHY: mark("Reason for the change"),
    MISSING: mark("Still missing"),
    ORIGIN: mark("From the workshop"),
}
PARTS: Final = tuple(name for name in COLUMNS if name in FIELD_LABELS)

#: The days that can be meant in an action plan; everything else is a slip of the pen.
FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2099, 12, 31)

_IDENTIFIER: Final = re.compile(r"m(\d{1,9})-(\d{1,9})", re.IGNORECASE)


def identifier(measure: Measure) -> str:
    """Return what a row is known by: the measure and the version that was written."""
    return f"M{measure.id}-{measure.version}"


def read_identifier(written: str) -> tuple[int, int] | None:
    """Return the id and the version that an identifier names; ``None`` for anything else."""
    found = _IDENTIFIER.fullmatch("".join(written.split()))
    return (int(found[1]), int(found[2])) if found else None


def paper_language(concept: Concept) -> str:
    """Return the language of the office's papers: the concept's where staff speak it."""
    return concept.language if concept.language in STAFF_TAGS else DEFAULT.tag


def sentences_of_empty_sheets() -> set[str]:
    """Return what stands in a sheet without measures, case folded, in every language that staff speak."""
    found = set()
    for tag in STAFF_TAGS:
        with speaking(tag):
            found.add(folded(gettext(NO_MEASURES)))
    return found


def headings() -> dict[str, str]:
    """Return the columns by their heading, case folded, in every language that staff speak."""
    found: dict[str, str] = {}
    for tag in STAFF_TAGS:
        with speaking(tag):
            found |= {folded(gettext(LABELS[name])): name for name in COLUMNS}
    return found


def folded(text: str) -> str:
    """Return a text as it is compared: without its case and its spaces around and within."""
    return " ".join(text.split()).casefold()


def said_by(measure: Measure) -> dict[str, Any]:
    """Return the parts of a measure as its history writes them."""
    return {**snapshot(measure), "state": measure.state.value}


def cell_of(concept: Concept, name: str, value: Any) -> Value:  # noqa: ANN401 - the history holds texts, lists and days
    """Return what a cell holds for a part of a measure, in the language that is spoken."""
    if not value:
        return None
    if isinstance(value, list):
        return shortened("\n".join(value))
    if name in DAYS:
        return date.fromisoformat(value)
    if name == "state":
        return gettext(STATE_NAMES[MeasureState(value)])
    return name_of(concept, name, value) if name in KEYED else shortened(value)
