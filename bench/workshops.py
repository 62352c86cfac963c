"""Prepares the workshops that are played in, beside the running server, and looks up what it stored.

Each scenario gets a workshop of its own, so that none finds the cards of another. Everything goes through the
application's services except stored cards, of which there are too many.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import func, insert, select

from participation.access.models import Participant, Role
from participation.access.queries import count_participants
from participation.access.services import add_user
from participation.app import create_app
from participation.concept.models import Concept, Edition, Goal, Measure
from participation.config import Settings
from participation.contributions.models import Card
from participation.contributions.queries import loose_cards
from participation.contributions.services import create_cluster
from participation.export.services import ConceptFormat, export_concept
from participation.hall.services import walk
from participation.kernel.database import db
from participation.kernel.ids import hash_token, new_token
from participation.kernel.transaction import transaction
from participation.prioritisation.models import Ballot, BallotDot, Round
from participation.workshop.models import Phase, StepKind, Workshop
from participation.workshop.queries import get_workshop, steps_of
from participation.workshop.services import (
    WorkshopDraft,
    create_workshop,
    default_process,
    open_workshop,
    touch_stage,
)

LANGUAGES = ("de", "en", "ar", "tr")
TOPICS = 9
CARDS_OF_A_PERSON = 10
MEASURES_OF_A_GOAL = 10
BATCH = 10_000
COMPLAINTS = (
    "Abends fährt kein Bus mehr",
    "Der letzte Bus kommt schon um sieben",
    "Die Sporthalle ist am Wochenende geschlossen",
    "Niemand schließt uns die Halle auf",
    "Keine Kinderbetreuung während des Deutschkurses",
    "Für den Sprachkurs warte ich seit Monaten auf einen Platz",
    "Die Formulare versteht kein Mensch",
    "Auf dem Amt spricht niemand meine Sprache",
    "Die Mieten steigen jedes Jahr",
    "Familien mit vielen Kindern finden keine Wohnung",
    "Der Spielplatz ist dreckig und kaputt",
    "Es ist dunkel, ich traue mich nachts nicht nach Hause",
    "Mein Abschluss als Krankenschwester wird nicht anerkannt",
    "Jugendliche haben keinen Ort, an dem sie sich treffen können",
    "Beim Arzt bekomme ich ohne Deutsch keinen Termin",
    "Vereine sagen nirgends, wie man mitmachen kann",
    "Zwischen Nachbarn gibt es dauernd Streit um den Lärm",
    "In der Schule fragt niemand die Eltern",
    "Frauen trauen sich nicht ins Schwimmbad",
    "Ältere Menschen sind oft allein und hören von keinem Angebot",
)
PLACES = (
    "im Westviertel",
    "bei uns in der Siedlung",
    "rund um den Bahnhof",
    "hinter der alten Fabrik",
    "am Marktplatz",
    "in der Nordstadt",
    "am Kanal",
    "neben der Grundschule",
    "im ganzen Kreis",
    "seit der Baustelle",
    "vor allem im Winter",
)


@dataclass(frozen=True, slots=True)
class Urn:
    """What lies in the urn of a vote: ballots, the devices that cast them, and the dots on all of them."""

    ballots: int
    voters: int
    dots: int


@dataclass(frozen=True, slots=True)
class Sorting:
    """A workshop that sorts its cards, and the name and password of somebody who may do so."""

    code: str
    name: str
    password: str


class Workshops:
    """The database of the running server."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Open the database that the server uses with these settings."""
        self._app: Flask = create_app(Settings.from_env(environment))

    def collecting(self, title: str, stored: int = 0) -> str:
        """Return the code of a workshop in which critique is collected, with ``stored`` cards on the wall."""
        with self._writing():
            workshop = _walked_to(_created(title), StepKind.COLLECT)
            _store_cards(workshop, stored, _complaint)
            return workshop.code

    def voting(self, title: str) -> str:
        """Return the code of a workshop that votes on nine topics."""
        with self._writing():
            workshop = _walked_to(_created(title), StepKind.CLUSTER)
            step = steps_of(workshop, kind=StepKind.CLUSTER, phase=Phase.CRITIQUE)[0]
            for number in range(1, TOPICS + 1):
                create_cluster(workshop, step, None, title=f"Nobody answers at counter {number}")
            return _walked_to(workshop, StepKind.VOTE).code

    def sorting(self, title: str, cards: int, islands: int) -> Sorting:
        """Return a workshop in which ``cards`` are sorted, half of them into ``islands``, and who may sort them."""
        with self._writing():
            workshop = _walked_to(_created(title), StepKind.CLUSTER)
            _store_cards(workshop, cards, _thought)
            step = steps_of(workshop, kind=StepKind.CLUSTER, phase=Phase.CRITIQUE)[0]
            card_ids = [card.id for card in loose_cards(workshop.id, step.phase)]
            for number in range(islands):
                lying = card_ids[number : cards // 2 : islands]
                create_cluster(workshop, step, None, title=f"Nobody answers at counter {number + 1}", card_ids=lying)
            password = new_token()
            user, _one_time = add_user(title, Role.OFFICE, password)
            return Sorting(workshop.code, user.name, password)

    def announce(self, code: str) -> int:
        """Change something on the stage of a workshop; returns the new revision."""
        with self._writing():
            return touch_stage(get_workshop(code))

    def stored_cards(self, code: str) -> int:
        """Return how many cards of the workshop are on disk."""
        with self._app.app_context():
            statement = select(func.count()).select_from(Card).join(Workshop, Workshop.id == Card.workshop_id)
            return db.session.scalars(statement.where(Workshop.code == code)).one()

    def joined(self, code: str) -> int:
        """Return how many devices take part in the workshop."""
        with self._app.app_context():
            return count_participants(get_workshop(code).id)

    def concept_of(self, measures: int) -> int:
        """Return the id of an edition with so many measures, ten to a goal."""
        with self._writing():
            concept = Concept(title="A long concept", city="Amselwehr", language="de", levels=["Leitziel", "Teilziel"])
            edition = Edition(concept=concept, title="2026")
            db.session.add(edition)
            for number in range(measures // MEASURES_OF_A_GOAL):
                edition.goals.append(_goal(number))
            for number in range(measures):
                edition.measures.append(_measure(number, edition.goals[number // MEASURES_OF_A_GOAL]))
            db.session.flush()
            return edition.id

    def exported(self, edition_id: int) -> int:
        """Write the edition as DOCX, as the office's button does; returns its bytes."""
        with self._app.app_context():
            return len(export_concept(db.session.get_one(Edition, edition_id), ConceptFormat.DOCX).content)

    def urn(self, code: str) -> Urn:
        """Return what lies in the urn of the workshop's current vote."""
        with self._app.app_context():
            in_round = select(Round.id).where(Round.step_id == get_workshop(code).current_step_id).scalar_subquery()
            cast = select(func.count(), func.count(Ballot.participant_id.distinct())).where(Ballot.round_id == in_round)
            given = select(func.sum(BallotDot.dots)).join(Ballot).where(Ballot.round_id == in_round)
            ballots, voters = db.session.execute(cast).one()
            return Urn(ballots, voters, db.session.scalar(given) or 0)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._app.app_context(), transaction():
            yield


def _created(title: str) -> Workshop:
    workshop = create_workshop(default_process(None, None), WorkshopDraft(title, "full", LANGUAGES), None)
    open_workshop(workshop, None)
    return workshop


def _walked_to(workshop: Workshop, kind: StepKind) -> Workshop:
    walk(workshop, steps_of(workshop, kind=kind, phase=Phase.CRITIQUE)[0].position, None)
    return workshop


def _goal(number: int) -> Goal:
    text = f"Alle Menschen im Stadtteil {number + 1} finden Rat in ihrer Sprache."
    return Goal(level=0, position=number, number=str(number + 1), text=text)


def _measure(number: int, goal: Goal) -> Measure:
    return Measure(
        position=number,
        title=f"Offene Sprechstunde {number + 1}",
        text="Einmal in der Woche beantworten Fachleute Fragen, ohne Termin und mit Übersetzung.",
        lead="Amt für Integration",
        partners="Wohlfahrtsverbände, Vereine",
        time_frame="2027 bis 2029",
        costs="12.000 Euro im Jahr",
        goals=[goal],
    )


def _store_cards(workshop: Workshop, count: int, say: Callable[[int], str]) -> None:
    """Put cards on the wall, ten of each person, as they would lie there after a long campaign."""
    step = steps_of(workshop, kind=StepKind.COLLECT, phase=Phase.CRITIQUE)[0]
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        people = [_person(workshop) for _ in range(0, len(numbers), CARDS_OF_A_PERSON)]
        ids = list(db.session.scalars(insert(Participant).returning(Participant.id), people))
        cards = [
            _card(workshop, step.id, ids[(number - first) // CARDS_OF_A_PERSON], number, say(number))
            for number in numbers
        ]
        db.session.execute(insert(Card), cards)
    workshop.board_revision += count


def _person(workshop: Workshop) -> dict[str, object]:
    return {"workshop_id": workshop.id, "token_hash": hash_token(new_token()), "language": workshop.language}


def _complaint(number: int) -> str:
    return f"The forms are too hard to understand, says person {number}."


def _thought(number: int) -> str:
    """Return one of some hundred different cards, as a room writes them about one subject."""
    what, where = COMPLAINTS[number % len(COMPLAINTS)], PLACES[number * 7 % len(PLACES)]
    return f"{what} {where}"


def _card(workshop: Workshop, step_id: int, participant_id: int, number: int, text: str) -> dict[str, object]:
    return {
        "workshop_id": workshop.id,
        "step_id": step_id,
        "participant_id": participant_id,
        "key": str(uuid.uuid4()),
        "text": text,
        "language": workshop.language,
        "revision": workshop.board_revision + number + 1,
    }
