"""Machine drafts: after a board has changed, a worker lets a machine translate what nobody has translated yet.

Only texts that everybody may see are sent (prompts, titles, cards), and of them only the words: no redacted card, no
hidden one, no name of a workshop, no number. Nothing waits for it. What the database lacks is the list of what is to be
done, so a restart or an hour without the service loses nothing.
"""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, exists, select

from participation.contributions.domain import clean_text, clean_title
from participation.contributions.models import (
    Card,
    CardState,
    CardTranslation,
    Cluster,
    ClusterTranslation,
    TranslationState,
)
from participation.contributions.services.interpreting import show_to_readers
from participation.i18n.languages import LANGUAGES, reads
from participation.kernel.background import offer, works_off
from participation.kernel.database import db
from participation.kernel.errors import DomainError
from participation.kernel.events import listens_to
from participation.kernel.transaction import transaction
from participation.machine.errors import MachineFailed, PairRefused
from participation.machine.extension import Machine, find_machine
from participation.machine.memory import CLAIMED, claim, let_go, recall, remember
from participation.workshop.events import BoardChanged, StageChanged
from participation.workshop.models import PromptDraft, StepPrompt, Workshop, WorkshopState
from participation.workshop.queries import find_workshop, prompts_lacking
from participation.workshop.services import touch_board, touch_stage

log = logging.getLogger(__name__)

BATCH = 20
"""Texts in one request, below the limits of both services."""
LONGEST_WAIT = 600.0
_OPEN = frozenset({WorkshopState.OPEN, WorkshopState.RUNNING})
_NOT_BY_MACHINE = frozenset({"de-x-leicht"})
"""What a machine writes is no easy language."""


_Row = Card | Cluster | StepPrompt


class _Item(NamedTuple):
    """A card, the title of a cluster or a prompt, and what it said when it was read."""

    kind: type[_Row]
    id: int
    text: str


@dataclass(frozen=True, slots=True)
class _Batch:
    """Texts of one language that lack a translation into another one."""

    source: str
    target: str
    items: Sequence[_Item]

    @property
    def texts(self) -> list[str]:
        """The texts, each once."""
        return list(dict.fromkeys(item.text for item in self.items))


@listens_to(StageChanged)
@listens_to(BoardChanged)
def draft_after_change(event: BoardChanged | StageChanged) -> None:
    """Let the worker look at what has changed; costs nothing where machine translation is off."""
    if find_machine() is not None:
        offer(draft_translations, event.code)


@works_off(limit=500)
def draft_translations(codes: Sequence[str]) -> float | None:
    """Translate what is missing on some boards; returns after how many seconds to try again when the service fails."""
    machine = find_machine()
    if machine is None:
        return None
    try:
        for code in codes:
            while _draft_once(machine, code):
                machine.failures = 0
    except MachineFailed as failed:
        machine.failures += 1
        wait = max(failed.again_in, min(failed.again_in * 2.0 ** (machine.failures - 1), LONGEST_WAIT))
        log.warning("%s translates nothing for %.0f s: %s", machine.service.name, wait, failed)
        return wait
    return None


def _draft_once(machine: Machine, code: str) -> bool:
    """Translate one batch of a workshop; returns whether there may be more. Nothing is open while the service is asked.

    What gets no draft now (the day's budget, a claim of another process, a text that does not fit) is left alone for
    a while, so that it does not stand in the way of the others.
    """
    with transaction():
        workshop = find_workshop(code)
        batch = _next_batch(workshop, machine) if workshop is not None else None
        if workshop is None or batch is None:
            return False
        known = recall(batch.texts, batch.source, batch.target)
        _attach(workshop, batch, known)
        missing = [text for text in batch.texts if text not in known]
        claimed = claim(missing, batch.source, batch.target, machine.daily_characters)
    if claimed and _ask(machine, batch, claimed):
        with transaction():
            workshop = find_workshop(code)
            if workshop is not None:
                _attach(workshop, batch, recall(claimed, batch.source, batch.target))
    until = time.monotonic() + CLAIMED.total_seconds()
    machine.aside |= {(item.kind.__name__, item.id, batch.target, item.text): until for item in batch.items}
    return True


def _ask(machine: Machine, batch: _Batch, texts: Sequence[str]) -> bool:
    """Let the service translate and keep what it answers; a pair that it refuses is not asked for again."""
    try:
        found = machine.service.translate(texts, batch.source, batch.target)
    except MachineFailed as failed:
        with transaction():
            let_go(texts, batch.source, batch.target, spent=failed.spent)
        if not isinstance(failed, PairRefused):
            raise
        machine.refused_pairs.add((batch.source, batch.target))
        log.warning("%s does not translate from %s to %s", machine.service.name, batch.source, batch.target)
        return False
    with transaction():
        remember(texts, found, batch.source, batch.target)
    return True


