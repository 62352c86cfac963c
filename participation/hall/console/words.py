"""Words of the console: what a move does, in whole sentences, before it is made."""

from collections.abc import Mapping
from types import MappingProxyType

from participation.contributions.models import MoveKind
from participation.i18n import gettext, mark
from participation.workshop.agendas import KIND_NAMES
from participation.workshop.models import Step, StepKind, WorkshopState

CONSEQUENCE_OF_LEAVING: Mapping[StepKind, str] = MappingProxyType(
    {
        StepKind.COLLECT: mark("Closes the input for everybody."),
        StepKind.CLUSTER: mark("The board stays as it is now."),
        StepKind.PLAN: mark("The tables cannot write any more."),
    }
)
"""What going on ends, by the kind of the step that is left."""

CONSEQUENCE_OF_ENTERING: Mapping[StepKind, str] = MappingProxyType(
    {
        StepKind.WELCOME: mark("Everybody sees how to join."),
        StepKind.COLLECT: mark("Phones open for cards."),
        StepKind.CLUSTER: mark("You sort the cards together on the screen."),
        StepKind.VOTE: mark("Phones open for dots."),
        StepKind.INVERT: mark("The strongest topics are turned round."),
        StepKind.PLAN: mark("The tables work on their plans."),
        StepKind.CHECK: mark("The plans are checked together."),
        StepKind.SCALE: mark("Phones open for one dot."),
        StepKind.PAUSE: mark("Phones and screen show the break."),
        StepKind.CLOSING: mark("The screen shows the results."),
    }
)
"""What going on begins, by the kind of the step that is entered."""

CONSEQUENCE_OF_PRESENTING = mark("The tables read their plans aloud.")
CONSEQUENCE_OF_CLOSING = mark("Ends the workshop for everybody. This cannot be taken back.")
CONSEQUENCE_OF_COUNTING = mark("Closes and counts the vote. This cannot be taken back.")

PRESENTING = mark("Reading aloud")


def is_presentation(step: Step) -> bool:
    """Whether the plans are read aloud in this step, and nobody writes any more."""
    return step.kind is StepKind.PLAN and bool(step.settings.get("presentation"))


def step_name(step: Step) -> str:
    """Return what a step is called in the reader's language."""
    return gettext(PRESENTING if is_presentation(step) else KIND_NAMES[step.kind])


STATE_NAMES: Mapping[WorkshopState, str] = MappingProxyType(
    {
        WorkshopState.PLANNED: mark("planned"),
        WorkshopState.OPEN: mark("open: people can join"),
        WorkshopState.RUNNING: mark("running"),
        WorkshopState.CLOSED: mark("closed"),
        WorkshopState.ARCHIVED: mark("archived"),
    }
)

MOVE_NAMES: Mapping[MoveKind, str] = MappingProxyType(
    {
        MoveKind.PLACED: mark("moved a card"),
        MoveKind.DOUBLED: mark("put a card into a second topic"),
        MoveKind.TAKEN_OUT: mark("took a card out"),
        MoveKind.CREATED: mark("made a new topic"),
        MoveKind.TITLED: mark("wrote a title"),
        MoveKind.MERGED: mark("merged two topics"),
        MoveKind.SPLIT: mark("split a topic"),
    }
)

REASONS: tuple[str, ...] = (
    mark("Not for everybody to see"),
    mark("It names a person"),
    mark("It hurts somebody"),
    mark("It does not answer the question"),
    mark("It was sent twice"),
)
"""Reasons for hiding a card that are one press away; the first is the one of the key. Its author reads it."""

SCREENS: tuple[tuple[str, str, str], ...] = (
    ("step", mark("Step"), "s"),
    ("qr", mark("QR code"), "q"),
    ("blank", mark("Blank"), "b"),
    ("frozen", mark("Freeze"), "f"),
)
"""What the projector can show instead: the word of ``show_on_screen``, its name, its key."""

HALLS: tuple[tuple[str, str], ...] = (
    ("auto", mark("automatic")),
    ("light", mark("light")),
    ("dark", mark("dark")),
)
"""The light in the hall: the word of ``light_hall`` and its name."""
