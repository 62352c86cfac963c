"""What happened to cards."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardSubmitted:
    """A resident's card was stored for the first time."""

    code: str
    card_id: int


@dataclass(frozen=True, slots=True)
class CardJudged:
    """Staff hid, showed, let through or redacted a card, or its author is asked for its language.

    ``revision`` is the board's.
    """

    code: str
    participant_id: int
    revision: int
