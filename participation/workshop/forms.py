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
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from participation.access.models import Role
from participation.concept.models import Concept
from participation.i18n import gettext, mark
from participation.i18n.formats import local
from participation.i18n.languages import LANGUAGES
from participation.web.forms import Form, Optional, at_most, required
from participation.workshop.agendas import AGENDAS, KIND_NAMES, PHASE_NAMES
from participation.workshop.models import Pace, Room, RoomEntry, Workshop
from participation.workshop.room_agendas import usual_range
from participation.workshop.services import RoomDraft, RoomsDraft, WorkshopDraft, stand_step

if TYPE_CHECKING:
    from participation.access.models import StaffUser


FIRST_LANGUAGES = ("de", "de-x-leicht", "en", "ar", "tr", "uk")


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
    takes_late = BooleanField(
        mark("Offer cards that come after their step is over to the moderator; else they stay with their authors"),
        default=True,
    )
    invited_only = BooleanField(mark("Only invited people take part, each with a code on paper"))
    fields_of_action = _Checkboxes(mark("Fields of action"), coerce=int)
    goals = _Checkboxes(mark("Goals in scope"), coerce=int)
    moderators = _Checkboxes(mark("Moderators"), coerce=int)
    interpreters = _Checkboxes(mark("Interpreters"), coerce=int)

    def offer(self, concept: Concept | None, staff: "Sequence[StaffUser]") -> None:
        """Set what can be chosen: templates, languages, and what the concept and the staff have."""
        goals = concept.editions[-1].goals if concept and concept.editions else []
        self.template.choices = [(agenda.name, gettext(agenda.title)) for agenda in AGENDAS.values()]
        self.first_language.choices = self.languages.choices = [
            (language.tag, language.name) for language in LANGUAGES.values()
        ]
        self.fields_of_action.choices = [(entry.id, entry.name) for entry in concept.fields] if concept else []
        self.goals.choices = [(goal.id, goal.text) for goal in goals]
        self.moderators.choices = [(user.id, user.name) for user in staff if user.role in (Role.OFFICE, Role.MODERATOR)]
        self.interpreters.choices = [(user.id, user.name) for user in staff if user.role is Role.INTERPRETER]

    def suggest_languages(self, workshop: Workshop | None) -> None:
        """Tick the languages of this workshop, as a city keeps its own; before the first those that most need."""
        self.first_language.data, *self.languages.data = workshop.languages if workshop else FIRST_LANGUAGES

    def show(self, workshop: Workshop) -> None:
        """Fill in what a workshop has."""
        self.title.data = workshop.title
        self.place.data = workshop.place
        self.planned_for.data = local(workshop.planned_for) if workshop.planned_for else None
        self.template.data = workshop.template
        self.first_language.data = workshop.language
        self.languages.data = workshop.languages[1:]
        self.premoderated.data = workshop.premoderated
        self.takes_late.data = workshop.takes_late
        self.invited_only.data = workshop.invited_only
        stand = stand_step(workshop)
        if stand is not None:
            prompt = stand.prompt_in(workshop.language)
            self.question.data = prompt.text if prompt else ""
            self.until.data = local(stand.open_until).date() if stand.open_until else None
        self.fields_of_action.data = [entry.id for entry in workshop.fields]
        self.goals.data = [goal.id for goal in workshop.goals]
        self.moderators.data = [user.id for user in workshop.moderators]
        self.interpreters.data = [user.id for user in workshop.interpreters]

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
            takes_late=bool(self.takes_late.data),
            invited_only=bool(self.invited_only.data),
            tables=max(0, self.tables.data or 0),
            question=self.question.data or "",
            until=self.until.data,
            goals=[goal for goal in goals if goal.id in (self.goals.data or [])],
            fields=[
                entry for entry in (concept.fields if concept else []) if entry.id in (self.fields_of_action.data or [])
            ],
            moderators=[user for user in staff if user.id in (self.moderators.data or [])],
            interpreters=[user for user in staff if user.id in (self.interpreters.data or [])],
        )


PACES = ((Pace.TOGETHER, mark("All rooms together: the plenum leads")), (Pace.OWN, mark("Each room at its own pace")))
ENTRIES = (
    (RoomEntry.EVENLY, mark("People are assigned evenly, and may change")),
    (RoomEntry.CHOICE, mark("People choose their room")),
)


