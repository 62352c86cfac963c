"""Forms around editions."""

from __future__ import annotations

from wtforms import DateField, SelectMultipleField, StringField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from participation.concept.models import MeasureState
from participation.i18n import mark
from participation.web.forms import Form, at_most, required

MARKABLE = (MeasureState.DONE, MeasureState.POSTPONED, MeasureState.REJECTED, MeasureState.IN_PROGRESS)
"""States in which a measure of the former edition may well not simply move along."""


class BeginForm(Form):
    """What the next edition is called, and which measures are marked for decision from the start."""

    title = StringField(mark("Name of the next edition"), validators=[at_most(200)])
    states = SelectMultipleField(
        mark("Mark for decision"),
        choices=[state.value for state in MARKABLE],  # type: ignore[misc]  # WTForms takes bare words and deprecates pairs
        default=[MeasureState.DONE.value, MeasureState.POSTPONED.value, MeasureState.REJECTED.value],
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @property
    def to_decide(self) -> list[MeasureState]:
        """The states that were ticked."""
        return [MeasureState(state) for state in self.states.data or ()]


class AdoptionForm(Form):
    """The resolution by which an edition is adopted."""

    committee = StringField(mark("Committee"), validators=[required(), at_most(200)])
    on = DateField(mark("Date of the resolution"), validators=[required()])
    paper_number = StringField(mark("Number of the paper"), validators=[required(), at_most(80)])
