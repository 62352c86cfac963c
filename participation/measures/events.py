"""What happened at the tables."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CanvasFilled:
    """Somebody wrote in a field of a plan; who has it open looks again."""

    code: str
    plan_id: int
    revision: int
