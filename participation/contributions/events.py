"""What happened to cards."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardSubmitted:
    """A resident's card was stored for the first time."""

    code: str
    card_id: int
