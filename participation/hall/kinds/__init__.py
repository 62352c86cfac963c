"""The step kinds: one module each. What a kind must offer says ``kind.Kind``; how to add one says CONTRIBUTING."""

from collections.abc import Mapping

from participation.hall.kinds import check, closing, cluster, collect, invert, pause, plan, scale, vote, welcome
from participation.hall.kinds.kind import Kind
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
