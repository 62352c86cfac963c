"""A workshop that can be put on any of its steps, with something in it to look at."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from participation.access.models import Role
from participation.access.services import add_user, join
from participation.concept.services import apply_import, prepare_import, read_for
from participation.contributions.queries import list_board_cards, list_inversions
from participation.contributions.services import create_cluster, submit_card, write_inversion
from participation.hall.services import walk
from participation.kernel.ids import new_token
from participation.kernel.transaction import transaction
from participation.measures.models import Rating
from participation.measures.queries import list_plans
from participation.measures.services import draft_measure, rate
from participation.workshop.models import Phase, StepKind, Workshop
from participation.workshop.queries import get_workshop
from participation.workshop.services import WorkshopDraft, create_workshop, default_process, open_workshop

CITY = {
    "format": "participation.concept",
    "version": 1,
    "title": "Zusammen",
    "language": "de",
    "city": "Amselwehr",
    "edition": "",
    "levels": ["Thema", "Ziel"],
    "fields_of_action": ["Sport"],
    "goals": [
        {
            "number": "1",
            "text": "Ankommen",
            "fields": [],
            "measures": [],
            "indicators": [],
            "children": [
                {
                    "number": "1.1",
                    "text": "Die Hallen stehen allen offen.",
                    "fields": ["Sport"],
                    "measures": [{"title": "Schlüssel", "text": "Vereine bekommen Schlüssel."}],
                    "indicators": [],
                    "children": [],
                }
            ],
        }
    ],
}
CARDS = {
    Phase.CRITIQUE: (("Kein Bus am Abend", "de"), ("لا توجد دورات للنساء", "ar"), ("Salon hep dolu", "tr")),
    Phase.FANTASY: (("Ein Sportbus bis Mitternacht", "de"), ("أمسية للنساء", "ar"), ("Herkese anahtar", "tr")),
}
TITLES = {
    Phase.CRITIQUE: ("Abends kommt niemand hin", "Die Halle bleibt für viele zu"),
    Phase.FANTASY: ("Der Sportbus bringt alle nach Hause", "Die Halle hat jeden Abend Licht"),
}
PASSWORD = "four words are fine"


class StagedWorkshop:
    """Walks a workshop step by step, filling each as a room would."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        with app.app_context(), transaction():
            add_user("Office", Role.OFFICE, PASSWORD)
            edition = apply_import(prepare_import(read_for(None, json.dumps(CITY).encode(), "city.json")), None)
            process = default_process(edition.concept, None)
            draft = WorkshopDraft("Werkstatt Sport", "short", ["de", "ar"], goals=[edition.goals[-1]])
            workshop = create_workshop(process, draft, None)
            open_workshop(workshop, None)
            self.code = workshop.code
            self.kinds = [step.kind for step in workshop.steps]

    def steps(self) -> Iterator[StepKind]:
        """Go from step to step; each is running and filled when its kind is returned."""
        for kind in self.kinds:
            with self._changing() as workshop:
                walk(workshop, None, None)
                self._fill(workshop)
            yield kind

    def finish(self) -> None:
        """Check the plans, draft a measure, and close."""
        with self._changing() as workshop:
            walk(workshop, None, None)

    @contextmanager
    def _changing(self) -> Iterator[Workshop]:
        with self._app.app_context(), transaction():
            yield get_workshop(self.code)

    def _fill(self, workshop: Workshop) -> None:
        step = workshop.current_step
        if step.kind is StepKind.COLLECT:
            self._collect(workshop, step.phase)
        elif step.kind is StepKind.CLUSTER:
            for index, title in enumerate(TITLES[step.phase]):
                create_cluster(workshop, step, None, title=title, card_ids=[self._card_ids(workshop, step)[index]])
        elif step.kind is StepKind.INVERT:
            for inversion in list_inversions(workshop.id):
                write_inversion(inversion, None, "de", "Alle kommen hin und hinein")
        elif step.kind is StepKind.CHECK:
            self._check(workshop)

    def _collect(self, workshop: Workshop, phase: Phase) -> None:
        for text, language in CARDS[phase]:
            person = join(workshop.id, new_token(), language)
            submit_card(workshop, person, text=text, language=language, key=str(uuid.uuid4()))

    def _card_ids(self, workshop: Workshop, step) -> list[int]:
        return [card.id for card in list_board_cards(workshop.id, phase=step.phase)]

    def _check(self, workshop: Workshop) -> None:
        for plan in list_plans(workshop.id):
            for criterion in ("competence", "law", "cost", "partners", "time", "effect"):
                rate(plan, criterion, Rating.CLEAR, "", None)
        plan = list_plans(workshop.id)[0]
        draft_measure(plan, None, workshop.process.edition)
