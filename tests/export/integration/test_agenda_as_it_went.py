"""What was planned anew while the workshop was led: the papers say it, the bundle carries it."""

import pytest

from participation.export.bundle import export_bundle, import_bundle
from participation.export.document import Table
from participation.export.documentation import document_workshop
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind, StepState
from participation.workshop.queries import get_workshop
from participation.workshop.services import StepDraft, change_minutes, insert_step, move_stage, skip_step
from tests.factories import a_workshop

AGENDA = (
    (Phase.PREPARATION, StepKind.WELCOME),
    (Phase.CRITIQUE, StepKind.COLLECT),
    (Phase.CRITIQUE, StepKind.CLUSTER),
    (Phase.FOLLOW_UP, StepKind.CLOSING),
)


@pytest.fixture
def workshop(database):
    """Welcome was left as skipped, a break was put in and runs, sorting is skipped ahead, closing is shorter."""
    workshop = a_workshop(agenda=AGENDA, languages=["en"])
    with transaction():
        move_stage(workshop, 0, None)
        insert_step(workshop, 1, StepDraft(StepKind.PAUSE, Phase.CRITIQUE, 10, {"en": "Breathe!"}), None)
    with transaction():
        move_stage(workshop, None, None, skipping=True)
        skip_step(workshop.steps[3], None)
        change_minutes(workshop.steps[4], 4, None)
    code = workshop.code
    db.session.expunge_all()
    return get_workshop(code)


def how_it_went(workshop):
    """Return, for each row of the agenda, what the last column says, without its times."""
    tables = [block for block in document_workshop(workshop).blocks if isinstance(block, Table)]
    agenda = next(table for table in tables if table.header and len(table.header[0].cells) == 4)
    said = [["".join(run.text for run in part.runs) for part in row.cells[-1].paragraphs] for row in agenda.rows]
    return [[text for text in texts if ":" not in text] for texts in said]


def test_documentation_tells_what_was_skipped_put_in_and_changed(workshop):
    assert how_it_went(workshop) == [
        ["skipped after it had begun"],
        ["put in while the workshop ran"],
        ["–"],
        ["left out"],
        ["–", "shortened by 6 minutes"],
    ]


def test_bundle_brings_an_agenda_that_was_planned_anew_back_as_it_was(workshop):
    bundle = export_bundle(workshop)
    with transaction():
        code = import_bundle(bundle, None).code
    db.session.expunge_all()
    steps = get_workshop(code).steps
    assert [(step.position, step.kind, step.state, step.is_inserted) for step in steps] == [
        (0, StepKind.WELCOME, StepState.SKIPPED, False),
        (1, StepKind.PAUSE, StepState.RUNNING, True),
        (2, StepKind.COLLECT, StepState.AHEAD, False),
        (3, StepKind.CLUSTER, StepState.SKIPPED, False),
        (4, StepKind.CLOSING, StepState.AHEAD, False),
    ]
    assert steps[4].whole_minutes == 4
    assert export_bundle(get_workshop(code))["steps"] == bundle["steps"]
