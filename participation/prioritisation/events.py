"""What happened to votes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoteCounted:
    """A round of the workshop was closed; its options have points and ranks."""

    workshop_id: int
    round_id: int
