"""The rooms of a large workshop: a chapter for each, and where the topics of the plenum come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from participation.contributions.models import Cluster, GatheredTopic
from participation.export.document import Block, Heading, PageBreak, Paragraph, paragraph
from participation.export.documentation.passages import language_name, quiet
from participation.export.documentation.record import WorkshopRecord
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.workshop.agendas import PHASE_NAMES
from participation.workshop.models import Phase

DEEPEST = 3


def origins(cluster: Cluster) -> Iterator[Paragraph]:
    """Say for a topic of the plenum in which rooms it was strong; its cards are printed there."""
    for origin in cluster.origins:
        cards = ngettext("%(num)s card", "%(num)s cards", len(origin.source.cards))
        told = {"room": origin.room.name, "standing": _rank(origin), "cards": cards}
        yield quiet(_("From %(room)s: %(standing)s, %(cards)s", **told))


def chapters(
    records: Iterable[WorkshopRecord], contents: Callable[[WorkshopRecord, Phase], Iterable[Block]]
) -> Iterator[Block]:
    """Return a chapter for each room, its phases one level deeper than those of the plenum."""
    for record in records:
        room = record.workshop.room
        if room is None:
            continue
        yield PageBreak()
        yield Heading(1, room.name)
        yield paragraph(_about(record))
        for phase in Phase:
            blocks = [*contents(record, phase)]
            if blocks:
                yield Heading(2, _(PHASE_NAMES[phase]))
                yield from (_deeper(block) for block in blocks)


def _about(record: WorkshopRecord) -> str:
    workshop = record.workshop
    languages = ", ".join(language_name(tag) for tag in workshop.languages)
    people = ngettext("%(num)s device took part.", "%(num)s devices took part.", record.devices)
    said = [workshop.place, languages, " · ".join(field.name for field in workshop.fields), people]
    return " – ".join(part for part in said if part)


def _rank(origin: GatheredTopic) -> str:
    if origin.points is None:
        return _("place %(rank)s by the number of cards", rank=origin.rank)
    dots = ngettext("%(num)s dot", "%(num)s dots", origin.points)
    return _("rank %(rank)s with %(dots)s", rank=origin.rank, dots=dots)


def _deeper(block: Block) -> Block:
    return replace(block, level=min(block.level + 1, DEEPEST)) if isinstance(block, Heading) else block
