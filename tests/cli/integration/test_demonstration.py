"""``participation demo`` as a newcomer runs it: a process of its own, the real server, real requests."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from participation.access.queries import find_user_by_name
from participation.access.services import change_password
from participation.app import create_app
from participation.cli.demo.city import read_translations, read_voices
from participation.cli.demo.preparation import INTERPRETER
from participation.concept.models import EditionState, Goal, Indicator, IndicatorValue, Measure, MeasureState
from participation.concept.queries import list_concepts
from participation.concept.translations.progress import Standing, count_entries
from participation.concept.translations.wordings import Wordings
from participation.config import Settings
from participation.contributions.models import Card, CardTranslation, TranslationState
from participation.contributions.queries import list_clusters, list_inversions, loose_cards, marks_by_cluster
from participation.i18n.formats import local
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.queries import list_plans, trace_of_measure, unrated
from participation.monitoring.queries import count_answers
from participation.monitoring.queries import list_rounds as list_rounds_of_reports
from participation.prioritisation.models import RoundState
from participation.prioritisation.queries import count_ballots, list_rounds
from participation.publication.queries import find_published, list_turns
from participation.reach.queries import find_report
from participation.report.queries import list_reports
from participation.workshop.models import Phase, WorkshopState
from participation.workshop.queries import list_workshops

ROOT = Path(__file__).resolve().parents[3]
DEADLINE_SECONDS = 120


def environment(instance):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARTICIPATION_")}
    return kept | {"PARTICIPATION_INSTANCE": str(instance), "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"}


def command(port, *options):
    return [sys.executable, "-m", "participation", "demo", "--port", str(port), *options]


def run(instance, port, *options):
    return subprocess.run(
        command(port, *options),
        env=environment(instance),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=DEADLINE_SECONDS,
        check=False,
    )


def port_that_is_free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def looking_into(instance):
    """Work on what a demonstration has left behind."""
    database = f"sqlite:///{instance / 'participation.sqlite'}"
    app = create_app(Settings(database_url=database, secret_key="tests", instance=instance))
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@contextmanager
def started(instance, port, *options):
    """A demonstration that runs; its lines are read from ``stdout``. It is ended after the deadline.

    One that hears no signal is killed.
    """
    process = subprocess.Popen(
        command(port, *options),
        env=environment(instance),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    watchdog = threading.Timer(DEADLINE_SECONDS, process.terminate)
    watchdog.start()
    try:
        yield process
    finally:
        watchdog.cancel()
        process.terminate()
        try:
            process.communicate(timeout=DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def read_until(process, words):
    for line in process.stdout:
        if words in line:
            return
    pytest.fail(f"never said: {words}")


@pytest.fixture(scope="module")
def voices():
    return read_voices()


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """What eight residents left behind, and what was said in the terminal."""
    instance = tmp_path_factory.mktemp("demo")
    done = run(instance, port_that_is_free(), "--participants", "8", "--speed", "30", "--exit")
    assert (done.returncode, done.stderr) == (0, "")
    return instance, done.stdout


@pytest.fixture
def workshop(played):
    with looking_into(played[0]):
        (only,) = list_workshops()
        yield only


@pytest.fixture
def left_behind(played, tmp_path):
    """A copy of what the residents left behind, for another demonstration."""
    return Path(shutil.copytree(played[0], tmp_path / "left behind"))


@pytest.fixture
def empty_instance(tmp_path):
    return tmp_path / "instance"


def test_residents_answer_the_voluntary_questions_and_every_eighth_does_not(workshop):
    report = find_report(workshop)
    assert (report.devices, report.forms, len(report.answers)) == (8, 7, 5)


def test_every_card_of_the_voices_is_stored_once(workshop, voices):
    stored = db.session.execute(select(Card.text, Card.language))

    said = [*voices.critique.cards, *voices.fantasy.cards]
    assert Counter(map(tuple, stored)) == Counter((card.text, card.language) for card in said)


def test_interpreter_has_approved_cards_and_every_card_reads_as_the_voices_have_it(workshop, voices):
    told = list(db.session.scalars(select(CardTranslation)))
    approved = [each for each in told if each.state is TranslationState.APPROVED]
    texts = {card.id: card.text for card in db.session.scalars(select(Card))}

    said = {card.text: card.translation for card in (*voices.critique.cards, *voices.fantasy.cards) if card.translation}
    assert ({texts[each.card_id]: each.text for each in told}, len(told)) == (said, len(said))
    assert {each.author_id for each in approved} == {find_user_by_name(INTERPRETER).id}


def test_cards_lie_where_the_room_sorted_them(workshop, voices):
    sorted_cards = {
        cluster.title: {card.text for card in cluster.cards} for cluster in list_clusters(workshop.id, Phase.CRITIQUE)
    }

    texts = [card.text for card in voices.critique.cards]
    assert sorted_cards == {
        topic.title["de"]: {texts[card] for card in topic.cards} for topic in voices.critique.topics
    }


def test_cards_without_a_topic_stay_on_the_board(workshop, voices):
    in_topics = {card for topic in voices.fantasy.topics for card in topic.cards}

    loose = {card.text for index, card in enumerate(voices.fantasy.cards) if index not in in_topics}
    assert {card.text for card in loose_cards(workshop.id, Phase.FANTASY)} == loose


def test_lightning_marks_stand_on_the_topics_that_people_see_differently(workshop, voices):
    titles = {cluster.id: cluster.title for cluster in list_clusters(workshop.id, Phase.CRITIQUE)}
    standing = {
        (titles[cluster], mark.text, mark.language)
        for cluster, marks in marks_by_cluster(workshop.id).items()
        for mark in marks
    }

    assert standing == {
        (topic.title["de"], dissent.reason, dissent.language)
        for topic in voices.critique.topics
        for dissent in topic.dissent
    }


def test_wishes_answer_the_topics_that_were_turned_round(workshop, voices):
    turned = {inversion.id: inversion.texts["de"] for inversion in list_inversions(workshop.id)}
    wishes = db.session.execute(select(Card.text, Card.inversion_id).where(Card.inversion_id.is_not(None)))

    said = {card.text: voices.critique.topics[card.topic].inversion["de"] for card in voices.fantasy.cards}
    assert {text: turned[inversion] for text, inversion in wishes} == said


def test_workshop_is_over_and_every_vote_is_closed_with_eight_ballots(workshop):
    rounds = [(round_.state, count_ballots(round_.id)) for round_ in list_rounds(workshop.id)]

    assert (workshop.state, rounds) == (WorkshopState.CLOSED, [(RoundState.CLOSED, 8)] * 5)


def test_tables_have_filled_four_plans_and_all_are_checked(workshop, voices):
    plans = list_plans(workshop.id)

    canvases = [{field.name: (field.text, field.language) for field in plan.fields} for plan in plans]
    assert canvases == [{name: (text, "de") for name, text in plan.fields.items()} for plan in voices.plans]
    assert [unrated(plan) for plan in plans] == [()] * 4


def test_residents_have_filled_the_canvases_themselves(workshop):
    writers = {field.participant_id for plan in list_plans(workshop.id) for field in plan.fields}

    assert (len(writers), None in writers) == (8, False)


def drafts():
    return list(db.session.scalars(select(Measure).where(Measure.state == MeasureState.DRAFT).order_by(Measure.id)))


def test_plans_are_draft_measures_under_their_goals(workshop, voices):
    found = {measure.title: sorted(goal.number for goal in measure.goals) for measure in drafts()}

    assert found == {plan.measure["title"]: sorted(plan.measure["goals"]) for plan in voices.plans}


def test_every_draft_measure_leads_back_to_cards_of_both_phases(workshop):
    phases = {card.id: card.step.phase for card in db.session.scalars(select(Card))}

    traced = [{phases[card] for card in trace_of_measure(measure, "de").card_ids} for measure in drafts()]

    assert traced == [{Phase.CRITIQUE, Phase.FANTASY}] * 4


def this_year(workshop):
    """The year in which the city was loaded, however late the test reads it."""
    return local(workshop.created_at).year


def test_workshop_feeds_the_draft_that_stands_beside_an_adopted_edition(workshop):
    editions = [
        (edition.title, edition.state, edition.committee, edition.as_of, edition.paper_number)
        for edition in workshop.process.concept.editions
    ]

    adopted, following = this_year(workshop) - 2, f"Fassung {this_year(workshop) + 1}"
    council = ("Rat der Stadt Amselwehr", date(adopted, 6, 19), f"V/{adopted}/0117")
    assert editions == [
        (f"Fassung {adopted}", EditionState.ADOPTED, *council),
        (following, EditionState.DRAFT, "", None, ""),
    ]
    assert workshop.process.edition.title == following
    assert {measure.edition.title for measure in drafts()} == {following}


def test_anybody_reads_how_the_adopted_measures_stand_and_since_when(workshop):
    edition = find_published(workshop.process.concept_id)
    last_year = this_year(workshop) - 1
    titles = {"Tag der offenen Werkbank", "Sprechstunde für die Seele"}
    turns = [turn for turn in list_turns(edition, Wordings(edition.concept, "de")) if turn.label.text in titles]

    assert [(turn.state, turn.day, turn.reason) for turn in turns] == [
        (MeasureState.DONE, date(last_year, 6, 2), ""),
        (
            MeasureState.POSTPONED,
            date(last_year, 3, 11),
            f"Das Land fördert die Stelle erst ab {last_year + 2}. Bis dahin ist kein Geld für sie da.",
        ),
        (MeasureState.IN_PROGRESS, date(last_year, 1, 13), ""),
    ]


def test_concept_of_the_city_is_read_in_three_more_languages(workshop):
    counts = count_entries(find_published(workshop.process.concept_id))
    translated = {tag: count[Standing.DONE] for tag, count in counts.items() if count[Standing.DONE]}
    assert translated == {tag: len(texts) for tag, texts in read_translations().items()}
    assert set(translated) == {"ar", "en", "tr"}


def test_monitoring_and_report_of_the_city_have_something_to_show(workshop):
    concept = workshop.process.concept
    (round_,) = list_rounds_of_reports(concept.id)
    (report,) = list_reports()

    counts = count_answers([round_.id])[round_.id]
    assert (counts.missing, counts.new, counts.accepted) == (15, 3, 0)
    period = date(this_year(workshop) - 2, 12, 31), date(this_year(workshop) - 1, 12, 31)
    assert (report.since, report.until, len(report.recommendations)) == (*period, 3)
    values = select(func.count()).select_from(IndicatorValue).join(Indicator).join(Goal)
    of_editions = [db.session.scalar(values.where(Goal.edition_id == edition.id)) for edition in concept.editions]
    assert of_editions == [111, 111]


def test_terminal_ends_with_the_figures_and_what_can_be_looked_at(played):
    lines = played[1].splitlines()

    (figures,) = [line for line in lines if "median answer" in line]
    assert figures.startswith("138 cards, 40 ballots, 32 fields of plans; 0 refused, 0 slowed down, 0 errors")
    names = [line.split("  ")[1] for line in lines[lines.index("Now you can look at:") + 1 :]]
    assert names == [
        "Results",
        "The city's concept",
        "Concept",
        "Draft measures",
        "From the first card",
        "Participants in numbers",
        "Documentation",
        "Monitoring",
    ]


def one_time_password(said):
    return re.findall(r"One-time password +(\S+)", said)


def test_second_demonstration_opens_a_new_workshop_in_the_same_city(played, left_behind):
    second = run(left_behind, port_that_is_free(), "--no-play", "--exit")

    with looking_into(left_behind):
        assert (len(list_concepts()), len(list_workshops())) == (1, 2)
    passwords = [*one_time_password(played[1]), *one_time_password(second.stdout)]
    assert len(set(passwords)) == 2


def test_password_that_the_office_has_chosen_stays(left_behind):
    with looking_into(left_behind), transaction():
        change_password(find_user_by_name("office"), "a password of my own")

    again = run(left_behind, port_that_is_free(), "--no-play", "--exit")

    assert (again.returncode, one_time_password(again.stdout)) == (0, [])
    assert "your own password" in again.stdout


def test_busy_port_is_refused_by_name_before_anything_is_written(empty_instance):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run(empty_instance, port)

    sentence = f"Another program uses port {port} already. Stop it, or choose another port with --port.\n"
    assert (refused.returncode, refused.stderr) == (1, sentence)
    assert not (empty_instance / "participation.sqlite").exists()


@pytest.mark.parametrize("moment", ["Join", "Collecting"])
def test_interrupt_ends_the_play_and_the_server_before_their_end(left_behind, moment):
    port = port_that_is_free()
    with started(left_behind, port, "--participants", "8", "--speed", "10") as process:
        read_until(process, moment)
        process.send_signal(signal.SIGINT)
        said, complaints = process.communicate(timeout=DEADLINE_SECONDS)
    assert (process.returncode, complaints, listens(port)) == (0, "", False)
    assert said.splitlines()[-1] == "The demonstration has ended. Everything is kept; start it again to play on."
    assert "Results" not in said
