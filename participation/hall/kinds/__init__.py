"""The step kinds: one module each. What a kind must offer says ``kind.Kind``; how to add one says CONTRIBUTING."""

from collections.abc import Mapping

from participation.hall.kinds import (
    check,
    closing,
    cluster,
    collect,
    invert,
    pause,
    plan,
    rooms,
    scale,
    vote,
    welcome,
)
from participation.hall.kinds.kind import Kind
from participation.hall.stage import Stage
from participation.workshop.models import StepKind

KINDS: Mapping[StepKind, Kind] = {
    StepKind.WELCOME: welcome,
    StepKind.COLLECT: collect,
    StepKind.CLUSTER: cluster,
    StepKind.VOTE: vote,
    StepKind.INVERT: invert,
    StepKind.PLAN: plan,
    StepKind.CHECK: check,
    StepKind.SCALE: scale,
    StepKind.PAUSE: pause,
    StepKind.CLOSING: closing,
}


def scene_of(stage: Stage) -> tuple[str, Kind]:
    """Return the name of the templates that draw this stage, and the module that knows their variables.

    That of the step's kind; for a plenum whose rooms are at work, that of the rooms.
    """
    return ("rooms", rooms) if stage.in_rooms else (stage.kind.value, KINDS[stage.kind])


def public_scene_of(stage: Stage) -> tuple[str, Kind]:
    """Return what phones and projector draw: the scene of the stage, or when an interrupted workshop goes on."""
    return ("adjourned", pause) if stage.is_adjourned else scene_of(stage)
