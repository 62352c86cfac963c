"""An edition's measures → the workbook: all of them, those of each field of action, the words to choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Final

from participation.concept.models import Concept, Edition, FieldOfAction, Measure, MeasureState, VocabularyKind
from participation.concept.queries import get_edition, list_fields_of
from participation.concept.vocabulary import words_of
from participation.export.action_plan.form import (
    COLUMNS,
    FIRST_DAY,
    IDENTIFIER,
    LABELS,
    LAST_DAY,
    MISSING,
    NO_MEASURES,
    NUMBER,
    ORIGIN,
    PARTS,
    TOLD,
    WHY,
    cell_of,
    identifier,
    paper_language,
    said_by,
)
from participation.export.making import Download, making
from participation.export.queries import MANY_MEASURES, count_measures, list_measures_of, printed_numbers
from participation.export.sheet import Choices, Guide, Sheet, Value
from participation.export.spreadsheet import write_xlsx
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.i18n.languages import direction_of
from participation.kernel import clock
from participation.measures.queries import DAYS, goal_lines, missing_parts
from participation.measures.standing import STATE_NAMES

#: Widths of columns in characters: as much as is read without scrolling, long texts wrap.
_WIDTHS: Final = {
    IDENTIFIER: 11,
    NUMBER: 10,
    "title": 32,
    "text": 60,
    "goals": 44,
    "fields": 26,
    "state": 15,
    WHY: 28,
    "due_on": 13,
    "funded_until": 13,
    "time_frame": 18,
    "costs": 22,
    "spatial_reference": 18,
    "integration_phase": 20,
    "indicator": 36,
    MISSING: 20,
    ORIGIN: 24,
}
_USUAL_WIDTH: Final = 26
_SUGGESTED: Final = {
    "lead": VocabularyKind.ACTOR.value,
    "partners": VocabularyKind.ACTOR.value,
    "funding_source": VocabularyKind.FUNDING_SOURCE.value,
    "target_groups": VocabularyKind.TARGET_GROUP.value,
    "goals": "goals",
    "fields": "fields",
}
"""Columns whose words are offered while other words are welcome, and the list that offers them."""
_ONLY: Final = {
    "state": "state",
    "spatial_reference": VocabularyKind.SPATIAL_REFERENCE.value,
    "integration_phase": VocabularyKind.INTEGRATION_PHASE.value,
}
"""Columns that take the words of a list and nothing else."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the rows say beside the parts of the measures."""

    concept: Concept
    numbers: Mapping[int, Sequence[str]]

    def row(self, measure: Measure) -> tuple[Value, ...]:
        said = said_by(measure)
        told: dict[str, Value] = {
            IDENTIFIER: identifier(measure),
            NUMBER: ", ".join(self.numbers.get(measure.id, ())) or None,
            MISSING: ", ".join(_(LABELS[name]) for name in missing_parts(measure)) or None,
            ORIGIN: measure.origin_workshop or None,
        }
        parts = {name: cell_of(self.concept, name, said[name]) for name in PARTS if name in said}
        return tuple((parts | told).get(name) for name in COLUMNS)


MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def make_action_plan(edition: Edition) -> bytes:
    """Return the action plan of an edition as an XLSX file, in the language of the office's papers."""
    return _prepared(edition)()


def _has_many_measures(edition_id: int) -> bool:
    return count_measures(edition_id) > MANY_MEASURES


@making("action plan", _has_many_measures)
def action_plan_file(edition_id: int) -> Download:
    """Prepare the action plan of an edition as a file."""
    return Download(MEDIA_TYPE, _prepared(get_edition(edition_id)))


def _prepared(edition: Edition) -> Callable[[], bytes]:
    concept = edition.concept
    language = paper_language(concept)
    with speaking(language):
        sheets = _sheets(edition, direction_of(language))
        title = _("Action plan: %(title)s", title=concept.title)
    return partial(write_xlsx, sheets, title, clock.now(), concept.city)


