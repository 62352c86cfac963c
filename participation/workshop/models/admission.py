"""The table of invitations to a workshop that is closed to others."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.kernel.database import Base


class Invitation(Base):
    """A code on paper that lets one device in, once.

    Only the hash of the code is kept. That it was used stands here, with which device nowhere: a number on a sheet of
    paper never leads to cards or votes (ADR 26).
    """

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    number: Mapped[int]
    code_hash: Mapped[str] = mapped_column(String(64), index=True)
    used: Mapped[bool] = mapped_column(default=False)
    void: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (UniqueConstraint("workshop_id", "number"),)
