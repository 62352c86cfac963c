"""Tables of what a machine has translated, and how much it was given to translate on a day."""

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from participation.kernel import clock
from participation.kernel.database import Base


class MachineText(Base):
    """A text that was, or is being, translated: known by the hash of the original and the pair of languages.

    ``text`` is the translation; ``None`` while the service is asked, so that no two processes ask for the same.
    """

    __tablename__ = "machine_text"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[str] = mapped_column(String(20), primary_key=True)
    target: Mapped[str] = mapped_column(String(20), primary_key=True)
    text: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


class MachineDay(Base):
    """How many characters the service was given on a day (UTC)."""

    __tablename__ = "machine_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    characters: Mapped[int] = mapped_column(default=0)
