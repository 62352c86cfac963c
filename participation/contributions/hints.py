"""Asks authors in which language they wrote, when a card seems to be in another one than their page.

After a card is stored, a worker guesses; what differs is asked on the card's own row and nowhere else. Nothing waits
for the guess, nobody has to answer, and the answer of the author alone changes the language (ADR 18).
"""

import logging
from collections.abc import Sequence

from sqlalchemy import select

from participation.contributions.events import CardJudged, CardSubmitted
from participation.contributions.models import Card, CardState
from participation.i18n.hint import LanguageHint, is_long_enough, judge
from participation.kernel.background import offer, works_off
from participation.kernel.database import db
from participation.kernel.events import emit, listens_to
from participation.kernel.transaction import transaction
from participation.workshop.models import Workshop

log = logging.getLogger(__name__)

_hint = LanguageHint()


@listens_to(CardSubmitted)
def guess_after_sending(event: CardSubmitted) -> None:
    """Let the worker look at a new card; a full list drops it: then nobody is asked."""
    offer(guess_languages, event.card_id)


@works_off(limit=300)
def guess_languages(card_ids: Sequence[int]) -> None:
    """Note the cards whose authors shall be asked, and tell their devices."""
    cards = select(Card.id, Card.text, Card.language, Workshop.languages).join(
        Workshop, Card.workshop_id == Workshop.id
    )
    unsure = cards.where(Card.id.in_(card_ids), Card.participant_id.is_not(None), Card.on_paper.is_(other=False))
    rows = [row for row in db.session.execute(unsure).all() if is_long_enough(row.text)]
    db.session.rollback()
    found = {row.id: tag for row in rows if (tag := _ask(row.text, row.language, row.languages)) is not None}
    if not found:
        return
    with transaction():
        for card in db.session.scalars(select(Card).where(Card.id.in_(found))):
            if card.state in {CardState.VISIBLE, CardState.WAITING} and card.step.takes_input:
                card.guessed_language = found[card.id]
                workshop = db.session.get_one(Workshop, card.workshop_id)
                emit(CardJudged(workshop.code, card.participant_id or 0, workshop.board_revision))


def _ask(text: str, language: str, languages: Sequence[str]) -> str | None:
    """Return the language to ask about; nothing when the process that guesses has died."""
    try:
        ((guess, sure, among_all),) = _hint.guess([text], [language, *languages])
    except (OSError, ValueError):
        log.warning("no guess of a language", exc_info=True)
        _hint.close()
        return None
    return judge(language, languages, guess, sure, among_all)
