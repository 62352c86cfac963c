"""Plans in a bundle: canvas, wishes, and how feasible they were found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from participation.export.bundle.identity import Numbers, Stored, heard, said
from participation.export.bundle.reading import Data
from participation.kernel.database import db
from participation.measures.models import Check, Plan, PlanField, PlanFieldVersion, Rating

_PLAIN: Final = ("position", "title", "language")
_FIELD_PLAIN: Final = ("name", "text", "language", "version")
_VERSION_PLAIN: Final = ("version", "text", "language", "by_staff")


def plans_data(plans: Iterable[Plan], numbers: Numbers) -> list[Data]:
    """Return the plans in their order."""
    return [
        {
            "id": numbers.plans[plan.id],
            "table": numbers.tables.get(plan.table_id or 0),
            **{name: getattr(plan, name) for name in _PLAIN},
            "created_at": said(plan.created_at),
            "wishes": sorted(numbers.clusters[wish.id] for wish in plan.wishes),
            "fields": [_field_data(field, numbers) for field in plan.fields],
            "checks": [_check_data(check) for check in plan.checks],
        }
        for plan in plans
    ]


def store_plans(data: Iterable[Data], stored: Stored) -> None:
    """Store the plans with their fields and checks."""
    for entry in data:
        stored.plans[entry["id"]] = Plan(
            workshop=stored.workshop,
            table_id=stored.table_id(entry["table"]),
            **{name: entry[name] for name in _PLAIN},
            created_at=heard(entry["created_at"]),
            wishes=[stored.clusters[number] for number in entry["wishes"]],
            fields=[_field(field, stored) for field in entry["fields"]],
            checks=[_check(check) for check in entry["checks"]],
        )
    db.session.add_all(stored.plans.values())
    db.session.flush()


def _field_data(field: PlanField, numbers: Numbers) -> Data:
    return {
        **{name: getattr(field, name) for name in _FIELD_PLAIN},
        "changed_at": said(field.changed_at),
        "participant": numbers.participants.get(field.participant_id or 0),
        "history": [
            {**{name: getattr(version, name) for name in _VERSION_PLAIN}, "at": said(version.at)}
            for version in field.versions
        ],
    }


def _field(data: Data, stored: Stored) -> PlanField:
    return PlanField(
        **{name: data[name] for name in _FIELD_PLAIN},
        changed_at=heard(data["changed_at"]),
        participant_id=stored.participant_id(data["participant"]),
        versions=[
            PlanFieldVersion(**{name: version[name] for name in _VERSION_PLAIN}, at=heard(version["at"]))
            for version in data["history"]
        ],
    )


def _check_data(check: Check) -> Data:
    return {
        "criterion": check.criterion,
        "rating": check.rating.value,
        "reason": check.reason,
        "at": said(check.at),
    }


def _check(data: Data) -> Check:
    return Check(
        criterion=data["criterion"], rating=Rating(data["rating"]), reason=data["reason"], at=heard(data["at"])
    )
