"""A round of a World Café: a collecting step at tables, each with its question, its host, and the cards left there."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from participation.contributions.models import Card
from participation.contributions.queries import count_cards_by_table, list_left_cards
from participation.hall.stage import Stage
from participation.kernel import clock
from participation.workshop.agendas import CAFE_RULES
from participation.workshop.models import Step, StepKind, WorkshopTable
from participation.workshop.queries import steps_of
from participation.workshop.seats import SeatedTable, find_seat, is_hosted, last_visit, list_seated_tables

BELL_RINGS = timedelta(minutes=2)
"""How long the screen says that tables change: then everybody has found theirs."""
LEFT_ON_SCREEN = 2
"""Cards that the screen shows of each table; one less while the bell needs its line."""
FEW_TABLES = 8
MANY_TABLES = 16
"""Up to so many tables the screen has room for the cards left there, for their questions; then for numbers."""
LEFT_ON_PHONE = 40


@dataclass(frozen=True, slots=True)
class CafeTable:
    """A table on the screen: its people, how many cards it has, and the latest that earlier rounds left there."""

    seated: SeatedTable
    cards: int
    left: list[Card]


def is_round(step: Step | None) -> bool:
    """Whether the step is a round of a World Café."""
    return step is not None and step.kind is StepKind.COLLECT and step.cafe_round is not None


def rule(stage: Stage) -> str | None:
    """Return the rule under the field: in the first round one thought a card, then to build on what lies there."""
    if not is_round(stage.step):
        return None
    return CAFE_RULES[0 if stage.step and stage.step.cafe_round == 1 else 1]


def phone(stage: Stage) -> dict[str, Any]:
    """Return the own table with what earlier rounds left there; without a table those to choose from."""
    if not is_round(stage.step) or stage.step is None:
        return {"cafe": None}
    table = find_seat(stage.participant)
    return {
        "cafe": stage.step.cafe_round,
        "table": table,
        "tables": [] if table else list_seated_tables(stage.workshop),
        "left_cards": left_at(table, stage.step)[:LEFT_ON_PHONE] if table else [],
        "has_moved": has_moved(stage, table),
        "hosted": table is not None and is_hosted(table),
        "hosts": bool(stage.participant and stage.participant.hosts_table),
    }


def has_moved(stage: Stage, table: WorkshopTable | None) -> bool:
    """Whether the bell has sent this device to another table than in the round before."""
    if table is None or stage.participant is None or stage.step is None:
        return False
    before = last_visit(stage.participant, stage.step)
    return before is not None and before != table.id


def left_at(table: WorkshopTable, step: Step) -> list[Card]:
    """Return the cards that earlier rounds left at a table, the latest first."""
    earlier = [other.id for other in _rounds_before(step)]
    return list_left_cards(table.id, earlier)[::-1] if earlier else []


def projector(stage: Stage) -> dict[str, Any]:
    """Return the tables with question, people and cards, and whether the bell has just rung."""
    if stage.step is None:
        return {}
    counts = count_cards_by_table(stage.workshop.id, stage.phase)
    tables = list_seated_tables(stage.workshop)
    bell = _bell_rings(stage.step)
    shown = LEFT_ON_SCREEN - bell if len(tables) <= FEW_TABLES else 0
    return {
        "cafe": stage.step.cafe_round,
        "cafe_size": _size(len(tables)),
        "cafe_tables": [
            CafeTable(
                seated, counts.get(seated.table.id, 0), left_at(seated.table, stage.step)[:shown] if shown else []
            )
            for seated in tables
        ],
        "bell": bell,
    }


def console(stage: Stage) -> dict[str, Any]:
    """Return the tables with their people and the number of their cards."""
    if not is_round(stage.step) or stage.step is None:
        return {"cafe": None}
    return {
        "cafe": stage.step.cafe_round,
        "seated_tables": list_seated_tables(stage.workshop),
        "cards_at": count_cards_by_table(stage.workshop.id, stage.phase),
    }


def _rounds_before(step: Step) -> list[Step]:
    rounds = steps_of(step.workshop, kind=StepKind.COLLECT, phase=step.phase)
    return [other for other in rounds if is_round(other) and other.position < step.position]


def _size(tables: int) -> str:
    """Return how much each table can show on the screen: ``few`` tables all, a ``crowd`` only numbers."""
    if tables <= FEW_TABLES:
        return "few"
    return "many" if tables <= MANY_TABLES else "crowd"


def _bell_rings(step: Step) -> bool:
    """Whether tables have just changed; the first round has no change before it."""
    if not _rounds_before(step) or step.started_at is None:
        return False
    return clock.now() - step.started_at < BELL_RINGS
