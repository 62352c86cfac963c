"""Scale: one dot on a scale (mood, agreement); the distribution is shown after closing."""

from typing import Any

from participation.access.models import StaffUser
from participation.access.queries import count_participants
from participation.hall.bars import bars_for
from participation.hall.console.voting import vote_of
from participation.hall.kinds.ballot_box import close_for_step, open_for_step, own_dots, round_of
from participation.hall.stage import Stage
from participation.prioritisation.models import Round, RoundState, Subject
from participation.prioritisation.queries import count_ballots, distribution, scale_options
from participation.workshop.models import Step

SIGNS = {"mood": ("⛈️", "🌧️", "☁️", "🌤️", "☀️")}
"""A picture for each value of a scale, from low to high, beside its word."""


def phone(stage: Stage) -> dict[str, Any]:
    """Return the round, its pictures, and the dot that this device has given; after closing the distribution."""
    round_ = round_of(stage)
    return {
        "round": round_,
        "own_dots": own_dots(stage, round_),
        "signs": _signs(stage),
        "answers": _answers(round_),
    }


def projector(stage: Stage) -> dict[str, Any]:
    """Return the scale and how many have answered; the distribution only after closing."""
    round_ = round_of(stage)
    return {
        "round": round_,
        "voted": count_ballots(round_.id) if round_ else 0,
        "joined": count_participants(stage.workshop.id),
        "signs": _signs(stage),
        "answers": _answers(round_),
    }


def _signs(stage: Stage) -> tuple[str, ...]:
    name = stage.step.settings.get("scale", "mood") if stage.step else "mood"
    return SIGNS.get(name, ())


def _answers(round_: Round | None) -> list[Any]:
    if round_ is None or round_.state is not RoundState.CLOSED:
        return []
    counted = distribution(round_).results
    return list(zip(counted, bars_for([result.points for result in counted]), strict=True))


def console(stage: Stage) -> dict[str, Any]:
    """Return the question: turnout, paper dots, and the distribution after closing."""
    return {"vote": vote_of(stage, scale_options)}


def enter(step: Step, actor: StaffUser | None) -> None:
    """Open the question."""
    open_for_step(step, actor, Subject.SCALE, scale_options(step))


def leave(step: Step, actor: StaffUser | None) -> None:
    """Close the question."""
    close_for_step(step, actor)
