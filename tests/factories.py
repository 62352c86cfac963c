"""Rows for tests, one plain function each. They write with the models, below the services, and commit.

Call them outside ``transaction()``, inside an application context. Every keyword of the model may be given.
"""

import itertools
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from argon2 import PasswordHasher

from participation.access.models import Participant, Role, StaffUser
from participation.concept.models import Concept, Edition, EditionState, FieldOfAction, Goal, Measure
from participation.concept.services.rows import synchronise
from participation.concept.tree import ConceptTree
from participation.contributions.models import Card, Cluster, Inversion, Placement
from participation.kernel import clock
from participation.kernel.database import Base, db
from participation.kernel.ids import hash_token, new_code, new_token
from participation.kernel.transaction import transaction
from participation.measures.models import Check, Plan, PlanField, Rating
from participation.prioritisation.models import Option, Round, RoundState, Subject
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

Row = TypeVar("Row", bound=Base)

PASSWORD = "a long password for tests"
AGENDA = (
    (Phase.PREPARATION, StepKind.WELCOME),
    (Phase.CRITIQUE, StepKind.COLLECT),
    (Phase.CRITIQUE, StepKind.CLUSTER),
    (Phase.CRITIQUE, StepKind.VOTE),
    (Phase.FANTASY, StepKind.INVERT),
    (Phase.FANTASY, StepKind.COLLECT),
    (Phase.FANTASY, StepKind.CLUSTER),
    (Phase.FANTASY, StepKind.VOTE),
    (Phase.REALISATION, StepKind.PLAN),
    (Phase.REALISATION, StepKind.CHECK),
    (Phase.REALISATION, StepKind.VOTE),
    (Phase.FOLLOW_UP, StepKind.CLOSING),
)

_numbers = itertools.count(1)
_fast_hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def saved(row: Row) -> Row:
    """Store ``row`` and everything that hangs on it."""
    db.session.add(row)
    db.session.commit()
    return row


def a_concept(**values: Any) -> Concept:
    defaults = {"title": "Together in Musterstadt", "city": "Musterstadt", "levels": ["Theme", "Goal"]}
    return saved(Concept(**defaults | values))


def an_edition(concept: Concept | None = None, **values: Any) -> Edition:
    return saved(Edition(concept=concept or a_concept(), **{"title": "2026"} | values))


def stands_as(edition: Edition, state: EditionState) -> Edition:
    """Let the edition be a draft, adopted or superseded from now on."""
    edition.state = state
    return saved(edition)


def a_field(concept: Concept, **values: Any) -> FieldOfAction:
    number = next(_numbers)
    return saved(FieldOfAction(concept=concept, **{"position": number, "name": f"Field {number}"} | values))


def a_goal(edition: Edition | None = None, *, parent: Goal | None = None, **values: Any) -> Goal:
    number = next(_numbers)
    defaults = {
        "level": parent.level + 1 if parent else 0,
        "position": number,
        "number": str(number),
        "text": f"Goal {number} is reached.",
    }
    of = edition or (parent.edition if parent else an_edition())
    return saved(Goal(edition=of, parent=parent, **defaults | values))


def a_measure(edition: Edition | None = None, *, goals: Iterable[Goal] = (), **values: Any) -> Measure:
    number = next(_numbers)
    defaults = {"position": number, "title": f"Measure {number}", "text": "The city does it."}
    return saved(Measure(edition=edition or an_edition(), goals=list(goals), **defaults | values))


def a_process(concept: Concept | None = None, **values: Any) -> Process:
    edition = concept.editions[0] if concept and concept.editions else None
    return saved(Process(**{"title": "The way to 2026", "concept": concept, "edition": edition} | values))


def a_workshop(
    *,
    agenda: Sequence[tuple[Phase, StepKind]] = AGENDA,
    process: Process | None = None,
    worded: Sequence[str] = (),
    **values: Any,
) -> Workshop:
    """Return an open workshop in German, English and Arabic; no step runs yet (see ``run_step``).

    Its prompts are worded in the languages ``worded``, by default in all of the workshop.
    """
    defaults = {
        "code": new_code(),
        "title": "Workshop in the town hall",
        "state": WorkshopState.OPEN,
        "template": "full",
        "languages": ["de", "en", "ar"],
    }
    workshop = Workshop(process=process or a_process(), **defaults | values)
    workshop.steps = [
        Step(
            position=position,
            phase=phase,
            kind=kind,
            minutes=10,
            prompts=[StepPrompt(language=tag, text="Was?") for tag in worded or workshop.languages],
        )
        for position, (phase, kind) in enumerate(agenda)
    ]
    return saved(workshop)


def step_of(workshop: Workshop, kind: StepKind, phase: Phase) -> Step:
    """Return the first step of this kind in this phase."""
    return next(step for step in workshop.steps if step.kind is kind and step.phase is phase)


def run_step(workshop: Workshop, kind: StepKind = StepKind.COLLECT, phase: Phase = Phase.CRITIQUE) -> Step:
    """Make the step of this kind and phase the running one, all before it done, and return it."""
    current = step_of(workshop, kind, phase)
    for step in workshop.steps:
        step.state = StepState.DONE if step.position < current.position else StepState.AHEAD
    current.state = StepState.RUNNING
    current.started_at = clock.now()
    current.paused_at = None
    workshop.current_step = current
    workshop.state = WorkshopState.RUNNING
    db.session.commit()
    return current


def end_step(step: Step) -> None:
    """Let the step be done."""
    step.state = StepState.DONE
    step.ended_at = clock.now()
    db.session.commit()


