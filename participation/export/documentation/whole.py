"""The documentation as one document: front page, agenda, phases in their order, measures, open questions, prompts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from participation.export.document import Block, Document, Heading, Metadata, PageBreak
from participation.export.documentation.cards import cards_of_phase, inversions
from participation.export.documentation.front import agenda, front_page
from participation.export.documentation.measures import measures
from participation.export.documentation.open_questions import open_questions
from participation.export.documentation.people import people
from participation.export.documentation.plans import plans
from participation.export.documentation.prompts import prompts
from participation.export.documentation.record import WorkshopRecord, read_record, read_rooms
from participation.export.documentation.rooms import chapters
from participation.export.documentation.votes import votes_of_phase
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.i18n.languages import direction_of
from participation.workshop.agendas import PHASE_NAMES
from participation.workshop.models import Phase, Workshop


def document_workshop(workshop: Workshop) -> Document:
    """Return the documentation of the workshop, in the language of its papers; it holds no database object any more.

    Everything visible stands in it; of hidden and withdrawn cards only the number, of open votes only that they are
    open.
    """
    record = read_record(workshop)
    rooms = read_rooms(workshop)
    with speaking(record.language):
        return Document(
            title=workshop.title,
            language=record.language,
            blocks=tuple(_blocks(record, rooms)),
            direction=direction_of(record.language),
            metadata=Metadata(
                author=workshop.process.concept.city if workshop.process.concept else "",
                subject=_("Documentation of the future workshop"),
                keywords=(workshop.code,),
            ),
        )


def _blocks(record: WorkshopRecord, rooms: Sequence[WorkshopRecord]) -> Iterator[Block]:
    of_rooms = [replace(room, papers_in=record.language) for room in rooms]
    yield from front_page(record)
    yield from agenda(record)
    yield from _phase(record, Phase.PREPARATION)
    yield from chapters(of_rooms, _contents)
    for phase in (Phase.CRITIQUE, Phase.FANTASY, Phase.REALISATION):
        yield from _on_new_page(_phase(record, phase))
    yield from _on_new_page(measures(record))
    yield from _on_new_page(open_questions([record, *of_rooms]))
    yield from _phase(record, Phase.FOLLOW_UP)
    yield from _on_new_page(people(record))
    yield from _on_new_page(prompts(record))


def _phase(record: WorkshopRecord, phase: Phase) -> Iterator[Block]:
    """A phase under its heading; a phase in which nothing was contributed is left out."""
    blocks = [*_contents(record, phase)]
    if blocks:
        yield Heading(1, _(PHASE_NAMES[phase]))
        yield from blocks


def _on_new_page(chapter: Iterable[Block]) -> Iterator[Block]:
    blocks = [*chapter]
    if blocks:
        yield PageBreak()
        yield from blocks


def _contents(record: WorkshopRecord, phase: Phase) -> Iterator[Block]:
    if phase is Phase.FANTASY:
        yield from inversions(record)
    yield from cards_of_phase(record, phase)
    if phase is Phase.REALISATION:
        yield from plans(record)
    yield from votes_of_phase(record, phase)
