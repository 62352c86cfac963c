"""The form of a measure."""

from collections.abc import Collection
from typing import Final

from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from participation.concept.models import KEYED, MEASURE_TEXTS, Concept, Edition, Measure, VocabularyKind
from participation.concept.vocabulary import name_of, words_of
from participation.i18n import gettext, mark
from participation.measures.words import FIELD_LABELS
from participation.web.forms import Form, at_most, required

LONGEST_TEXT = 5000
LONGEST_LINE = 500
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
    costs = _line("costs")
    funding_source = _line("funding_source")
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
            name: [word.name for word in words_of(edition.concept, kind)] for name, kind in SUGGESTED.items()
        }

    def keep_choosable(self, measure: Measure) -> None:
        """Offer what the measure says now even where its word has left the vocabulary."""
        for name in KEYED:
            key = getattr(measure, name)
            if key and key not in {choice[0] for choice in self[name].choices}:
                self[name].choices.append((key, name_of(measure.edition.concept, name, key)))

    def show(self, measure: Measure) -> None:
        """Fill in what the measure says now."""
        for name in MEASURE_TEXTS:
            self[name].data = getattr(measure, name)
        self.seen_version.data = str(measure.version)
        self.goals.data = [goal.id for goal in measure.goals]
        self.fields_of_action.data = [entry.id for entry in measure.fields]
        for name in KEYED:
            self[name].data = getattr(measure, name) or ""

    def values(self) -> dict[str, str]:
        """Return what was written, by name."""
        names = (*MEASURE_TEXTS, *KEYED)
        return {name: self[name].data or "" for name in names}

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


def _with_nothing(concept: Concept, kind: str) -> list[tuple[str, str]]:
    return [("", gettext(mark("not said yet"))), *((word.key, word.name) for word in words_of(concept, kind))]
