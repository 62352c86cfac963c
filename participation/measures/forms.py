"""The form of a measure."""

from collections.abc import Collection
from typing import Final

from wtforms import DateField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from participation.concept.models import KEYED, MEASURE_TEXTS, Concept, Edition, Measure, VocabularyKind
from participation.concept.vocabulary import name_of, words_of
from participation.i18n import gettext, mark
from participation.measures.errors import DayUnreadable
from participation.measures.lengths import LONGEST_LINE, LONGEST_TEXT
from participation.measures.queries import DAYS
from participation.measures.words import FIELD_LABELS
from participation.web.forms import Form, Optional, at_most, required
from participation.web.messages import word

SUGGESTED: Final = {
    "lead": VocabularyKind.ACTOR,
    "partners": VocabularyKind.ACTOR,
    "funding_source": VocabularyKind.FUNDING_SOURCE,
    "target_groups": VocabularyKind.TARGET_GROUP,
}
"""Texts that stay texts, and the vocabulary that offers words for them."""


class _Checkboxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _line(name: str) -> StringField:
    return StringField(FIELD_LABELS[name], validators=[at_most(LONGEST_LINE)])


class _Day(DateField):
    """A day; says which one cannot be read, and keeps what was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(word(DayUnreadable(" ".join(valuelist)))) from None


def _day(name: str) -> DateField:
    return _Day(FIELD_LABELS[name], validators=[Optional()])


class MeasureForm(Form):
    """Everything that the office writes about a measure; ``seen_version`` says which version it was written over."""

    seen_version = HiddenField(validators=[required()])
    title = _line("title")
    text = TextAreaField(FIELD_LABELS["text"], validators=[at_most(LONGEST_TEXT)])
    goals = _Checkboxes(FIELD_LABELS["goals"], coerce=int)
    fields_of_action = _Checkboxes(FIELD_LABELS["fields"], coerce=int)
    lead = _line("lead")
    partners = _line("partners")
    time_frame = _line("time_frame")
    due_on = _day("due_on")
    costs = _line("costs")
    funding_source = _line("funding_source")
    funded_until = _day("funded_until")
    first_step = _line("first_step")
    target_groups = _line("target_groups")
    spatial_reference = SelectField(FIELD_LABELS["spatial_reference"])
    place = _line("place")
    integration_phase = SelectField(FIELD_LABELS["integration_phase"])
    indicator = _line("indicator")

    def offer(self, edition: Edition) -> None:
        """Set what can be chosen in this edition."""
        self.goals.choices = [(goal.id, goal.text) for goal in edition.goals]
        self.fields_of_action.choices = [(entry.id, entry.name) for entry in edition.concept.fields]
        for name in KEYED:
            self[name].choices = _with_nothing(edition.concept, name)
        self.suggestions = {
            name: [entry.name for entry in words_of(edition.concept, kind)] for name, kind in SUGGESTED.items()
        }

    def keep_choosable(self, measure: Measure) -> None:
        """Offer what the measure says now even where its word has left the vocabulary."""
        for name in KEYED:
            key = getattr(measure, name)
            if key and key not in {choice[0] for choice in self[name].choices}:
                self[name].choices.append((key, name_of(measure.edition.concept, name, key)))

    def show(self, measure: Measure, names: Collection[str] | None = None) -> None:
        """Fill in what the measure says now; of all parts, or of those that are named."""
        values: dict[str, object] = {
            **{name: getattr(measure, name) for name in (*MEASURE_TEXTS, *DAYS)},
            "goals": [goal.id for goal in measure.goals],
            "fields": [entry.id for entry in measure.fields],
            **{name: getattr(measure, name) or "" for name in KEYED},
        }
        for name in values if names is None else names:
            self["fields_of_action" if name == "fields" else name].data = values[name]
        if names is None:
            self.seen_version.data = str(measure.version)

    def values(self) -> dict[str, str]:
        """Return what was written, by name."""
        names = (*MEASURE_TEXTS, *KEYED)
        days = {name: self[name].data.isoformat() if self[name].data else "" for name in DAYS}
        return {name: self[name].data or "" for name in names} | days

    @property
    def goal_ids(self) -> Collection[int]:
        """The goals that were chosen."""
        return self.goals.data or []

    @property
    def field_ids(self) -> Collection[int]:
        """The fields of action that were chosen."""
        return self.fields_of_action.data or []

    @property
    def version(self) -> int:
        """The version that the person saw; 0, which no measure has, when it was tampered with."""
        seen = self.seen_version.data or ""
        return int(seen) if seen.isdigit() else 0


class NewMeasureForm(Form):
    """The title and the description of a measure that no workshop worked out."""

    title = StringField(FIELD_LABELS["title"], validators=[required(), at_most(LONGEST_LINE)])
    text = TextAreaField(FIELD_LABELS["text"], validators=[at_most(LONGEST_TEXT)])


def _with_nothing(concept: Concept, kind: str) -> list[tuple[str, str]]:
    return [("", gettext(mark("not said yet"))), *((entry.key, entry.name) for entry in words_of(concept, kind))]
