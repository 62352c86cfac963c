"""The interpreter's desk: what waits, what is in hand, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation.access.models import StaffUser
from participation.contributions.queries import CARD, PROMPT, TITLE, DeskEntry, Subject, count_desk, list_desk
from participation.hall.forms import number_or_nothing
from participation.i18n.languages import LANGUAGES
from participation.workshop.models import Workshop


@dataclass(frozen=True, slots=True)
class DeskView:
    """What an interpreter chose to see, as the address keeps it: into which language, from which, of which table."""

    into: str
    written_in: str | None = None
    table: int | None = None

    def entries(self, workshop: Workshop) -> list[DeskEntry]:
        """Return what waits, the most urgent first."""
        table = next((table for table in workshop.tables if table.number == self.table), None)
        return list_desk(workshop, self.into, written_in=self.written_in, table_id=table.id if table else None)

    def address(self, at: Subject | None = None) -> dict[str, str | int]:
        """Return the arguments of the address that shows this, with ``at`` in hand."""
        named = {"into": self.into, "from": self.written_in, "table": self.table, "at": name_of(at) if at else None}
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of one interpreter."""

    view: DeskView
    entries: Sequence[DeskEntry]
    counts: dict[str, int]
    """What waits by the language it is written in, of any language."""
    current: DeskEntry | None


def desk_of(workshop: Workshop, view: DeskView, at: Subject | None) -> Desk:
    """Return what an interpreter sees with the text ``at`` before them."""
    everything = DeskView(view.into, None, view.table).entries(workshop)
    entries = [entry for entry in everything if view.written_in in {None, entry.language}]
    return Desk(view, entries, count_desk(everything), find_entry(entries, at))


def find_entry(entries: Sequence[DeskEntry], at: Subject | None) -> DeskEntry | None:
    """Return the entry of a text, while it still waits."""
    return next((entry for entry in entries if entry.subject == at), None)


def next_free(entries: Sequence[DeskEntry], actor: StaffUser, after: Subject | None) -> DeskEntry | None:
    """Return what to translate next: the first text behind ``after`` that nobody else holds and that is clear."""
    places = [place for place, entry in enumerate(entries) if entry.subject == after]
    start = places[0] + 1 if places else 0
    ordered = [*entries[start:], *entries[:start]]
    free = (entry for entry in ordered if entry.holder in {None, actor} and not entry.doubt and entry.subject != after)
    return next(free, None)


def name_of(subject: Subject) -> str:
    """Return a subject as addresses and forms name it: ``card-12``."""
    return f"{subject.kind}-{subject.id}"


def read_subject(raw: str) -> Subject | None:
    """Return the subject that ``name_of`` named."""
    kind, _hyphen, number = raw.partition("-")
    return Subject(kind, number_or_nothing(number)) if kind in {CARD, TITLE, PROMPT} else None


def read_view(workshop: Workshop, into: str, written_in: str, table: str) -> DeskView:
    """Return what was chosen; by default into the workshop's first language, from any, of all tables."""
    return DeskView(
        into if into in LANGUAGES else workshop.language,
        written_in if written_in in LANGUAGES else None,
        number_or_nothing(table) if table.strip() else None,
    )
