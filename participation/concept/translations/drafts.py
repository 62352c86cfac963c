"""Machine drafts of a concept's texts, where the office asks for them; a worker lets the machine translate.

Unlike cards in a hall nobody waits for them, so they leave half of the day's characters to the halls. What is out of
date is left to people: they only translate the difference.
"""

import logging
from collections.abc import Mapping, Sequence

from participation.concept.editions.beginning import hold_concept
from participation.concept.models import Edition
from participation.concept.translations.models import TextTranslation
from participation.concept.translations.progress import Entry, Standing, list_entries
from participation.concept.translations.saving import longest
from participation.i18n.wording import TranslationState
from participation.kernel.background import works_off
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.machine.errors import MachineFailed, PairRefused
from participation.machine.extension import Machine, find_machine
from participation.machine.memory import claim, let_go, recall, remember

log = logging.getLogger(__name__)

BATCH = 20
"""Texts in one request, below the limits of both services."""
SHARE = 2
"""One of so many parts of the day's characters may be used up when a concept is drafted."""
SHORTEST_WAIT = 60.0
NOT_BY_MACHINE = frozenset({"de-x-leicht"})
"""What a machine writes is no easy language."""


def drafting_service(language: str) -> str:
    """Return what the service is called that drafts translations into a language; empty where none does."""
    machine = find_machine()
    return machine.service.name if machine is not None and language not in NOT_BY_MACHINE else ""


@works_off(limit=50)
def draft_texts(jobs: Sequence[tuple[int, str]]) -> float | None:
    """Draft what is missing of editions (by their ids) in languages; returns when to try again after a failure."""
    machine = find_machine()
    if machine is None:
        return None
    for edition_id, language in jobs:
        done: set[str] = set()
        try:
            while _draft_once(machine, edition_id, language, done):
                pass
        except PairRefused:
            log.warning("%s does not translate a concept into %s", machine.service.name, language)
        except MachineFailed as failed:
            log.warning("%s drafts nothing of a concept: %s", machine.service.name, failed)
            return max(failed.again_in, SHORTEST_WAIT)
    return None


def _draft_once(machine: Machine, edition_id: int, language: str, done: set[str]) -> bool:
    """Translate one batch; returns whether there may be more. Nothing is open while the service is asked."""
    with transaction():
        edition = db.session.get(Edition, edition_id)
        entries = _missing(edition, language, done)[:BATCH] if edition is not None else []
        if edition is None or not entries:
            return False
        source = edition.concept.language
        texts = [entry.source.text for entry in entries]
        known = recall(texts, source, language)
        done |= {entry.source.hash for entry in entries}
        _attach(edition, language, known)
        lacking = [text for text in texts if text not in known]
        claimed = claim(lacking, source, language, machine.daily_characters // SHARE)
    if claimed:
        _ask(machine, claimed, source, language)
        with transaction():
            edition = db.session.get(Edition, edition_id)
            if edition is not None:
                _attach(edition, language, recall(claimed, source, language))
    return len(claimed) == len(lacking)


def _ask(machine: Machine, texts: Sequence[str], source: str, language: str) -> None:
    try:
        found = machine.service.translate(texts, source, language)
    except MachineFailed as failed:
        with transaction():
            let_go(texts, source, language, spent=failed.spent)
        raise
    with transaction():
        remember(texts, found, source, language)


def _missing(edition: Edition, language: str, done: set[str]) -> list[Entry]:
    entries = list_entries(edition, language)
    return [each for each in entries if each.standing is Standing.MISSING and each.source.hash not in done]


def _attach(edition: Edition, language: str, drafts: Mapping[str, str]) -> None:
    """Put drafts beside texts that nobody has translated in the meantime; a far too long one is left to people."""
    hold_concept(edition.concept)
    for entry in _missing(edition, language, set()) if drafts else ():
        text = drafts.get(entry.source.text, "").strip()
        if text and len(text) <= longest(entry.source.text):
            db.session.add(
                TextTranslation(
                    concept_id=edition.concept_id,
                    language=language,
                    hash=entry.source.hash,
                    original=entry.source.text,
                    text=text,
                    state=TranslationState.MACHINE,
                    place=entry.source.place,
                )
            )
