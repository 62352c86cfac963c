"""Collect: one prompt, one field; the cards of the room arrive on the screen."""

from dataclasses import dataclass
from typing import Any

from flask import request

from participation.access.models import StaffUser
from participation.contributions.models import SUGGESTED_LENGTH, Card, CardState, Inversion
from participation.contributions.queries import board_changes, list_board_cards, list_inversions, list_own_cards
from participation.hall.console.cards import collected
from participation.hall.stage import Stage
from participation.workshop.agendas import PHASE_RULES
from participation.workshop.models import Phase, Step

OWN_CARDS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class CollectChanges:
    """What changed among the cards of the screen: those that came or changed, and the ids of those that went."""

    cards: list[Card]
    gone: list[int]


def phone(stage: Stage) -> dict[str, Any]:
    """Return the rule, the topics that a wish may answer, and the device's own cards of this step, newest first."""
    return {
        "rule": PHASE_RULES[stage.phase][0],
        "suggested_length": SUGGESTED_LENGTH,
        "topics": topics_of(stage),
        "topic": request.args.get("topic", type=int),
        "own_cards": own_cards(stage),
    }


def topics_of(stage: Stage) -> list[Inversion]:
    """Return the topics turned round while wishes are collected."""
    return list_inversions(stage.workshop.id) if stage.phase is Phase.FANTASY else []


def own_cards(stage: Stage) -> list[Card]:
    """Return the latest cards that the device sent in this step, newest first, in whatever state they are."""
    if stage.participant is None or stage.step is None:
        return []
    sent = [card for card in list_own_cards(stage.participant.id) if card.step_id == stage.step.id]
    return sent[:OWN_CARDS_SHOWN]


def projector(stage: Stage) -> dict[str, Any]:
    """Return the visible cards of the phase, newest first, and the rules that stand there before the first one."""
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
    """Return the cards of the phase by state: waiting, visible (the newest first), hidden."""
    return collected(stage)


def enter(step: Step, actor: StaffUser | None) -> None:
    """Prepare nothing."""
    del step, actor


def leave(step: Step, actor: StaffUser | None) -> None:
    """Leave nothing open: the service refuses cards of a step that is over."""
    del step, actor
