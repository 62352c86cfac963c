"""Preparing a workshop: process, agenda from a template, prompts in each language, scope, moderators, tables."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.models import Concept, Edition, FieldOfAction, Goal
from participation.i18n import gettext, speaking
from participation.i18n.languages import LANGUAGES
from participation.kernel.database import db
from participation.kernel.ids import new_code
from participation.workshop.agendas import AGENDAS, StepTemplate
from participation.workshop.errors import LanguageMissing, NoPrompt, PictogramUnknown, TemplateUnknown, TitleMissing
from participation.workshop.models import Phase, Process, Step, StepKind, StepPrompt, Workshop, WorkshopTable
from participation.workshop.pictograms import PICTOGRAMS
from participation.workshop.queries import find_workshop, first_process_of
from participation.workshop.room_agendas import ADDED, gathering, way_back
from participation.workshop.rooms import counterpart_in
from participation.workshop.services.gatherings import (
    check_forum,
    first_tables,
    isolated,
    list_themes,
    open_stand_until,
    stand_step,
    steps_of_template,
)
from participation.workshop.services.holding import hold_agenda, hold_workshop
from participation.workshop.services.revisions import touch_stage


@dataclass(frozen=True, slots=True)
class WorkshopDraft:
    """What the office decides before a workshop exists. ``languages`` are tags; the first is the projector's.

    ``tables`` is how many there shall be (0: as many as the template needs). ``until`` and ``question`` are for a
    stand: its last day, and what it asks in the first language instead of the shipped question.
    """

    title: str
    template: str
    languages: Sequence[str]
    place: str = ""
    planned_for: datetime | None = None
    premoderated: bool = False
    takes_late: bool = True
    invited_only: bool = False
    tables: int = 0
    until: date | None = None
    question: str = ""
    goals: Sequence[Goal] = field(default_factory=tuple)
    fields: Sequence[FieldOfAction] = field(default_factory=tuple)
    moderators: Sequence[StaffUser] = field(default_factory=tuple)
    interpreters: Sequence[StaffUser] = field(default_factory=tuple)


def create_process(title: str, concept: Concept | None, edition: Edition | None, actor: StaffUser | None) -> Process:
    """Begin the way to an edition; raises ``TitleMissing``."""
    if not title.strip():
        raise TitleMissing
    process = Process(title=title.strip(), concept=concept, edition=edition)
    db.session.add(process)
    db.session.flush()
    log_move(actor, "create_process", "process", process.id)
    return process


def default_process(concept: Concept | None, actor: StaffUser | None) -> Process:
    """Return the first process of the concept; begins one when there is none."""
    process = first_process_of(concept.id if concept else None)
    if process is not None:
        return process
    edition = concept.editions[-1] if concept and concept.editions else None
    title = concept.title if concept else gettext("Workshops without a concept")
    return create_process(title, concept, edition, actor)


def create_workshop(process: Process, draft: WorkshopDraft, actor: StaffUser | None) -> Workshop:
    """Create a workshop with a fresh join code and the agenda of its template, prompts in all its languages.

    Raises ``TitleMissing``, ``TemplateUnknown``, ``LanguageMissing``, ``OneFieldOnly``, ``TooManyTables``,
    ``UntilPast``.
    """
    agenda = AGENDAS.get(draft.template)
    if agenda is None:
        raise TemplateUnknown(draft.template)
    check_forum(agenda.name, draft.fields)
    workshop = Workshop(
        process=process,
        code=unused_code(),
        title=_checked_title(draft.title),
        place=draft.place.strip(),
        planned_for=draft.planned_for,
        template=agenda.name,
        languages=checked_languages(draft.languages),
        premoderated=draft.premoderated or agenda.premoderated,
        takes_late=draft.takes_late,
        invited_only=draft.invited_only,
        goals=list(draft.goals),
        fields=list(draft.fields),
        moderators=list(draft.moderators),
        interpreters=list(draft.interpreters),
    )
    db.session.add(workshop)
    themes = [goal.text for goal in list_themes(process.concept, draft.goals, draft.fields)]
    templates = steps_of_template(agenda.name, themes)
    workshop.steps = [_step_from(template, position, workshop.languages) for position, template in enumerate(templates)]
    first_tables(workshop, draft.tables, [field.name for field in draft.fields] or themes)
    db.session.flush()
    _set_up_stand(workshop, draft, actor)
    log_move(actor, "create_workshop", "workshop", workshop.id, workshop_id=workshop.id)
    return workshop


def change_workshop(workshop: Workshop, draft: WorkshopDraft, actor: StaffUser | None) -> None:
    """Change everything but the template; a language that is added brings the shipped prompts with it.

    Raises ``TitleMissing``, ``LanguageMissing``.
    """
    hold_workshop(workshop.id)
    workshop.title = _checked_title(draft.title)
    workshop.place = draft.place.strip()
    workshop.planned_for = draft.planned_for
    workshop.languages = checked_languages(draft.languages)
    workshop.premoderated = draft.premoderated
    workshop.takes_late = draft.takes_late
    workshop.invited_only = draft.invited_only
    workshop.goals = list(draft.goals)
    workshop.fields = list(draft.fields)
    workshop.moderators = list(draft.moderators)
    workshop.interpreters = list(draft.interpreters)
    for room in workshop.rooms:
        room.workshop.title = room.title
    complete_prompts(workshop)
    _set_up_stand(workshop, draft, actor)
    touch_stage(workshop)
    log_move(actor, "change_workshop", "workshop", workshop.id, workshop_id=workshop.id)


def write_prompt(step: Step, language: str, text: str, actor: StaffUser | None) -> None:
    """Word the prompt of a step in one language; an empty text removes it.

    A room that has the same words takes the new ones over; one that was worded for itself keeps its own.

    Raises ``NoPrompt`` when the workshop's first language would be left without one.
    """
    hold_agenda(step.workshop)
    text = text.strip()
    present = next((prompt for prompt in step.prompts if prompt.language == language), None)
    before = present.text if present is not None else ""
    if before == text:
        return
    if not text:
        if language == step.workshop.language:
            raise NoPrompt
        if present is None:
            return
        step.prompts.remove(present)
    elif present is not None:
        present.text = text
        present.drafts.clear()
    else:
        for prompt in step.prompts:
            prompt.drafts[:] = [draft for draft in prompt.drafts if draft.language != language]
        step.prompts.append(StepPrompt(language=language, text=text))
    _word_in_rooms(step, language, before, text, actor)
    touch_stage(step.workshop)
    log_move(actor, "write_prompt", "step", step.id, workshop_id=step.workshop_id, language=language)


def choose_pictogram(step: Step, name: str, actor: StaffUser | None) -> None:
    """Put a sign beside the prompt; an empty ``name`` leaves it to the kind of step. Raises ``PictogramUnknown``."""
    if name and name not in PICTOGRAMS:
        raise PictogramUnknown
    hold_workshop(step.workshop_id)
    if name == step.settings.get("pictogram", ""):
        return
    step.settings = {key: value for key, value in step.settings.items() if key != "pictogram"}
    if name:
        step.settings |= {"pictogram": name}
    touch_stage(step.workshop)
    log_move(actor, "choose_pictogram", "step", step.id, workshop_id=step.workshop_id, name=name)


def _word_in_rooms(step: Step, language: str, before: str, text: str, actor: StaffUser | None) -> None:
    for room in step.workshop.rooms if step.in_rooms and text else ():
        inside = counterpart_in(room.workshop, step.workshop, step)
        known = {prompt.language: prompt.text for prompt in inside.prompts} if inside else {}
        if inside is not None and language in room.workshop.languages and known.get(language, "") == before:
            write_prompt(inside, language, text, actor)


def add_table(workshop: Workshop, name: str, actor: StaffUser | None) -> WorkshopTable:
    """Set up another table; an empty ``name`` becomes its number in the workshop's first language."""
    hold_workshop(workshop.id)
    position = len(workshop.tables)
    with speaking(workshop.language):
        label = name.strip() or gettext("Table %(number)s", number=position + 1)
    table = WorkshopTable(position=position, name=label)
    workshop.tables.append(table)
    db.session.flush()
    log_move(actor, "add_table", "workshop_table", table.id, workshop_id=workshop.id)
    return table


