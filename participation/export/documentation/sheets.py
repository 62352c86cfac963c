"""The documentation as tables: cards, topics, votes, plans, measures.

A card that lies in two topics has a row for each of them, so that filters and sums by topic are right; its number
tells that the rows are one card.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from participation.concept.chapter import ATTRIBUTES
from participation.contributions.models import Card, Cluster
from participation.export.documentation.cards import translation_into
from participation.export.documentation.measures import goal_line, label, plans_of, value_of
from participation.export.documentation.passages import TRANSLATION_NAMES, language_name, title_of
from participation.export.documentation.people import sheet_of_people
from participation.export.documentation.record import CountedRound, WorkshopRecord, read_record, read_rooms
from participation.export.documentation.room_sheets import gathered_sheets, sheet_with_rooms
from participation.export.sheet import Sheet, Value
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.i18n.formats import local
from participation.i18n.languages import direction_of
from participation.measures.models import Plan
from participation.measures.queries import missing_parts
from participation.measures.standing import RATING_NAMES, STATE_NAMES
from participation.prioritisation.models import Option, Subject
from participation.prioritisation.queries import Result
from participation.workshop.agendas import CHECK_CRITERIA, PHASE_NAMES, PLAN_FIELDS
from participation.workshop.models import Phase, Workshop

_Cells = tuple[Value, ...]

_MEASURE_PARTS: Final = ("text", *ATTRIBUTES)


def sheets_of_workshop(workshop: Workshop) -> tuple[Sheet, ...]:
    """Return the tables of a workshop, named and headed in the language of its papers."""
    record, rooms = read_record(workshop), read_rooms(workshop)
    with speaking(record.language):
        tables = (_cards, _clusters, _votes, _plans)
        together = [sheet_with_rooms(table, record, rooms) for table in tables]
        told = [sheet for sheet in (sheet_of_people(record),) if sheet.rows]
        return (*together, _measures(record), *gathered_sheets(record), *told)


def card_sheet(workshop: Workshop) -> Sheet:
    """Return the visible cards with their topics and votes: the one table that a CSV file can hold."""
    record = read_record(workshop)
    with speaking(record.language):
        return sheet_with_rooms(_cards, record, read_rooms(workshop))


def _sheet(record: WorkshopRecord, name: str, columns: Sequence[str], rows: Iterator[_Cells]) -> Sheet:
    return Sheet(name, tuple(columns), tuple(rows), direction_of(record.language))


def _cards(record: WorkshopRecord) -> Sheet:
    columns = (
        _("Card no."),
        _("Phase"),
        _("Topic"),
        _("Rank of the topic"),
        _("Dots for the topic"),
        _("Card"),
        _("Language"),
        _("In %(language)s", language=language_name(record.language)),
        _("Kind of translation"),
        _("Wish for"),
        _("Table"),
        _("On paper"),
        _("Redacted"),
        _("Sent at"),
    )
    return _sheet(record, _("Cards"), columns, _card_rows(record))


def _card_rows(record: WorkshopRecord) -> Iterator[_Cells]:
    known = record.clusters_by_id()
    tables = {table.id: table.name for table in record.workshop.tables}
    for number, card in enumerate(record.visible(), start=1):
        topics: list[Cluster | None] = [known.get(place.cluster_id) for place in card.placements]
        for topic in topics or [None]:
            yield (number, *_place(record, card, topic), *_words(record, card), *_circumstances(card, tables))


def _place(record: WorkshopRecord, card: Card, topic: Cluster | None) -> _Cells:
    result = record.result_of(Subject.CLUSTER, topic.id) if topic else None
    title = title_of(topic)[0] if topic else _("Themes of their own")
    return (_(PHASE_NAMES[card.step.phase]), title, *_standing(result))


def _standing(result: Result | None) -> _Cells:
    return (result.rank, result.points) if result and result.rank else (None, None)


def _words(record: WorkshopRecord, card: Card) -> _Cells:
    found = translation_into(card, record.language)
    translated = (found.text, _(TRANSLATION_NAMES[found.state])) if found else (None, None)
    return (card.text, language_name(card.language), *translated)


def _circumstances(card: Card, tables: dict[int, str]) -> _Cells:
    opposite = card.inversion.text_in(card.step.workshop.language)[0] if card.inversion else None
    table = tables.get(card.table_id) if card.table_id else None
    return (opposite, table, _mark(on=card.on_paper), _mark(on=card.redacted_at is not None), local(card.created_at))


def _mark(*, on: bool) -> str | None:
    return _("yes") if on else None


def _clusters(record: WorkshopRecord) -> Sheet:
    columns = (
        _("Phase"),
        _("Topic"),
        _("Language"),
        _("In the original"),
        _("Cards"),
        _("Rank"),
        _("Dots"),
        _("Turned round"),
    )
    return _sheet(record, _("Topics"), columns, _cluster_rows(record))


def _cluster_rows(record: WorkshopRecord) -> Iterator[_Cells]:
    opposites = {inversion.cluster_id: inversion.text_in(record.language)[0] for inversion in record.inversions}
    for phase in Phase:
        for cluster in record.clusters[phase]:
            title, language = title_of(cluster)
            original = cluster.title if language != cluster.language else None
            standing = _standing(record.result_of(Subject.CLUSTER, cluster.id))
            name, cards = language_name(language), len(cluster.all_cards)
            yield (_(PHASE_NAMES[phase]), title, name, original, cards, *standing, opposites.get(cluster.id))


def _votes(record: WorkshopRecord) -> Sheet:
    columns = (
        _("Step"),
        _("Phase"),
        _("Prompt"),
        _("State"),
        _("Ballots"),
        _("Dots a person"),
        _("Option"),
        _("Rank"),
        _("Shared rank"),
        _("Dots"),
        _("By phone"),
        _("By voting card"),
        _("On paper"),
        _("Reasons for the order of ties"),
    )
    return _sheet(record, _("Votes"), columns, _vote_rows(record))


def _vote_rows(record: WorkshopRecord) -> Iterator[_Cells]:
    for counted in record.rounds:
        step = counted.round.step
        prompt = step.prompt_in(record.language)
        state = _("open") if counted.is_open else _("closed")
        about = (step.position + 1, _(PHASE_NAMES[step.phase]), prompt.text if prompt else None, state)
        for option, counts in _options(counted):
            title, _language = option.title_in(record.language)
            yield (*about, counted.ballots, counted.round.dots, title, *counts, counted.round.tie_reason or None)


def _options(counted: CountedRound) -> Iterator[tuple[Option, _Cells]]:
    """The options of a vote with rank, whether it is shared, and dots: nothing of them while it is open."""
    if counted.is_open:
        yield from ((option, (None,) * 6) for option in counted.round.options)
    for result in counted.results:
        ways = (0, result.phone) if counted.round.by_cards else (result.phone, 0)
        yield result.option, (result.rank, _mark(on=result.tied), result.points, *ways, result.paper)


def _plans(record: WorkshopRecord) -> Sheet:
    fields = [_(question.label) for question in PLAN_FIELDS.values()]
    checks = [
        heading
        for question in CHECK_CRITERIA.values()
        for heading in (_(question.label), _("%(criterion)s: reason", criterion=_(question.label)))
    ]
    columns = (_("Plan"), _("Language"), _("Table"), _("Wishes"), *fields, *checks, _("Rank"), _("Dots"))
    return _sheet(record, _("Plans"), columns, (_plan_row(record, plan) for plan in record.plans))


def _plan_row(record: WorkshopRecord, plan: Plan) -> _Cells:
    wishes = "\n".join(title_of(wish)[0] for wish in plan.wishes)
    judged = {check.criterion: (_(RATING_NAMES[check.rating]), check.reason) for check in plan.checks}
    fields = (plan.text_of(name) for name in PLAN_FIELDS)
    checks = (value for name in CHECK_CRITERIA for value in judged.get(name, (None, None)))
    standing = _standing(record.result_of(Subject.PLAN, plan.id))
    table = plan.table.name if plan.table else None
    return (plan.title, language_name(plan.language), table, wishes, *fields, *checks, *standing)


def _measures(record: WorkshopRecord) -> Sheet:
    parts = [label(name) for name in _MEASURE_PARTS]
    columns = (
        _("Measure"),
        label("state"),
        _("From the plan"),
        _("Rank"),
        _("Dots"),
        label("goals"),
        label("fields"),
        *parts,
        _("Still missing"),
    )
    return _sheet(record, _("Measures"), columns, _measure_rows(record))


def _measure_rows(record: WorkshopRecord) -> Iterator[_Cells]:
    for measure in record.measures:
        yield (
            measure.label,
            _(STATE_NAMES[measure.state]),
            "\n".join(plan.title for plan in plans_of(record, measure)),
            measure.origin_rank,
            measure.origin_points,
            "\n".join(map(goal_line, measure.goals)),
            "\n".join(field.name for field in measure.fields),
            *(value_of(measure, name) for name in _MEASURE_PARTS),
            ", ".join(label(name) for name in missing_parts(measure)),
        )
