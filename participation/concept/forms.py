"""Forms of the concept. Those of lists and of a preview have as many fields as there are words."""

from __future__ import annotations

from dataclasses import replace

from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    Field,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from participation.concept.messages import COLUMN_MEANINGS
from participation.concept.models import Concept, Direction, Goal, Indicator
from participation.concept.services import GoalWords, IndicatorWords, Line, Upload
from participation.i18n import gettext, mark
from participation.web.forms import Form, at_most, required


class TitleForm(Form):
    """The title of a concept."""

    title = StringField(mark("Title of the concept"), validators=[required(), at_most(300)])


class _Checkboxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class _Seen(HiddenField):
    """The version that the person saw."""

    @property
    def version(self) -> int:
        """The version; 0, which nothing has, when it was tampered with."""
        seen = self.data or ""
        return int(seen) if seen.isdecimal() else 0


class GoalForm(Form):
    """Number, text and fields of action of a goal."""

    seen_version = _Seen()
    number = StringField(mark("Number, as printed"), validators=[at_most(40)])
    text = TextAreaField(mark("What is reached"), validators=[required(), at_most(2000)])
    fields_of_action = _Checkboxes(mark("Fields of action"), coerce=int)

    def offer(self, concept: Concept) -> None:
        """Set the fields of action to choose from."""
        self.fields_of_action.choices = [(entry.id, entry.name) for entry in concept.fields]

    def show(self, goal: Goal) -> None:
        """Fill in what the goal says now."""
        self.number.data, self.text.data = goal.number or "", goal.text
        self.fields_of_action.data = [entry.id for entry in goal.fields]
        self.seen_version.data = str(goal.version)

    @property
    def words(self) -> GoalWords:
        """What was written."""
        return GoalWords(self.text.data or "", self.number.data or "", self.fields_of_action.data or [])


class IndicatorForm(Form):
    """What is measured, and where it should go."""

    seen_version = _Seen()
    name = StringField(mark("What is measured"), validators=[required(), at_most(500)])
    unit = StringField(mark("Unit"), validators=[at_most(80)])
    direction = SelectField(mark("Should go"))
    source = StringField(mark("Source"), validators=[at_most(500)])
    baseline = StringField(mark("Baseline"), validators=[at_most(80)])
    target = StringField(mark("Target"), validators=[at_most(80)])

    def offer(self) -> None:
        """Set the directions to choose from."""
        names = {Direction.UP: mark("up"), Direction.DOWN: mark("down")}
        chosen = [(direction.value, gettext(name)) for direction, name in names.items()]
        self.direction.choices = [("", gettext(mark("not said yet"))), *chosen]

    def show(self, indicator: Indicator) -> None:
        """Fill in what the indicator says now."""
        for name in IndicatorWords.__slots__:
            self[name].data = getattr(indicator, name) or ""
        self.seen_version.data = str(indicator.version)

    @property
    def words(self) -> IndicatorWords:
        """What was written."""
        return IndicatorWords(**{name: self[name].data or "" for name in IndicatorWords.__slots__})


class ValueForm(Form):
    """The value of an indicator on a day."""

    at = DateField(mark("Day"))
    figure = StringField(mark("Value"), validators=[required(), at_most(40)])

    def validate_at(self, field: Field) -> None:
        """Ask for a day in the words of this house."""
        if field.data is None:
            raise ValidationError(gettext(mark("Please give a day, for example 2026-12-31.")))


def sent_lines(sent: MultiDict[str, str]) -> list[Line]:
    """Return the lines of a list in the order that was asked for: ``key`` and ``name`` go in pairs with ``place``."""
    rows = zip(sent.getlist("key"), sent.getlist("name"), sent.getlist("place"), strict=False)
    ordered = sorted(enumerate(rows), key=lambda row: (_place(row[1][2]), row[0]))
    return [Line(key, name) for _, (key, name, _place_) in ordered]


def _place(text: str) -> int:
    """Return where a line should stand; one that says nothing stands last."""
    return int(text) if text.strip().isdecimal() and len(text) < 9 else 10**9  # noqa: PLR2004 - beyond any list


def corrected(upload: Upload, sent: MultiDict[str, str]) -> Upload:
    """Return the upload with what a person chose in its preview: the concept, its title, level names, fields.

    Lists go in pairs: ``level_shown`` and ``level``, ``spelling`` and ``field``, ``column`` with ``meaning_shown`` and
    ``meaning``; only a meaning that was changed is held as confirmed. Level names that were left as shown
    are not held as confirmed, so that the next document speaks for itself; an emptied field stands for its spelling.
    """
    shown, levels = sent.getlist("level_shown"), [name.strip() for name in sent.getlist("level")]
    changed = levels != shown and len(levels) == len(shown) and all(levels)
    spellings = zip(sent.getlist("spelling"), sent.getlist("field"), strict=False)
    mapping = replace(
        upload.mapping,
        levels=tuple(levels) if changed else upload.mapping.levels,
        field_spellings={spelling: " ".join(field.split()) or spelling for spelling, field in spellings},
        meanings={**upload.mapping.meanings, **_meanings(sent)},
    )
    return replace(
        upload, concept_id=sent.get("concept", type=int), title=" ".join(sent.get("title", "").split()), mapping=mapping
    )


def _meanings(sent: MultiDict[str, str]) -> dict[str, str]:
    rows = zip(sent.getlist("column"), sent.getlist("meaning_shown"), sent.getlist("meaning"), strict=False)
    return {column: meaning for column, shown, meaning in rows if meaning != shown and meaning in COLUMN_MEANINGS}