def _checked_title(title: str) -> str:
    if not title.strip():
        raise TitleMissing
    return title.strip()


def checked_languages(languages: Sequence[str]) -> list[str]:
    """Return the tags once each, in their order; raises ``LanguageMissing`` when none of them ships."""
    chosen = list(dict.fromkeys(tag for tag in languages if tag in LANGUAGES))
    if not chosen:
        raise LanguageMissing
    return chosen


def unused_code() -> str:
    """Return a join code that no workshop has."""
    while True:
        code = new_code()
        if find_workshop(code) is None:
            return code


def _step_from(template: StepTemplate, position: int, languages: Sequence[str]) -> Step:
    return Step(
        position=position,
        phase=template.phase,
        kind=template.kind,
        minutes=template.minutes,
        settings=dict(template.settings),
        prompts=[StepPrompt(language=tag, text=_shipped(template, tag)) for tag in languages],
    )


def _shipped(template: StepTemplate, tag: str) -> str:
    with speaking(tag):
        values = {name: isolated(value, tag) for name, value in template.values.items()}
        return gettext(template.prompt, **values)


def _set_up_stand(workshop: Workshop, draft: WorkshopDraft, actor: StaffUser | None) -> None:
    """Let the collecting step of a stand say its last day and ask the question of the office."""
    step = stand_step(workshop)
    if step is None:
        return
    if draft.until is not None or step.open_until is None:
        open_stand_until(step, draft.until, workshop.planned_for)
    if draft.question.strip():
        write_prompt(step, workshop.language, draft.question, actor)


def complete_prompts(workshop: Workshop) -> None:
    """Add the shipped prompt where a step has none yet in one of the languages.

    A step is recognised by its phase and kind and by how many of these come before it, so that it is found in an
    agenda of which only a part is held, or to which something was added.
    """
    planned = [step for step in workshop.steps if not step.is_inserted]
    themes = [step.settings["theme"] for step in planned if "theme" in step.settings]
    last = next((step.phase for step in reversed(planned)), Phase.PREPARATION)
    shipped = defaultdict(list)
    for template in (*steps_of_template(workshop.template, themes), *_added_by_rooms(workshop, last)):
        shipped[_likeness(template)].append(template)
    for step in planned:
        if not shipped[_likeness(step)]:
            continue
        template = shipped[_likeness(step)].pop(0)
        present = {prompt.language for prompt in step.prompts}
        for tag in workshop.languages:
            if tag not in present:
                step.prompts.append(StepPrompt(language=tag, text=_shipped(template, tag)))


def _likeness(step: Step | StepTemplate) -> tuple[object, ...]:
    return step.phase, step.kind, *(bool(step.settings.get(name)) for name in ("presentation", *ADDED))


def _added_by_rooms(workshop: Workshop, last: Phase) -> Iterator[StepTemplate]:
    """Return the steps that splitting adds: to a room the way back, to a plenum gathering after its rooms."""
    if workshop.room is not None:
        yield way_back(last)
    for step in workshop.steps:
        if step.gathers and step.kind is StepKind.CLUSTER:
            yield from gathering(step.phase)
