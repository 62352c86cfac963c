"""What World Café, expert forum and stand need when they are created: themes, tables with questions, a last day."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from participation.concept.models import Concept, FieldOfAction, Goal
from participation.i18n import gettext, speaking
from participation.i18n.formats import city_zone
from participation.i18n.languages import direction_of
from participation.kernel import clock
from participation.workshop.agendas import (
    AGENDAS,
    CAFE_QUESTION,
    CAFE_TABLES,
    STAND_DAYS,
    StepTemplate,
    forum_steps,
)
from participation.workshop.errors import OneFieldOnly, TooManyTables, UntilPast
from participation.workshop.models import Step, Workshop, WorkshopTable

MINUTE = timedelta(minutes=1)
MOST_TABLES = 60
"""Four hundred people in groups of seven."""


def list_themes(concept: Concept | None, goals: Sequence[Goal], fields: Sequence[FieldOfAction]) -> list[Goal]:
    """Return the themes of the newest edition: its outermost goals.

    Only those above the goals in scope; without such goals those in whose branch one of ``fields`` is named;
    where it is named nowhere, and without fields, all.
    """
    edition = concept.editions[-1] if concept and concept.editions else None
    if edition is None:
        return []
    roots = [goal for goal in edition.goals if goal.parent_id is None]
    wanted = {field.id for field in fields}
    chosen = {_root_of(goal).id for goal in goals} or {root.id for root in roots if _names(root, wanted)}
    return [root for root in roots if root.id in chosen] or roots


def steps_of_template(name: str, themes: Sequence[str]) -> tuple[StepTemplate, ...]:
    """Return the steps of a template; an expert forum asks about each of ``themes``."""
    return forum_steps(themes) if name == "forum" else AGENDAS[name].steps


def check_forum(template: str, fields: Sequence[FieldOfAction]) -> None:
    """Raise ``OneFieldOnly`` for an expert forum about several fields of action."""
    if template == "forum" and len(fields) > 1:
        raise OneFieldOnly


def last_moment(until: date | None, begins: datetime | None) -> datetime:
    """Return when a stand ends: at the end of its last day in the city, by default in two weeks.

    Raises ``UntilPast``.
    """
    first = begins or clock.now()
    day = until or (first.astimezone(city_zone()) + timedelta(days=STAND_DAYS)).date()
    end = datetime.combine(day, time(23, 59), city_zone())
    if end <= max(first, clock.now()):
        raise UntilPast
    return end


def open_stand_until(step: Step, until: date | None, begins: datetime | None) -> None:
    """Let the collecting step of a stand say its last day. Raises ``UntilPast``."""
    end = last_moment(until, begins)
    if step.settings.get("until") != end.isoformat():
        step.settings = dict(step.settings) | {"until": end.isoformat()}
        step.minutes = max(1, round((end - (step.started_at or begins or clock.now())) / MINUTE))


def stand_step(workshop: Workshop) -> Step | None:
    """Return the collecting step of a stand, ``None`` for all other workshops."""
    return next((step for step in workshop.steps if step.settings.get("stand")), None)


def first_tables(workshop: Workshop, count: int, topics: Sequence[str]) -> None:
    """Set up the tables of a new workshop; in a World Café each gets a question made of its topic.

    ``count`` 0 means as many as a World Café has topics (four without any), and none for other workshops. With more
    tables than topics some talk about the same. Raises ``TooManyTables``.
    """
    cafe = workshop.template == "cafe"
    number = count or (len(topics) or CAFE_TABLES if cafe else 0)
    if number > MOST_TABLES:
        raise TooManyTables(MOST_TABLES)
    for position in range(number):
        topic = topics[position % len(topics)] if topics and cafe else ""
        field = next((field for field in workshop.fields if field.name == topic), None)
        questions = dict(_questions(topic, workshop.languages)) if topic else {}
        workshop.tables.append(
            WorkshopTable(position=position, name=_label(workshop, position), field=field, questions=questions)
        )


def isolated(text: str, tag: str) -> str:
    """Return a text of the concept as it stands in a sentence of the language ``tag``.

    From right to left it is isolated (UAX #9), so that it does not pull the punctuation around it to its side.
    """
    return f"\u2068{text}\u2069" if direction_of(tag) == "rtl" else text


def _label(workshop: Workshop, position: int) -> str:
    with speaking(workshop.language):
        return gettext("Table %(number)s", number=position + 1)


def _questions(topic: str, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    for tag in languages:
        with speaking(tag):
            yield tag, gettext(CAFE_QUESTION, topic=isolated(topic, tag))


def _root_of(goal: Goal) -> Goal:
    while goal.parent is not None:
        goal = goal.parent
    return goal


def _names(goal: Goal, fields: set[int]) -> bool:
    """Whether the goal, a goal below it, or one of their measures names one of the fields."""
    named = {field.id for field in goal.fields} | {field.id for entry in goal.measures for field in entry.fields}
    return bool(named & fields) or any(_names(child, fields) for child in goal.children)
