"""The cards of a phase by their topics: original and language always, the translation beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from participation.contributions.models import Card, CardTranslation, Cluster, Mark
from participation.export.document import QUIET, Block, Cell, Heading, Note, Paragraph, Row, Table, cell, paragraph
from participation.export.documentation.passages import (
    TRANSLATION_NAMES,
    header,
    language_name,
    quiet,
    same_language,
    title_of,
    written,
)
from participation.export.documentation.record import WorkshopRecord
from participation.export.documentation.rooms import origins
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.i18n.languages import direction_of
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import Result
from participation.workshop.models import Phase, StepKind

_WIDTHS: Final = (0.43, 0.18, 0.39)
_WIDTHS_WITHOUT_TRANSLATION: Final = (0.82, 0.18)
_INVERSION_WIDTHS: Final = (0.5, 0.5)


def cards_of_phase(record: WorkshopRecord, phase: Phase) -> Iterator[Block]:
    """The prompts under which the cards of a phase were collected, its topics, and what fits nowhere."""
    cards, clusters = record.visible(phase), record.clusters[phase]
    if not cards and not clusters:
        return
    yield from _prompts(record, phase)
    collected = ngettext("%(num)s card was collected.", "%(num)s cards were collected.", len(cards))
    topics = ngettext("They lie in %(num)s topic.", "They lie in %(num)s topics.", len(clusters))
    yield paragraph(f"{collected} {topics}" if clusters else collected)
    for cluster in clusters:
        yield from _topic(record, cluster)
    loose = record.loose(phase)
    if loose:
        yield Heading(2, _("Themes of their own"))
        yield quiet(_("These cards fit into no topic. They stand for themselves."))
        yield _table(record, loose)


def inversions(record: WorkshopRecord) -> Iterator[Block]:
    """The critique topics that were turned round, each beside its opposite."""
    if not record.inversions:
        return
    yield Heading(2, _("Critique turned round"))
    rows = []
    for inversion in record.inversions:
        text, language = inversion.text_in(record.language)
        title, title_language = title_of(inversion.cluster)
        rows.append(Row((Cell((written(title, title_language),)), Cell((written(text, language),)))))
    yield Table(header(_("Critique topic"), _("Turned round")), tuple(rows), _INVERSION_WIDTHS)


def standing(result: Result) -> str:
    """Rank and dots of an option in a closed vote."""
    if result.rank is None:
        return _("Nobody voted.")
    dots = ngettext("%(num)s dot", "%(num)s dots", result.points)
    return _("rank %(rank)s with %(dots)s", rank=result.rank, dots=dots)


def _prompts(record: WorkshopRecord, phase: Phase) -> Iterator[Note]:
    for step in record.steps:
        if step.phase is phase and step.kind is StepKind.COLLECT:
            prompt = step.prompt_in(record.language)
            if prompt is not None:
                yield Note((written(prompt.text, prompt.language),))


def _topic(record: WorkshopRecord, cluster: Cluster) -> Iterator[Block]:
    title, language = title_of(cluster)
    yield Heading(2, title, language, direction_of(language))
    if language != cluster.language and cluster.title:
        yield quiet(_("The title as it was written, in %(language)s:", language=language_name(cluster.language)))
        yield written(cluster.title, cluster.language, QUIET)
        state = cluster.shown_title(language).state
        if state is not None:
            yield quiet(_(TRANSLATION_NAMES[state]))
    result = record.result_of(Subject.CLUSTER, cluster.id)
    if result is not None:
        yield quiet(_("In the vote: %(standing)s", standing=standing(result)))
    yield from origins(cluster)
    if cluster.cards:
        yield _table(record, cluster.cards, cluster)
    elif not cluster.origins:
        yield quiet(_("No visible card lies in this topic."))
    yield from _dissent(record.marks.get(cluster.id, ()))


def _dissent(marks: Sequence[Mark]) -> Iterator[Block]:
    """Who sees the topic differently, in their own words: dissent stays with the topic (METHOD, Craft rules)."""
    if marks:
        yield quiet(ngettext("%(num)s person sees it differently:", "%(num)s people see it differently:", len(marks)))
    for mark in marks:
        yield written(mark.text, mark.language)


def _table(record: WorkshopRecord, cards: Sequence[Card], cluster: Cluster | None = None) -> Table:
    """Cards with language and, where one of them is in another language than the documentation, translation."""
    translated = any(not same_language(card.language, record.language) for card in cards)
    names = [_("Card"), _("Language")]
    if translated:
        names.append(_("In %(language)s", language=language_name(record.language)))
    rows = tuple(_row(record, card, cluster, translated=translated) for card in cards)
    return Table(header(*names), rows, _WIDTHS if translated else _WIDTHS_WITHOUT_TRANSLATION)


def _row(record: WorkshopRecord, card: Card, cluster: Cluster | None, *, translated: bool) -> Row:
    remarks = (quiet(text) for text in _remarks(record, card, cluster))
    said = Cell((written(card.text, card.language), *remarks))
    cells = [said, cell(language_name(card.language))]
    if translated:
        cells.append(Cell(tuple(_translation(card, record.language))))
    return Row(tuple(cells))


def _translation(card: Card, language: str) -> Iterator[Paragraph]:
    if same_language(card.language, language):
        return
    found = translation_into(card, language)
    if found is None:
        yield quiet(_("not translated yet"))
    else:
        yield written(found.text, found.language)
        yield quiet(_(TRANSLATION_NAMES[found.state]))


def translation_into(card: Card, language: str) -> CardTranslation | None:
    """The translation of a card into a language, in whatever state it is."""
    return next((known for known in card.translations if known.language == language), None)


def _remarks(record: WorkshopRecord, card: Card, cluster: Cluster | None) -> Iterator[str]:
    """What has to be said about a card beside its words."""
    if card.redacted_at is not None:
        yield _("The office has removed personal data from this card.")
    if card.on_paper:
        yield _("Written on paper.")
    if card.late:
        yield _("Came after its step was over.")
    table = next((table for table in record.workshop.tables if table.id == card.table_id), None)
    if table is not None:
        yield _("At %(table)s.", table=table.name)
    if card.inversion is not None:
        yield _("To: %(opposite)s", opposite=card.inversion.text_in(record.language)[0])
    others = _other_titles(record, card, cluster)
    if others:
        yield _("Lies also in: %(topics)s", topics=" · ".join(others))


def _other_titles(record: WorkshopRecord, card: Card, cluster: Cluster | None) -> list[str]:
    known = record.clusters_by_id()
    own = cluster.id if cluster else None
    return [
        title_of(known[cluster_id])[0] for cluster_id in _cluster_ids(card) if cluster_id != own and cluster_id in known
    ]


def _cluster_ids(card: Card) -> Iterable[int]:
    return (placement.cluster_id for placement in card.placements)
