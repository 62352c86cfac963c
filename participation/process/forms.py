"""Forms with which the office prepares a process and its dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wtforms import DateField, SelectField, SelectMultipleField, StringField, TextAreaField, TimeField
from wtforms.widgets import CheckboxInput, ListWidget

from participation.access.models import Role, StaffUser
from participation.concept.models import Concept
from participation.i18n import gettext, mark
from participation.i18n.languages import LANGUAGES
from participation.process.models import ProcessEntry
from participation.process.services import EntryDraft, ProcessDraft
from participation.web.forms import Form, Optional, at_most, required
from participation.workshop.models import Process

FIRST_LANGUAGES = ("de", "de-x-leicht", "en")
LONGEST_TITLE, LONGEST_TEXT = 300, 5000
NO_CONCEPT = mark("None yet: results wait")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a process can be tied to."""

    concepts: Sequence[Concept]
    staff: Sequence[StaffUser]


class _Checkboxes(SelectMultipleField):
    """Several choices, each a checkbox."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ProcessForm(Form):
    """Title, description, what it feeds, who steers it. Texts in other languages stand beside it, by language."""

    title = StringField(mark("Title"), validators=[required(), at_most(LONGEST_TITLE)])
    description = TextAreaField(
        mark("What it is about, and what happens with the results"),
        validators=[at_most(LONGEST_TEXT)],
        render_kw={"rows": 6},
    )
    language = SelectField(mark("Language of these texts"), default="de")
    feeds = SelectField(mark("Concept, and the edition that all workshops feed"), default="")
    steering = _Checkboxes(mark("Steering group"), coerce=int)

    def offer(self, choices: Choices) -> None:
        """Set what can be chosen: languages, editions of all concepts, staff."""
        self.language.choices = [(language.tag, language.name) for language in LANGUAGES.values()]
        self.feeds.choices = [("", gettext(NO_CONCEPT)), *_editions(choices.concepts)]
        self.steering.choices = [(user.id, user.name) for user in choices.staff if user.role is not Role.INTERPRETER]

    def show(self, process: Process) -> None:
        """Fill in what a process has."""
        self.title.data, self.description.data = process.title, process.description
        self.language.data = process.language
        self.feeds.data = _chosen(process.concept_id, process.edition_id)
        self.steering.data = [user.id for user in process.steering]

    def draft(self, choices: Choices, translations: Mapping[str, Mapping[str, str]]) -> ProcessDraft:
        """Return what was chosen, with the texts in other languages."""
        concept, edition = next(
            (
                (concept, edition)
                for concept in choices.concepts
                for edition in (*concept.editions, None)
                if _chosen(concept.id, edition.id if edition else None) == self.feeds.data
            ),
            (None, None),
        )
        return ProcessDraft(
            title=self.title.data or "",
            description=self.description.data or "",
            language=self.language.data or "de",
            translations=translations,
            concept=concept,
            edition=edition,
            steering=[user for user in choices.staff if user.id in (self.steering.data or [])],
        )


class EntryForm(Form):
    """A date; its titles stand beside it, by language."""

    day = DateField(mark("Day"), validators=[required()])
    last_day = DateField(mark("Last day"), validators=[Optional()])
    time_of_day = TimeField(mark("Time"), validators=[Optional()])
    place = StringField(mark("Place"), validators=[at_most(300)])

    def show(self, entry: ProcessEntry) -> None:
        """Fill in what a date has."""
        self.day.data, self.last_day.data = entry.day, entry.last_day
        self.time_of_day.data, self.place.data = entry.time_of_day, entry.place

    def draft(self, titles: Mapping[str, str]) -> EntryDraft:
        """Return what was typed; a form without a day is not valid."""
        if self.day.data is None:
            raise ValueError(self.day.raw_data)
        return EntryDraft(
            day=self.day.data,
            titles={tag: text[:LONGEST_TITLE] for tag, text in titles.items()},
            last_day=self.last_day.data,
            time_of_day=self.time_of_day.data,
            place=self.place.data or "",
        )


def offered_languages(process: Process | None) -> list[str]:
    """Return the languages in which texts are asked for: the usual ones, those written, those of the workshops."""
    if process is None:
        return list(FIRST_LANGUAGES)
    spoken = [tag for workshop in process.workshops for tag in workshop.languages]
    return list(dict.fromkeys((process.language, *FIRST_LANGUAGES, *process.translations, *spoken)))


def typed_by_language(form: Mapping[str, str], name: str, tags: Sequence[str]) -> dict[str, str]:
    """Return what was typed under ``name`` in each language, at most as long as a text may be."""
    return {tag: form.get(f"{name}-{tag}", "")[:LONGEST_TEXT] for tag in tags}


def _editions(concepts: Sequence[Concept]) -> list[tuple[str, str]]:
    choices: list[tuple[str, str]] = []
    for concept in concepts:
        choices.extend(
            (_chosen(concept.id, edition.id), f"{concept.title} · {edition.title}".rstrip(" ·"))
            for edition in reversed(concept.editions)
        )
        if not concept.editions:
            choices.append((_chosen(concept.id, None), concept.title))
    return choices


def _chosen(concept_id: int | None, edition_id: int | None) -> str:
    return f"{concept_id}-{edition_id or ''}" if concept_id is not None else ""
