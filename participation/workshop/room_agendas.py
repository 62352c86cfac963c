"""What splitting a workshop adds to its agendas: the way back from the rooms, and gathering in the plenum.

The texts are English messages of the participants' catalogue, as in ``agendas``.
"""

from collections.abc import Sequence

from participation.i18n import mark
from participation.workshop.agendas import StepTemplate
from participation.workshop.domain import Phase, StepKind
from participation.workshop.errors import RoomStepsInvalid
from participation.workshop.models import Step

ROOM_NAME = mark("Room %(number)s")
_BACK = mark("Thank you! Please come back to the plenum now.")
_GATHER = mark("The strongest topics of all rooms. Which of them say the same?")
_VOTE_AGAIN = mark("What weighs most for all of us? Put your dots.")

ADDED = ("back_to_plenum", "gathers")
"""Settings that mark a step which splitting has added."""
PHASES_IN_ROOMS = frozenset({Phase.PREPARATION, Phase.CRITIQUE, Phase.FANTASY})
"""From the realisation on everybody is together (METHOD, Craft rules)."""


def way_back(phase: Phase) -> StepTemplate:
    """Return the last step of every room: people walk back to the plenum."""
    return StepTemplate(phase, StepKind.PAUSE, 5, _BACK, {"back_to_plenum": True})


def gathering(phase: Phase) -> tuple[StepTemplate, StepTemplate]:
    """Return what follows the rooms in the plenum: their strongest topics side by side, then a vote on them."""
    return (
        StepTemplate(phase, StepKind.CLUSTER, 10, _GATHER, {"gathers": True}),
        StepTemplate(phase, StepKind.VOTE, 5, _VOTE_AGAIN, {"gathers": True}),
    )


def usual_range(steps: Sequence[Step]) -> tuple[int, int]:
    """Return the first and the last step that happen in rooms unless the office decides otherwise.

    Critique and fantasy, up to the last vote in them.
    """
    inside = [step for step in steps if step.phase in {Phase.CRITIQUE, Phase.FANTASY}]
    if not inside:
        return 0, 0
    votes = [step for step in inside if step.kind is StepKind.VOTE]
    return inside[0].position, (votes or inside)[-1].position


def check_range(steps: Sequence[Step], first: int, last: int) -> list[Step]:
    """Return the steps from ``first`` to ``last``; raises ``RoomStepsInvalid`` when rooms cannot hold them."""
    inside = [step for step in steps if first <= step.position <= last]
    held = all(step.phase in PHASES_IN_ROOMS for step in inside) and not any(step.gathers for step in inside)
    collects = any(step.kind is StepKind.COLLECT for step in inside)
    if not held or not collects or inside[-1].phase is Phase.PREPARATION:
        raise RoomStepsInvalid
    return inside
