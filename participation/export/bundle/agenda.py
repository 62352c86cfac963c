"""The workshop itself in a bundle: what was decided about it, its steps with prompts, tables, participants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from participation.access.models import Participant
from participation.concept.models import FieldOfAction, Goal
from participation.export.bundle.identity import Numbers, Stored, heard, said
from participation.export.bundle.reading import Data
from participation.kernel.database import db
from participation.kernel.ids import new_code
from participation.reach.asked import Asked
from participation.reach.services import prepare_counts
from participation.workshop.models import (
    Phase,
    Process,
    Step,
    StepKind,
    StepPrompt,
    StepState,
    Workshop,
    WorkshopState,
    WorkshopTable,
)
from participation.workshop.queries import find_workshop, looks_like_code, normalise_code

_PLAIN: Final = ("title", "place", "template", "languages", "premoderated", "takes_late", "invited_only")
_MOMENTS: Final = ("planned_for", "created_at", "closed_at", "archived_at", "adjourned_until")
_STEP_PLAIN: Final = ("position", "minutes", "settings", "extended_minutes", "paused_seconds")
_STEP_MOMENTS: Final = ("started_at", "ended_at", "paused_at")


def workshop_data(workshop: Workshop, goals: Sequence[list[int]], fields: Sequence[str]) -> Data:
    """Return what was decided about the workshop; its scope as paths of goals and names of fields of action."""
    return {
        "code": workshop.code,
        **{name: getattr(workshop, name) for name in _PLAIN},
        **{name: said(getattr(workshop, name)) for name in _MOMENTS},
        "state": workshop.state.value,
        "questions": Asked.read(workshop.questions).kept(),
        "current_step": workshop.current_step.position if workshop.current_step else None,
        "goals": list(goals),
        "fields": list(fields),
    }


def steps_data(steps: Iterable[Step]) -> list[Data]:
    """Return the agenda with its prompts."""
    return [
        {
            **{name: getattr(step, name) for name in _STEP_PLAIN},
            **{name: said(getattr(step, name)) for name in _STEP_MOMENTS},
            "phase": step.phase.value,
            "kind": step.kind.value,
            "state": step.state.value,
            "prompts": [{"language": prompt.language, "text": prompt.text} for prompt in step.prompts],
        }
        for step in steps
    ]


def tables_data(workshop: Workshop, fields: Mapping[int, str]) -> list[Data]:
    """Return the tables; `fields` are the names of the concept's fields of action by their ids."""
    return [
        {
            "position": table.position,
            "name": table.name,
            "field": fields.get(table.field_id or 0),
            "questions": table.questions,
        }
        for table in workshop.tables
    ]


def participants_data(participants: Iterable[Participant], numbers: Numbers) -> list[Data]:
    """Return the devices as mere numbers: no token, no moment of joining."""
    return [
        {
            "id": numbers.participants[participant.id],
            "language": participant.language,
            "table": numbers.tables.get(participant.table_id or 0),
            "hosts_table": participant.hosts_table,
            "left": participant.left_at is not None,
        }
        for participant in participants
    ]


def store_workshop(
    data: Data, process: Process, goals: Mapping[tuple[int, ...], Goal], fields: Mapping[str, FieldOfAction]
) -> Stored:
    """Store the workshop with agenda, tables and participants; under a new code when its own is taken."""
    told = data["workshop"]
    workshop = Workshop(
        process=process,
        code=_free_code(told["code"]),
        **{name: told[name] for name in _PLAIN},
        **{name: heard(told[name]) for name in _MOMENTS},
        state=WorkshopState(told["state"]),
        questions=told["questions"],
        goals=[goals[tuple(path)] for path in told["goals"]],
        fields=[fields[name] for name in told["fields"]],
        steps=[_step(step) for step in data["steps"]],
        tables=[_table(table, fields) for table in data["tables"]],
    )
    db.session.add(workshop)
    db.session.flush()
    prepare_counts(workshop)
    stored = Stored(workshop)
    stored.steps.update({step.position: step for step in workshop.steps})
    stored.tables.update({table.position: table for table in workshop.tables})
    if told["current_step"] is not None:
        workshop.current_step = stored.steps[told["current_step"]]
    _store_participants(data["participants"], stored)
    return stored


def _free_code(code: str) -> str:
    wanted = normalise_code(code)
    while not looks_like_code(wanted) or find_workshop(wanted) is not None:
        wanted = new_code()
    return wanted


def _step(data: Data) -> Step:
    values: dict[str, Any] = {name: data[name] for name in _STEP_PLAIN}
    return Step(
        **values,
        **{name: heard(data[name]) for name in _STEP_MOMENTS},
        phase=Phase(data["phase"]),
        kind=StepKind(data["kind"]),
        state=StepState(data["state"]),
        prompts=[StepPrompt(language=prompt["language"], text=prompt["text"]) for prompt in data["prompts"]],
    )


def _table(data: Data, fields: Mapping[str, FieldOfAction]) -> WorkshopTable:
    field = fields[data["field"]] if data["field"] is not None else None
    return WorkshopTable(
        position=data["position"],
        name=data["name"],
        field_id=field.id if field else None,
        questions=data["questions"],
    )


def _store_participants(data: Iterable[Data], stored: Stored) -> None:
    for entry in data:
        stored.participants[entry["id"]] = Participant(
            workshop_id=stored.workshop.id,
            language=entry["language"],
            table_id=stored.table_id(entry["table"]),
            hosts_table=entry["hosts_table"],
            left_at=stored.workshop.created_at if entry["left"] else None,
        )
    db.session.add_all(stored.participants.values())
    db.session.flush()