class ArrangementForm(Form):
    """How the rooms of a workshop go along, and how people get in."""

    pace = RadioField(mark("Pace"), default=Pace.TOGETHER.value)
    entry = RadioField(mark("Way into the rooms"), default=RoomEntry.EVENLY.value)

    def offer_words(self) -> None:
        """Set what can be chosen, in the reader's language."""
        self.pace.choices = [(pace.value, gettext(words)) for pace, words in PACES]
        self.entry.choices = [(entry.value, gettext(words)) for entry, words in ENTRIES]

    def show(self, plenum: Workshop) -> None:
        """Fill in what a workshop has."""
        self.pace.data = (plenum.pace or Pace.TOGETHER).value
        self.entry.data = (plenum.room_entry or RoomEntry.EVENLY).value


class SplitForm(ArrangementForm):
    """How a workshop is split: so many rooms, or their names one a line; the steps that happen in them."""

    count = IntegerField(mark("Number of rooms"), default=4, validators=[Optional()])
    names = TextAreaField(mark("Or their names, one a line"), validators=[at_most(5000)])
    first = SelectField(mark("First step in the rooms"), coerce=int)
    last = SelectField(mark("Last step in the rooms"), coerce=int)

    def offer(self, plenum: Workshop) -> None:
        """Set what can be chosen; at first what the method usually does in rooms."""
        self.offer_words()
        steps = [
            (step.position, f"{step.position + 1} {gettext(PHASE_NAMES[step.phase])}: {gettext(KIND_NAMES[step.kind])}")
            for step in plenum.steps
        ]
        self.first.choices = self.last.choices = steps
        if not self.is_submitted():
            self.first.data, self.last.data = usual_range(plenum.steps)

    def draft(self) -> RoomsDraft:
        """Return what was chosen; names count before the number."""
        names = [line.strip() for line in (self.names.data or "").splitlines() if line.strip()]
        return RoomsDraft(
            names=names or [""] * max(0, min(self.count.data or 0, 1000)),
            first=self.first.data,
            last=self.last.data,
            pace=Pace(self.pace.data),
            entry=RoomEntry(self.entry.data),
        )


class RoomForm(Form):
    """What the office decides about one room."""

    name = StringField(mark("Name of the room"), validators=[required(), at_most(120)])
    place = StringField(mark("Where it is"), validators=[at_most(300)])
    first_language = SelectField(mark("Language of the projector"), default="de")
    languages = _Checkboxes(mark("Further languages"))
    fields_of_action = _Checkboxes(mark("Fields of action"), coerce=int)
    goals = _Checkboxes(mark("Goals in scope"), coerce=int)
    moderators = _Checkboxes(mark("Moderators"), coerce=int)
    interpreters = _Checkboxes(mark("Interpreters"), coerce=int)

    def offer(self, concept: Concept | None, staff: "Sequence[StaffUser]") -> None:
        """Set what can be chosen: languages, and what the concept and the staff have."""
        self.first_language.choices = self.languages.choices = [
            (language.tag, language.name) for language in LANGUAGES.values()
        ]
        goals = concept.editions[-1].goals if concept and concept.editions else []
        self.fields_of_action.choices = [(entry.id, entry.name) for entry in concept.fields] if concept else []
        self.goals.choices = [(goal.id, goal.text) for goal in goals]
        self.moderators.choices = [(user.id, user.name) for user in staff if user.role in (Role.OFFICE, Role.MODERATOR)]
        self.interpreters.choices = [(user.id, user.name) for user in staff if user.role is Role.INTERPRETER]

    def show(self, room: Room) -> None:
        """Fill in what a room has."""
        workshop = room.workshop
        self.name.data, self.place.data = room.name, workshop.place
        self.first_language.data, self.languages.data = workshop.language, workshop.languages[1:]
        self.fields_of_action.data = [entry.id for entry in workshop.fields]
        self.goals.data = [goal.id for goal in workshop.goals]
        self.moderators.data = [user.id for user in workshop.moderators]
        self.interpreters.data = [user.id for user in workshop.interpreters]

    def draft(self, concept: Concept | None, staff: "Sequence[StaffUser]") -> RoomDraft:
        """Return what was chosen."""
        goals = concept.editions[-1].goals if concept and concept.editions else []
        fields = concept.fields if concept else []
        return RoomDraft(
            name=self.name.data or "",
            place=self.place.data or "",
            languages=[self.first_language.data or "de", *(self.languages.data or [])],
            fields=[entry for entry in fields if entry.id in (self.fields_of_action.data or [])],
            goals=[goal for goal in goals if goal.id in (self.goals.data or [])],
            moderators=[user for user in staff if user.id in (self.moderators.data or [])],
            interpreters=[user for user in staff if user.id in (self.interpreters.data or [])],
        )


def _in_city_time(moment: datetime | None) -> datetime | None:
    """Return the moment that the office typed, which is the city's time of day, as an aware one."""
    return moment.replace(tzinfo=ZoneInfo(current_app.config["TIMEZONE"])) if moment else None
