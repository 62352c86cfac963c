"""Collect: one prompt, one field; the cards of the room arrive on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from participation.access.models import StaffUser
from participation.contributions.models import SUGGESTED_LENGTH, Card, CardState, Inversion
from participation.contributions.queries import (
    board_changes,
    latest_own_cards,
    list_board_cards,
    list_inversions,
    list_latest_cards,
)
from participation.hall.console.cards import collected
from participation.hall.kinds import cafe
from participation.hall.stage import Stage
from participation.workshop.agendas import FORUM_QUESTIONS, PHASE_RULES
from participation.workshop.models import Phase, Step
from participation.workshop.services import remember_seats, ring_bell
from participation.workshop.standing import StandingStep

OWN_CARDS_SHOWN = 20
OTHERS_SHOWN = 12
ASKED_IN_PROMPT = 2
"""How many questions of an expert forum the prompt of a theme asks already."""


@dataclass(frozen=True, slots=True)
class CollectChanges:
    """What changed among the cards of the screen: those that came or changed, and the ids of those that went."""

    cards: list[Card]
    gone: list[int]


def phone(stage: Stage) -> dict[str, Any]:
    """Return the rule, the topics that a wish may answer, and the device's own cards of this step, newest first."""
    return cafe.phone(stage) | {
        "rule": cafe.rule(stage) or PHASE_RULES[stage.phase][0],
        "questions": questions_of(stage.step),
        "others": _others(stage),
        "suggested_length": SUGGESTED_LENGTH,
        "topics": topics_of(stage),
        "topic": request.args.get("topic", type=int),
        "own_cards": own_cards(stage),
    }


def questions_of(step: Step | StandingStep | None) -> Sequence[str]:
    """Return what a theme of an expert forum asks besides its prompt."""
    return FORUM_QUESTIONS[ASKED_IN_PROMPT:] if step and "theme" in step.settings else ()


def topics_of(stage: Stage) -> list[Inversion]:
    """Return the topics turned round while wishes are collected."""
    return list_inversions(stage.workshop.id) if stage.phase is Phase.FANTASY else []


def own_cards(stage: Stage) -> list[Card]:
    """Return the latest cards that the device sent in this step, newest first, in whatever state they are."""
    if stage.participant is None or stage.step is None:
        return []
    return latest_own_cards(stage.participant.id, stage.step.id, OWN_CARDS_SHOWN, stage.language)


def _others(stage: Stage) -> list[Card]:
    """Return what others wrote at a stand, newest first: nobody there has a screen to look at."""
    if stage.step is None or not stage.step.settings.get("stand"):
        return []
    return list_latest_cards(stage.workshop.id, stage.step.id, OTHERS_SHOWN)


def projector(stage: Stage) -> dict[str, Any]:
    """Return the visible cards of the phase, newest first, and the rules that stand there before the first one.

    In a World Café the tables.
    """
    if cafe.is_round(stage.step):
        return cafe.projector(stage)
    cards = list_board_cards(stage.workshop.id, phase=stage.phase)
    return {"cards": cards[::-1], "rules": PHASE_RULES[stage.phase]}


def changes(stage: Stage, since: int) -> CollectChanges:
    """Return what changed on the screen after the board revision ``since``, the oldest first."""
    changed = [card for card in board_changes(stage.workshop.id, since).cards if card.step.phase is stage.phase]
    return CollectChanges(
        cards=[card for card in changed if card.state is CardState.VISIBLE],
        gone=[card.id for card in changed if card.state is not CardState.VISIBLE],
    )


def console(stage: Stage) -> dict[str, Any]:
    """Return the cards of the phase by state: waiting, visible (the newest first), hidden; the tables of a café."""
    return collected(stage) | cafe.console(stage)


def enter(step: Step, actor: StaffUser | None) -> None:
    """Ring the bell when a round of a World Café begins; prepare nothing else."""
    if cafe.is_round(step):
        ring_bell(step, actor)


def leave(step: Step, actor: StaffUser | None) -> None:
    """Note who sat where in a round of a World Café; the service refuses cards of a step that is over."""
    del actor
    if cafe.is_round(step):
        remember_seats(step)