def a_table(workshop: Workshop, **values: Any) -> WorkshopTable:
    number = next(_numbers)
    return saved(WorkshopTable(workshop=workshop, **{"position": number, "name": f"Table {number}"} | values))


def a_participant(workshop: Workshop, *, token: str | None = None, **values: Any) -> Participant:
    token_hash = hash_token(token or new_token())
    return saved(Participant(workshop_id=workshop.id, token_hash=token_hash, **{"language": "de"} | values))


def a_staff_user(role: Role, **values: Any) -> StaffUser:
    """Return a staff user who signs in with ``PASSWORD``, hashed quickly."""
    defaults = {
        "name": f"{role.value}-{next(_numbers)}",
        "password_hash": _fast_hasher.hash(PASSWORD),
        "password_is_one_time": False,
    }
    return saved(StaffUser(role=role, **defaults | values))


def an_office_user(**values: Any) -> StaffUser:
    return a_staff_user(Role.OFFICE, **values)


def a_reviewer(**values: Any) -> StaffUser:
    return a_staff_user(Role.REVIEWER, **values)


def a_steering_member(**values: Any) -> StaffUser:
    return a_staff_user(Role.STEERING, **values)


def a_moderator(*workshops: Workshop, **values: Any) -> StaffUser:
    """Return a moderator of these workshops."""
    moderator = a_staff_user(Role.MODERATOR, **values)
    for workshop in workshops:
        workshop.moderators.append(moderator)
    db.session.commit()
    return moderator


def an_interpreter(*workshops: Workshop, **values: Any) -> StaffUser:
    """Return somebody who interprets in these workshops."""
    interpreter = a_staff_user(Role.INTERPRETER, **values)
    for workshop in workshops:
        workshop.interpreters.append(interpreter)
    db.session.commit()
    return interpreter


def a_card(workshop: Workshop, step: Step | None = None, participant: Participant | None = None, **values: Any) -> Card:
    """Return a visible card, by default of the critique."""
    number = next(_numbers)
    defaults = {
        "key": str(uuid.uuid4()),
        "text": f"Thought {number}",
        "language": "de",
        "revision": workshop.board_revision,
    }
    return saved(
        Card(
            workshop_id=workshop.id,
            step=step or step_of(workshop, StepKind.COLLECT, Phase.CRITIQUE),
            participant_id=participant.id if participant else None,
            **defaults | values,
        )
    )


def a_cluster(
    workshop: Workshop, *, phase: Phase = Phase.CRITIQUE, cards: Iterable[Card] = (), **values: Any
) -> Cluster:
    """Return a cluster of the critique with these cards in it."""
    number = next(_numbers)
    defaults = {
        "position": number,
        "title": f"Title {number} says something.",
        "language": "de",
        "revision": workshop.board_revision,
    }
    placements = [Placement(card=card, position=position) for position, card in enumerate(cards)]
    return saved(Cluster(workshop_id=workshop.id, phase=phase, placements=placements, **defaults | values))


def an_inversion(workshop: Workshop, cluster: Cluster, **values: Any) -> Inversion:
    """Return the opposite of a critique topic, written in German and English."""
    defaults = {"position": next(_numbers), "texts": {"de": "Es ist gut.", "en": "It is good."}}
    return saved(Inversion(workshop_id=workshop.id, cluster=cluster, **defaults | values))


def a_plan(workshop: Workshop, *, wishes: Iterable[Cluster] = (), **values: Any) -> Plan:
    """Return a table's canvas for these wishes, nothing filled in yet."""
    number = next(_numbers)
    defaults = {"position": number, "title": f"Plan {number}", "language": "de"}
    return saved(Plan(workshop=workshop, wishes=list(wishes), **defaults | values))


def a_round(step: Step, titles: Mapping[int, str], **values: Any) -> Round:
    """Return an open round of the step over these subjects (id to German title), three dots, two on one."""
    options = [
        Option(position=position, subject_id=subject_id, titles={"de": title})
        for position, (subject_id, title) in enumerate(titles.items())
    ]
    defaults = {"subject": Subject.CLUSTER, "dots": 3, "limit": 2}
    return saved(Round(workshop_id=step.workshop_id, step=step, options=options, **defaults | values))


def a_counted_round(step: Step, points: Mapping[int, int], **values: Any) -> Round:
    """Return a closed round of the step in which these subjects (by id) got these points."""
    round_ = a_round(step, {subject_id: f"Subject {subject_id}" for subject_id in points}, **values)
    for option in round_.options:
        option.points = points[option.subject_id]
        option.rank = 1 + sum(other > option.points for other in points.values()) if any(points.values()) else None
    round_.state = RoundState.CLOSED
    round_.closed_at = clock.now()
    db.session.commit()
    return round_


def fill_plan(plan: Plan, **texts: str) -> Plan:
    """Write these fields of the canvas in the plan's language."""
    plan.fields.extend(PlanField(name=name, text=text, language=plan.language) for name, text in texts.items())
    db.session.commit()
    return plan


def check_plan(plan: Plan, *, but: Iterable[str] = ()) -> Plan:
    """Judge the plan clear in every criterion of feasibility except those in ``but``."""
    criteria = ("competence", "law", "cost", "partners", "time", "effect")
    plan.checks.extend(Check(criterion=name, rating=Rating.CLEAR) for name in criteria if name not in but)
    db.session.commit()
    return plan


def a_concept_of(tree: ConceptTree) -> Edition:
    """Return the first edition of a new concept that says what ``tree`` says."""
    edition = an_edition(a_concept(title=tree.title, levels=list(tree.levels)))
    with transaction():
        synchronise(db.session.get_one(Edition, edition.id), tree, {})
    return edition
