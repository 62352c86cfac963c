"""Forms with which the office prepares a workshop."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import current_app
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from participation.concept.models import Concept
from participation.i18n import gettext, mark
from participation.i18n.formats import local
from participation.i18n.languages import LANGUAGES
from participation.web.forms import Form, Optional, at_most, required
from participation.workshop.agendas import AGENDAS
from participation.workshop.models import Workshop
from participation.workshop.services import WorkshopDraft, stand_step

if TYPE_CHECKING:
    from participation.access.models import StaffUser


class _Checkboxes(SelectMultipleField):
    """Several choices, each a checkbox."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class WorkshopForm(Form):
    """What the office decides before a workshop. Choices of goals, fields and moderators come with ``offer``."""

    title = StringField(mark("Title"), validators=[required(), at_most(300)])
    place = StringField(mark("Place"), validators=[at_most(300)])
    planned_for = DateTimeLocalField(mark("Day and time"), format="%Y-%m-%dT%H:%M", validators=[Optional()])
    template = RadioField(mark("Agenda"), default="full")
    first_language = SelectField(mark("Language of the projector"), default="de")
    languages = _Checkboxes(mark("Further languages"))
    tables = IntegerField(mark("Number of tables"), validators=[Optional()])
    question = StringField(mark("Question of the stand"), validators=[at_most(300)])
    until = DateField(mark("Last day of the stand"), validators=[Optional()])
    premoderated = BooleanField(mark("Show cards only after a moderator has let them through"))
    fields_of_action = _Checkboxes(mark("Fields of action"), coerce=int)
    goals = _Checkboxes(mark("Goals in scope"), coerce=int)
    moderators = _Checkboxes(mark("Moderators"), coerce=int)

    def offer(self, concept: Concept | None, staff: "Sequence[StaffUser]") -> None:
        """Set what can be chosen: templates, languages, and what the concept and the staff have."""
        goals = concept.editions[-1].goals if concept and concept.editions else []
        self.template.choices = [(agenda.name, gettext(agenda.title)) for agenda in AGENDAS.values()]
        self.first_language.choices = self.languages.choices = [
            (language.tag, language.name) for language in LANGUAGES.values()
        ]
        self.fields_of_action.choices = [(entry.id, entry.name) for entry in concept.fields] if concept else []
        self.goals.choices = [(goal.id, goal.text) for goal in goals]
        self.moderators.choices = [(user.id, user.name) for user in staff]

    def show(self, workshop: Workshop) -> None:
        """Fill in what a workshop has."""
        self.title.data = workshop.title
        self.place.data = workshop.place
        self.planned_for.data = local(workshop.planned_for) if workshop.planned_for else None
        self.template.data = workshop.template
        self.first_language.data = workshop.language
        self.languages.data = workshop.languages[1:]
        self.premoderated.data = workshop.premoderated
        stand = stand_step(workshop)
        if stand is not None:
            prompt = stand.prompt_in(workshop.language)
            self.question.data = prompt.text if prompt else ""
            self.until.data = local(stand.open_until).date() if stand.open_until else None
        self.fields_of_action.data = [entry.id for entry in workshop.fields]
        self.goals.data = [goal.id for goal in workshop.goals]
        self.moderators.data = [user.id for user in workshop.moderators]

    def draft(self, concept: Concept | None, staff: "Sequence[StaffUser]") -> WorkshopDraft:
        """Return what was chosen."""
        goals = concept.editions[-1].goals if concept and concept.editions else []
        return WorkshopDraft(
            title=self.title.data or "",
            template=self.template.data or "",
            languages=[self.first_language.data or "de", *(self.languages.data or [])],
            place=self.place.data or "",
            planned_for=_in_city_time(self.planned_for.data),
            premoderated=bool(self.premoderated.data),
            tables=max(0, self.tables.data or 0),
            question=self.question.data or "",
            until=self.until.data,
            goals=[goal for goal in goals if goal.id in (self.goals.data or [])],
            fields=[
                entry for entry in (concept.fields if concept else []) if entry.id in (self.fields_of_action.data or [])
            ],
            moderators=[user for user in staff if user.id in (self.moderators.data or [])],
        )


def _in_city_time(moment: datetime | None) -> datetime | None:
    """Return the moment that the office typed, which is the city's time of day, as an aware one."""
    return moment.replace(tzinfo=ZoneInfo(current_app.config["TIMEZONE"])) if moment else None
