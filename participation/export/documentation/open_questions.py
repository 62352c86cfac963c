"""What a workshop leaves to be answered: drawn from its plans, topics, measures and cards, in plenum and rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from participation.export.document import Block, Heading, List, Paragraph, Run
from participation.export.documentation.cards import translation_into
from participation.export.documentation.measures import label
from participation.export.documentation.passages import quiet, same_language, title_of
from participation.export.documentation.record import WorkshopRecord
from participation.i18n import gettext as _
from participation.i18n import mark, ngettext
from participation.i18n.languages import direction_of
from participation.measures.models import Plan, Rating
from participation.measures.queries import missing_parts
from participation.measures.standing import RATING_NAMES
from participation.workshop.agendas import CHECK_CRITERIA
from participation.workshop.models import Phase

_Items = Iterator[tuple[Run, ...]]


def open_questions(records: Sequence[WorkshopRecord]) -> Iterator[Block]:
    """The chapter of open questions; `records` are the plenum and its rooms. Empty when nothing is open."""
    groups = [(title, [item for record in records for item in _items(record, find)]) for title, find in _GROUPS.items()]
    if not any(items for _title, items in groups):
        return
    yield Heading(1, _("Open questions"))
    yield quiet(_("What this workshop leaves to be answered, drawn from its plans, topics, measures and cards."))
    for title, items in groups:
        if items:
            yield Heading(2, _(title))
            yield List(tuple(items))


def _items(record: WorkshopRecord, find: Callable[[WorkshopRecord], _Items]) -> Iterator[Paragraph]:
    """What is open in one record; what comes from a room says so."""
    room = record.workshop.room
    origin = (Run(f" ({room.name})"),) if room is not None else ()
    return (Paragraph((*runs, *origin)) for runs in find(record))


def _unsettled_checks(record: WorkshopRecord) -> _Items:
    """Criteria of feasibility that were found open or not feasible, with the reason; plans that lack ratings."""
    for plan in record.plans:
        judged = {check.criterion: check for check in plan.checks}
        for criterion, question in CHECK_CRITERIA.items():
            check = judged.get(criterion)
            if check is not None and check.rating is not Rating.CLEAR:
                said = f": {_(question.label)} – {_(RATING_NAMES[check.rating])}"
                yield (_plan(plan), Run(said), *((Run(f". {check.reason}"),) if check.reason else ()))
        unrated = [_(question.label) for name, question in CHECK_CRITERIA.items() if name not in judged]
        if unrated:
            yield (_plan(plan), Run(": "), Run(_("not rated yet: %(criteria)s", criteria=", ".join(unrated))))


def _dissent(record: WorkshopRecord) -> _Items:
    """Who sees a topic differently, in their own words (METHOD, Craft rules)."""
    topics = record.clusters_by_id()
    for cluster_id, marks in record.marks.items():
        if cluster_id in topics:
            title, language = title_of(topics[cluster_id])
            for said in marks:
                yield (_written(title, language, bold=True), Run(" – "), _written(said.text, said.language))


def _wishes_without_plan(record: WorkshopRecord) -> _Items:
    taken = {wish.id for plan in record.plans for wish in plan.wishes}
    for cluster in record.clusters[Phase.FANTASY]:
        if cluster.id not in taken:
            yield (_written(*title_of(cluster)),)


def _plans_without_measure(record: WorkshopRecord) -> _Items:
    return ((_plan(plan),) for plan in record.plans if not plan.measures)


def _measures_with_gaps(record: WorkshopRecord) -> _Items:
    for measure in record.measures:
        missing = missing_parts(measure)
        if missing:
            parts = ", ".join(label(name) for name in missing)
            yield (Run(measure.label, bold=True), Run(": "), Run(_("Still missing: %(parts)s", parts=parts)))


def _untranslated_cards(record: WorkshopRecord) -> _Items:
    count = sum(
        not same_language(card.language, record.language) and translation_into(card, record.language) is None
        for card in record.visible()
    )
    if count:
        yield (Run(ngettext("%(num)s card has no translation.", "%(num)s cards have no translation.", count)),)


def _plan(plan: Plan) -> Run:
    return _written(plan.title, plan.language, bold=True)


def _written(text: str, language: str, *, bold: bool = False) -> Run:
    return Run(text, bold=bold, language=language, direction=direction_of(language))


_GROUPS: Final = {
    mark("Is it feasible?"): _unsettled_checks,
    mark("Seen differently"): _dissent,
    mark("Wishes without a plan"): _wishes_without_plan,
    mark("Plans that are no measure yet"): _plans_without_measure,
    mark("Measures that are not complete"): _measures_with_gaps,
    mark("Cards without translation"): _untranslated_cards,
}
