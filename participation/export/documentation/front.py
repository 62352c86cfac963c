"""The first page of the documentation, and the agenda as it was planned and as it went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from participation.contributions.models import CardState
from participation.export.document import (
    QUIET,
    SUBTITLE,
    TITLE,
    Block,
    Cell,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    TableOfContents,
    cell,
    paragraph,
)
from participation.export.documentation.passages import (
    NOTHING,
    day_and_time,
    facts,
    header,
    language_name,
    written,
)
from participation.export.documentation.record import WorkshopRecord
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.i18n.formats import day, is_days, length_in_days, number, time_of_day
from participation.kernel import clock
from participation.workshop.agendas import PHASE_NAMES
from participation.workshop.models import Step, StepState, WorkshopTable
from participation.workshop.naming import name_of_step

_AGENDA_WIDTHS: Final = (0.07, 0.55, 0.14, 0.24)


def front_page(record: WorkshopRecord) -> Iterator[Block]:
    """Title, facts in numbers, and the table of contents."""
    yield paragraph(record.workshop.title, TITLE)
    yield paragraph(_("Documentation of the future workshop"), SUBTITLE)
    if not record.workshop.is_over:
        as_of = day_and_time(clock.now())
        unfinished = _("This workshop is not over yet. These pages show how it stood on %(day)s.", day=as_of)
        yield Note((paragraph(unfinished),))
    yield facts(_facts(record))
    yield PageBreak()
    yield TableOfContents(_("Contents"))
    yield PageBreak()


def agenda(record: WorkshopRecord) -> Iterator[Block]:
    """The steps with planned minutes and real times; the prompt of each in the first language."""
    yield Heading(1, _("Agenda"))
    rows = tuple(_step_row(step, record.language) for step in record.steps)
    names = header(_("No."), _("Step and prompt"), _("Planned"), _("As it went"))
    yield Table(names, rows, _AGENDA_WIDTHS)


def step_name(step: Step) -> str:
    """A step by its phase and kind: "Critique: Collecting"."""
    return _("%(phase)s: %(kind)s", phase=_(PHASE_NAMES[step.phase]), kind=name_of_step(step))


def minutes(count: int) -> str:
    """A number of minutes."""
    return ngettext("%(num)s minute", "%(num)s minutes", count)


def planned(count: int) -> str:
    """The length of a step as it was planned; a stand's in days."""
    return length_in_days(count) if is_days(count) else minutes(count)


def _facts(record: WorkshopRecord) -> Iterator[tuple[str, Sequence[Paragraph]]]:
    workshop = record.workshop
    yield _("City"), _lines(workshop.process.concept.city if workshop.process.concept else "")
    yield _("Process"), _lines(workshop.process.title)
    yield _("Place"), _lines(workshop.place)
    yield _("Day"), _lines(*_days(record))
    yield _("Languages of the workshop"), _lines(", ".join(language_name(tag) for tag in workshop.languages))
    yield _("Goals in scope"), _lines(*(f"{goal.number or ''} {goal.text}".strip() for goal in workshop.goals))
    yield _("Fields of action"), _lines(*(field.name for field in workshop.fields))
    yield _("Tables"), _lines(*(_table(table, record.language) for table in workshop.tables))
    yield _("Taking part"), _lines(*_people(record))
    yield _("Cards"), _lines(*_cards(record))
    yield _("Topics"), _lines(number(len(record.clusters_by_id())))
    yield _("Plans"), _lines(number(len(record.plans)))
    yield _("Measures from this workshop"), _lines(number(len(record.measures)))
    yield _("Join code"), _lines(workshop.code)


def _table(table: WorkshopTable, language: str) -> str:
    """A table by its name; in a World Café with its question, else with its field of action."""
    topic = table.question_in(language)[0] or (table.field.name if table.field else "")
    return f"{table.name}: {topic}" if topic else table.name


def _lines(*texts: str) -> list[Paragraph]:
    return [paragraph(text) for text in texts if text]


