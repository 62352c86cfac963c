"""What happened on the stage of a workshop."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StageChanged:
    """The current step, its clock or its round changed; phones, projector and console look again."""

    code: str
    revision: int


@dataclass(frozen=True, slots=True)
class BoardChanged:
    """Something that the board shows changed; projector and consoles look again."""

    code: str
    revision: int
