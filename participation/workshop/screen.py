"""What the projector shows: its choices, as they are kept in ``Workshop.screen``. Pure; no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self, TypeVar

from participation.workshop.errors import ScreenUnknown

Choice = TypeVar("Choice", bound=StrEnum)

FIRST = "first"
"""The question in the workshop's first language, large; the others below it in turn."""
ROTATE = "rotate"
"""The large line itself goes through the workshop's languages."""


class Shown(StrEnum):
    """What stands on the projector: the step, or something that the moderator put in its place."""

    STEP = "step"
    QR = "qr"
    BLANK = "blank"
    FROZEN = "frozen"
    CARD = "card"
    CLUSTER = "cluster"


class Hall(StrEnum):
    """The light in the hall: ``auto`` leaves it to the projecting computer."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


SPOTLIGHTS = frozenset({Shown.CARD, Shown.CLUSTER})
"""What is shown large; it has a ``subject``."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The moderator's choices for the projector.

    ``subject`` is the id of the card or cluster that is shown large. ``prompt`` is ``FIRST``, ``ROTATE``, or the tag
    of the one language in which the question stands.
    """

    shown: Shown = Shown.STEP
    subject: int | None = None
    prompt: str = FIRST
    hall: Hall = Hall.AUTO

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return the choices that a workshop keeps; what is missing is as at the beginning."""
        return cls(
            Shown(kept.get("show", Shown.STEP)),
            kept.get("subject"),
            kept.get("prompt", FIRST),
            Hall(kept.get("hall", Hall.AUTO)),
        )

    def kept(self) -> dict[str, Any]:
        """Return the choices as a workshop keeps them."""
        return {
            "show": self.shown.value,
            "subject": self.subject,
            "prompt": self.prompt,
            "hall": self.hall.value,
        }

    def of_step(self) -> dict[str, Any]:
        """Return what a workshop keeps when its step changes: the step is shown, language and light stay."""
        return Screen(prompt=self.prompt, hall=self.hall).kept()


def choice_of(kind: type[Choice], word: str) -> Choice:
    """Return the choice that is called ``word``; raises ``ScreenUnknown``."""
    try:
        return kind(word)
    except ValueError:
        raise ScreenUnknown from None