def _sheets(edition: Edition, direction: str) -> tuple[Sheet, ...]:
    measures = list_measures_of(edition.id)
    fields = list_fields_of(edition)
    told = _Told(edition.concept, printed_numbers(edition.id))
    words = _words(edition, fields)
    guides = _guides(words, place=1 + len(fields))

    def listing(name: str, rows: tuple[tuple[Value, ...], ...]) -> Sheet:
        headings = tuple(_(LABELS[column]) for column in COLUMNS)
        return Sheet(name, headings, rows, direction, guides, frozen=3)

    def of_field(field: FieldOfAction) -> Sheet:
        rows = tuple(told.row(measure) for measure in measures if field in measure.fields)
        return listing(field.name, rows or (_row_without_a_measure(),))

    all_of_them = listing(_("Measures"), tuple(map(told.row, measures)))
    return (all_of_them, *map(of_field, fields), _vocabulary(words, direction), _advice(edition, direction))


def _row_without_a_measure() -> tuple[Value, ...]:
    return tuple(_(NO_MEASURES) if name == "title" else None for name in COLUMNS)


def _words(edition: Edition, fields: Sequence[FieldOfAction]) -> dict[str, tuple[str, list[str]]]:
    """Return the lists to choose from by name: the heading and the words."""
    concept = edition.concept
    headings = {
        VocabularyKind.ACTOR: _("Actors"),
        VocabularyKind.FUNDING_SOURCE: _("Funding sources"),
        VocabularyKind.TARGET_GROUP: _("Target groups"),
        VocabularyKind.SPATIAL_REFERENCE: _("Spatial references"),
        VocabularyKind.INTEGRATION_PHASE: _("Phases of integration"),
    }
    kinds = {kind.value: (name, [word.name for word in words_of(concept, kind)]) for kind, name in headings.items()}
    return {
        "state": (_("State"), [_(STATE_NAMES[state]) for state in MeasureState]),
        "fields": (_("Fields of action"), [field.name for field in fields]),
        "goals": (_("Goals"), goal_lines(edition.goals)),
        **kinds,
    }


def _guides(words: Mapping[str, tuple[str, list[str]]], place: int) -> dict[int, Guide]:
    """Return how each column is filled; `place` is the sheet of the words."""
    columns = list(words)
    choices = {name: Choices(place, columns.index(name), len(entries)) for name, (_, entries) in words.items()}
    guides = {}
    for column, name in enumerate(COLUMNS):
        chosen = _ONLY.get(name) or _SUGGESTED.get(name)
        guides[column] = Guide(
            width=_WIDTHS.get(name, _USUAL_WIDTH),
            choices=choices[chosen] if chosen else None,
            only_choices=name in _ONLY,
            days=(FIRST_DAY, LAST_DAY) if name in DAYS else None,
            refusal=_refusal(name),
            quiet=name in (IDENTIFIER, *TOLD),
        )
    return guides


def _refusal(name: str) -> str:
    if name in DAYS:
        return _("Please write a day, such as 2027-12-31.")
    return _("Please choose a word from the list; the sheet of vocabularies has them all.") if name in _ONLY else ""


def _vocabulary(words: Mapping[str, tuple[str, list[str]]], direction: str) -> Sheet:
    headings = tuple(heading for heading, _ in words.values())
    rows = tuple(zip_longest(*(entries for _, entries in words.values())))
    return Sheet(_("Vocabularies"), headings, rows, direction)


def _advice(edition: Edition, direction: str) -> Sheet:
    concept = edition.concept
    lines = (
        _("Work in the sheet “%(sheet)s” or in the sheet of a field of action; both come back.", sheet=_("Measures")),
        _("Rows may be sorted, filtered and hidden. The identifier in the first column says which measure a row is."),
        _("Several goals or fields of action stand one a line in a cell (Alt and Enter)."),
        _("A day is written as a day, such as 2027-12-31; a state with a word from the list, and with its reason."),
        _("A row that is deleted deletes nothing. New measures are written in the office, on the page “Measures”."),
        _("Grey columns are told by the application; what is written there does not come back."),
        _("Bring the file back on the page of the concept: “Export”, “Bring the action plan back”."),
        _("There you see every difference before anything is changed."),
    )
    heading = " · ".join(filter(None, (concept.title, concept.city, edition.title)))
    return Sheet(_("How to use it"), (heading,), tuple((line,) for line in lines), direction, {0: Guide(width=100)})
