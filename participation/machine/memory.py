"""What was translated before, what may still be asked today. The caller has opened the transaction."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from participation.kernel import clock
from participation.kernel.database import Base, db
from participation.machine.models import MachineDay, MachineText

CLAIMED = timedelta(minutes=2)
"""How long a text stays with the process that asks for it; longer than any time limit."""
MOST_ATTEMPTS = 3
"""A text on which the service fails so often is left to people."""
KEPT = timedelta(days=30)

_day = Base.metadata.tables[MachineDay.__tablename__]
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def hash_text(text: str) -> str:
    """Return by what a text is found again: its SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def recall(texts: Collection[str], source: str, target: str) -> dict[str, str]:
    """Return the translations that are known already, by original."""
    by_hash = {hash_text(text): text for text in texts}
    statement = select(MachineText).where(
        MachineText.hash.in_(by_hash),
        MachineText.source == source,
        MachineText.target == target,
        MachineText.text.is_not(None),
    )
    return {by_hash[row.hash]: row.text for row in db.session.scalars(statement) if row.text is not None}


def claim(texts: Sequence[str], source: str, target: str, budget: int) -> list[str]:
    """Return the texts that this process may ask for now, within the characters left of the day's ``budget``.

    They are counted at once, and nobody else gets them for a while.
    """
    today = clock.now().date()
    connection = db.session.connection()
    insert = _INSERT[connection.dialect.name](_day).values(day=today, characters=0)
    connection.execute(insert.on_conflict_do_nothing(index_elements=["day"]))
    day = db.session.scalars(
        select(MachineDay).where(MachineDay.day == today).with_for_update().execution_options(populate_existing=True)
    ).one()
    claimed = []
    for text in dict.fromkeys(texts):
        if day.characters + len(text) <= budget and _take(text, source, target):
            day.characters += len(text)
            claimed.append(text)
    db.session.flush()
    return claimed


def remember(texts: Sequence[str], translations: Sequence[str], source: str, target: str) -> None:
    """Keep what the service has answered."""
    for text, translation in zip(texts, translations, strict=True):
        row = db.session.get(MachineText, (hash_text(text), source, target))
        if row is not None:  # gone when the text was redacted meanwhile
            row.text = translation


def let_go(texts: Sequence[str], source: str, target: str, *, spent: bool) -> None:
    """Give back what the service did not translate; unless it was ``spent`` its characters count no more today."""
    for text in texts:
        row = db.session.get(MachineText, (hash_text(text), source, target))
        if row is not None and row.text is None:
            row.asked_at = clock.now() - CLAIMED
            row.attempts += spent
    day = db.session.get(MachineDay, clock.now().date())
    if day is not None and not spent:
        day.characters = max(0, day.characters - sum(len(text) for text in texts))


def forget_text(text: str) -> None:
    """Forget every translation of a text whose personal data are taken out."""
    db.session.execute(delete(MachineText).where(MachineText.hash == hash_text(text)))


def forget_old() -> int:
    """Forget what was translated more than thirty days ago; returns how many texts."""
    old = delete(MachineText).where(MachineText.asked_at < clock.now() - KEPT)
    return len(db.session.execute(old.returning(MachineText.hash)).all())


def _take(text: str, source: str, target: str) -> bool:
    row = db.session.get(MachineText, (hash_text(text), source, target), with_for_update=True)
    if row is None:
        db.session.add(MachineText(hash=hash_text(text), source=source, target=target))
        return True
    free = row.text is None and row.attempts < MOST_ATTEMPTS and row.asked_at <= clock.now() - CLAIMED
    if free:
        row.asked_at = clock.now()
    return free
