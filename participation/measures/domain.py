"""Rules of the canvas, of feasibility, and of a measure's way to adoption."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from participation.measures.errors import (
    CriterionUnknown,
    PlanFieldUnknown,
    PlanTextTooLong,
    ReasonMissing,
    StepSkipped,
)

FIELD_LIMIT = 1000
TITLE_LIMIT = 200

PLAN_FIELD_NAMES = ("what", "why", "who", "with_whom", "first_step", "by_when", "needs", "obstacles")
CRITERIA = ("competence", "law", "cost", "partners", "time", "effect")

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ufffe\uffff]")
_SPACES = re.compile("[ \t\u00a0]+")


class Rating(StrEnum):
    """How a criterion of feasibility was judged."""

    CLEAR = "clear"
    OPEN = "open"
    BLOCKED = "blocked"


class PublicState(StrEnum):
    """Where a measure of an adopted edition stands when everybody is told of it, in pages and in open data."""

    ADOPTED = "adopted"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    POSTPONED = "postponed"
    REJECTED = "rejected"


FLOW: dict[str, tuple[str, ...]] = {
    "idea": ("draft", "rejected", "postponed"),
    "draft": ("in_review", "rejected", "postponed"),
    "in_review": ("draft", "recommended", "rejected", "postponed"),
    "recommended": ("in_review", "adopted", "rejected", "postponed"),
    "adopted": ("in_progress", "postponed"),
    "in_progress": ("done", "postponed"),
    "done": (),
    "rejected": ("draft",),
    "postponed": ("draft",),
}
"""The states a measure may go to from each; no state is skipped silently. For ``postponed`` see ``next_states``."""

POSTPONED = "postponed"
UNRECORDED_RETURN = ("adopted", "in_progress")
"""Where a measure may go on that a document brought in as postponed: a printed concept has been decided on."""

NEEDS_REASON = frozenset({"rejected", "postponed"})
NEEDS_COMPLETENESS = frozenset({"in_review", "recommended", "adopted"})
NEEDS_GOAL = frozenset({"in_review", "recommended", "adopted", "in_progress", "done"})


def clean_text(raw: str) -> str:
    """Return a text without characters that print nothing and that a document cannot hold; lines are kept."""
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    lines = _SPACES.sub(" ", _UNPRINTABLE.sub("", text)).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def check_plan_text(raw: str, limit: int) -> str:
    """Return the cleaned text of a canvas; raises ``PlanTextTooLong``."""
    text = clean_text(raw)
    if len(text) > limit:
        raise PlanTextTooLong(limit)
    return text


def check_field_name(name: str) -> None:
    """Raise ``PlanFieldUnknown`` for a field that the canvas does not have."""
    if name not in PLAN_FIELD_NAMES:
        raise PlanFieldUnknown


def check_rating(criterion: str, rating: Rating, reason: str) -> None:
    """Check a judgement of feasibility: what is open or blocked says why.

    Raises ``CriterionUnknown`` and ``ReasonMissing``.
    """
    if criterion not in CRITERIA:
        raise CriterionUnknown
    if rating is not Rating.CLEAR and not reason:
        raise ReasonMissing


def unrated_criteria(rated: Collection[str]) -> tuple[str, ...]:
    """Return the criteria that nobody has judged yet, in their order."""
    return tuple(criterion for criterion in CRITERIA if criterion not in rated)


def next_states(state: str, postponed_from: str | None = None) -> tuple[str, ...]:
    """Return the states that a measure may go to.

    A postponed one goes on where it stood (``postponed_from``) or starts again as a draft, so that postponing is no
    way round the review. ``None`` says that nobody recorded where it stood.
    """
    if state != POSTPONED:
        return FLOW[state]
    back = UNRECORDED_RETURN if postponed_from is None else (postponed_from,)
    return tuple(dict.fromkeys(FLOW[POSTPONED] + back))


def check_change_of_state(allowed: Collection[str], wanted: str, reason: str) -> None:
    """Raise ``StepSkipped`` when the state is out of reach, ``ReasonMissing`` when it needs words."""
    if wanted not in allowed:
        raise StepSkipped
    if wanted in NEEDS_REASON and not reason:
        raise ReasonMissing


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what differs between two readings of one thing: the earlier values and the later ones by name."""
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}
