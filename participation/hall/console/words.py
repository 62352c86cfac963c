"""Words of the console: what a move does, in whole sentences, before it is made."""

from collections.abc import Mapping
from types import MappingProxyType

from participation.contributions.models import MoveKind
from participation.i18n import mark
from participation.workshop.models import Step, StepKind, StepState, WorkshopState
from participation.workshop.naming import name_of_step

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

CONSEQUENCE_OF_SHOWING_AGAIN = mark("Shows the result of the vote again: it stays as it was counted.")
CONSEQUENCE_OF_CHANGING_TABLES = mark("The tables change: phones and screen say where to go.")
CONSEQUENCE_OF_PRESENTING = mark("The tables read their plans aloud.")
CONSEQUENCE_OF_CLOSING = mark("Ends the workshop for everybody. This cannot be taken back.")
CONSEQUENCE_OF_COUNTING = mark("Closes and counts the vote. This cannot be taken back.")


def is_presentation(step: Step) -> bool:
    """Whether the plans are read aloud in this step, and nobody writes any more."""
    return step.kind is StepKind.PLAN and bool(step.settings.get("presentation"))


def leaving(current: Step | None) -> str:
    """Return the message that says what leaving the running step ends; nothing when it ends nothing."""
    if current is None or current.state is not StepState.RUNNING or is_presentation(current):
        return ""
    return CONSEQUENCE_OF_LEAVING.get(current.kind, "")


def entering(following: Step) -> str:
    """Return the message that says what a step begins."""
    if following.cafe_round is not None and following.cafe_round > 1:
        return CONSEQUENCE_OF_CHANGING_TABLES
    return CONSEQUENCE_OF_PRESENTING if is_presentation(following) else CONSEQUENCE_OF_ENTERING[following.kind]


def step_name(step: Step) -> str:
    """Return what a step is called in the reader's language."""
    return name_of_step(step)


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
        MoveKind.ORDERED: mark("changed the order of the topics"),
        MoveKind.GATHERED: mark("gathered topics of the rooms"),
    }
)

REASONS: tuple[str, ...] = (
    mark("Not for everybody to see"),
    mark("It names a person"),
    mark("It hurts somebody"),
    mark("It does not answer the question"),
    mark("It was sent twice"),
    mark("It came too late"),
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