def _next_batch(workshop: Workshop, machine: Machine) -> _Batch | None:
    """Return what is missing first: the projector's language before the others; prompts, then titles, then cards.

    After a fault one text at a time is tried, another one each time: a text that the service cannot bear stops none.
    """
    if workshop.state is WorkshopState.ARCHIVED:
        return None
    now = time.monotonic()
    machine.aside = {key: until for key, until in machine.aside.items() if until > now}
    for target in workshop.languages:
        for rows in _lacking(workshop, target) if target not in _NOT_BY_MACHINE else ():
            able = [row for row in rows if _may_ask(row, target, machine)]
            if able and machine.failures:
                able = [able[machine.failures % len(able)]]
            if able:
                same = [row for row in able if row.language == able[0].language][:BATCH]
                items = [_Item(type(row), row.id, _text_of(row)) for row in same]
                return _Batch(able[0].language, target, items)
    return None


def _may_ask(row: _Row, target: str, machine: Machine) -> bool:
    aside = (type(row).__name__, row.id, target, _text_of(row)) in machine.aside
    return not aside and (row.language, target) not in machine.refused_pairs


def _lacking(workshop: Workshop, target: str) -> Iterator[Iterable[_Row]]:
    """Return prompts, titles and cards without any translation into ``target``; the newest titles and cards first.

    Prompts are for everybody as soon as the workshop is open.
    """
    if workshop.state in _OPEN:
        prompts = prompts_lacking(workshop, target)
        yield [prompt for prompt in prompts if all(draft.language != target for draft in prompt.drafts)]
    for statement in _lacking_on_board(workshop.id, target):
        yield db.session.scalars(statement)


def _lacking_on_board(workshop_id: int, target: str) -> tuple[Select[Cluster], Select[Card]]:
    readable = [tag for tag in LANGUAGES if reads(target, tag)]
    titled = exists().where(ClusterTranslation.cluster_id == Cluster.id, ClusterTranslation.language == target)
    translated = exists().where(CardTranslation.card_id == Card.id, CardTranslation.language == target)
    titles = select(Cluster).where(
        Cluster.workshop_id == workshop_id,
        Cluster.title != "",
        Cluster.merged_into_id.is_(None),
        Cluster.dissolved.is_(other=False),
        Cluster.language.not_in(readable),
        ~titled,
    )
    cards = select(Card).where(
        Card.workshop_id == workshop_id,
        Card.state == CardState.VISIBLE,
        Card.redacted_at.is_(None),
        Card.language.not_in(readable),
        ~translated,
    )
    return titles.order_by(Cluster.id.desc()), cards.order_by(Card.id.desc())


def _attach(workshop: Workshop, batch: _Batch, translations: Mapping[str, str]) -> None:
    """Put drafts beside the texts that still say what was sent, and that nobody has translated in the meantime."""
    drafted = []
    for item in batch.items if translations else ():
        row = _find(item)
        draft = translations.get(item.text)
        if row is not None and draft is not None and _text_of(row) == item.text and _still_lacks(row, batch):
            drafted += [row] if _put_beside(row, batch.target, draft) else []
    if drafted:
        _show(workshop, drafted)


def _show(workshop: Workshop, drafted: Sequence[_Row]) -> None:
    """Let those look again who see what has a draft now."""
    if any(isinstance(row, StepPrompt) for row in drafted):
        touch_stage(workshop)
        return
    revision = touch_board(workshop)
    for row in drafted:
        if not isinstance(row, StepPrompt):
            row.revision = revision
    show_to_readers(workshop)


def _find(item: _Item) -> _Row | None:
    if item.kind is Card:
        return db.session.get(Card, item.id, populate_existing=True)
    if item.kind is Cluster:
        return db.session.get(Cluster, item.id, populate_existing=True)
    return db.session.get(StepPrompt, item.id, populate_existing=True)


def _still_lacks(row: _Row, batch: _Batch) -> bool:
    if isinstance(row, StepPrompt):
        known = {each.language for each in row.drafts} | {prompt.language for prompt in row.step.prompts}
        return row.language == batch.source and batch.target not in known
    if isinstance(row, Card) and (row.state is not CardState.VISIBLE or row.redacted_at is not None):
        return False
    return row.language == batch.source and all(known.language != batch.target for known in row.translations)


def _put_beside(row: _Row, target: str, draft: str) -> bool:
    """Attach a draft; one that is too long or says nothing is left to people."""
    try:
        text = clean_title(draft) if isinstance(row, Cluster) else clean_text(draft)
    except DomainError:
        return False
    if isinstance(row, StepPrompt):
        row.drafts.append(PromptDraft(language=target, text=text))
    elif isinstance(row, Card):
        row.translations.append(CardTranslation(language=target, text=text, state=TranslationState.MACHINE))
    else:
        row.translations.append(ClusterTranslation(language=target, text=text, state=TranslationState.MACHINE))
    return True


def _text_of(row: _Row) -> str:
    return row.title if isinstance(row, Cluster) else row.text