def _days(record: WorkshopRecord) -> Iterator[str]:
    """The day on which it was held with its hours, else the day for which it is planned."""
    started = min((step.started_at for step in record.steps if step.started_at), default=None)
    ended = record.workshop.closed_at
    if started is not None and ended is not None:
        yield _("%(day)s, %(start)s to %(end)s", day=day(started), start=time_of_day(started), end=_end(started, ended))
    elif started is not None:
        yield _("%(day)s, from %(start)s", day=day(started), start=time_of_day(started))
    elif record.workshop.planned_for is not None:
        yield _("planned for %(day)s", day=day_and_time(record.workshop.planned_for))


def _end(started: datetime, ended: datetime) -> str:
    """The time of the end; with its day when that is another one."""
    return time_of_day(ended) if ended - started < timedelta(hours=18) else day_and_time(ended)


def _people(record: WorkshopRecord) -> Iterator[str]:
    """How many took part, told by their devices; numbers by language would be too small to keep people unknown."""
    if record.devices:
        devices = ngettext("%(num)s device", "%(num)s devices", record.devices)
        languages = ngettext("read in %(num)s language", "read in %(num)s languages", record.device_languages)
        yield _("%(devices)s, %(languages)s", devices=devices, languages=languages)


def _cards(record: WorkshopRecord) -> Iterator[str]:
    visible = record.visible()
    languages = len({card.language for card in visible})
    cards = ngettext("%(num)s card", "%(num)s cards", len(visible))
    spoken = ngettext("written in %(num)s language", "written in %(num)s languages", languages)
    yield _("%(cards)s, %(languages)s", cards=cards, languages=spoken) if visible else cards
    hidden, withdrawn, waiting = map(record.count, (CardState.HIDDEN, CardState.WITHDRAWN, CardState.WAITING))
    redacted = sum(card.redacted_at is not None for card in visible)
    if hidden:
        yield ngettext("%(num)s more card was hidden by staff.", "%(num)s more cards were hidden by staff.", hidden)
    if withdrawn:
        yield ngettext(
            "%(num)s more card was withdrawn by its author.",
            "%(num)s more cards were withdrawn by their authors.",
            withdrawn,
        )
    if waiting:
        yield ngettext("%(num)s more card waits to be shown.", "%(num)s more cards wait to be shown.", waiting)
    if redacted:
        yield ngettext(
            "Personal data was removed from %(num)s card.", "Personal data was removed from %(num)s cards.", redacted
        )


def _step_row(step: Step, language: str) -> Row:
    name = Paragraph((Run(step_name(step), bold=True),))
    prompt = step.prompt_in(language)
    words = (name, written(prompt.text, prompt.language, QUIET)) if prompt else (name,)
    really = tuple(paragraph(text) for text in _really(step))
    return Row((cell(str(step.position + 1)), Cell(words), cell(planned(step.minutes)), Cell(really)))


def _really(step: Step) -> Iterator[str]:
    """How the step went: its times, what was added, how long it was paused."""
    if step.state is StepState.SKIPPED:
        yield _("left out") if step.started_at is None else _("skipped after it had begun")
    elif step.started_at is None:
        yield NOTHING
    if step.started_at is not None and step.ended_at is None:
        yield _("since %(time)s", time=time_of_day(step.started_at))
    elif step.started_at is not None and step.ended_at is not None:
        yield _("%(start)s to %(end)s", start=time_of_day(step.started_at), end=time_of_day(step.ended_at))
    yield from _against_plan(step)


def _against_plan(step: Step) -> Iterator[str]:
    """What was done to the step that the plan did not foresee."""
    if step.is_inserted:
        yield _("put in while the workshop ran")
    if step.extended_minutes > 0:
        yield ngettext("extended by %(num)s minute", "extended by %(num)s minutes", step.extended_minutes)
    if step.extended_minutes < 0:
        yield ngettext("shortened by %(num)s minute", "shortened by %(num)s minutes", -step.extended_minutes)
    paused = round(step.paused_seconds / 60)
    if paused:
        yield ngettext("paused for %(num)s minute", "paused for %(num)s minutes", paused)
