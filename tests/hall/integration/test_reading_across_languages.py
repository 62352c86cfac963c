"""What people write, across languages: every page says in which language a text stands and who has translated it."""

import re

import pytest

from participation.contributions.models import Card, CardTranslation, ClusterTranslation, TranslationState
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.queries import plan_options
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import cluster_options
from participation.prioritisation.services import open_round
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster, a_plan, an_inversion, step_of

MACHINE, APPROVED = TranslationState.MACHINE, TranslationState.APPROVED
BY_MACHINE = "Translated by a machine. Show the original."
BY_PERSON = "Translated. Show the original."


def plain(page):
    """The page with single spaces, so that a test does not depend on how a template breaks its lines."""
    return re.sub(r">\s+", ">", re.sub(r"\s+<", "<", re.sub(r"\s+", " ", page)))


def into(model, language, text, state):
    return model(language=language, text=text, state=state)


@pytest.fixture
def sorted_hall(hall):
    """A topic in German with a card in Arabic, each translated into English."""
    with hall.app.app_context():
        workshop = hall.row()
        card = a_card(
            workshop, text="لا حافلة", language="ar", translations=[into(CardTranslation, "en", "No bus", MACHINE)]
        )
        topic = a_cluster(
            workshop,
            cards=[card],
            title="Abends fährt nichts",
            translations=[into(ClusterTranslation, "en", "Nothing runs at night", APPROVED)],
        )
        an_inversion(workshop, topic)
        hall.card, hall.topic = card.id, topic.id
    hall.run(StepKind.CLUSTER)
    return hall


def test_phone_shows_the_machines_text_marked_as_such_and_keeps_the_original_a_tap_away(sorted_hall, client):
    page = plain(client.get(f"/{sorted_hall.code}?lang=en").text)
    assert page.count('<span lang="en" dir="ltr">No bus</span>') == 1
    assert page.count(BY_MACHINE) == 1
    assert page.count('<span lang="ar" dir="rtl">لا حافلة</span><small lang="ar" dir="rtl">العربية</small>') == 1


def test_phone_shows_an_approved_title_with_its_original(sorted_hall, client):
    page = plain(client.get(f"/{sorted_hall.code}?lang=en").text)
    assert page.count('<span lang="en" dir="ltr">Nothing runs at night</span>') == 1
    assert page.count(BY_PERSON) == 1
    assert page.count('<span lang="de" dir="ltr">Abends fährt nichts</span>') == 1


def test_phone_shows_the_original_where_nothing_is_translated(sorted_hall, client):
    page = plain(client.get(f"/{sorted_hall.code}?lang=tr").text)
    assert page.count('<span lang="ar" dir="rtl">لا حافلة</span>') == 1
    assert page.count('<details class="original">') == 0


def test_results_show_translations_as_the_phone_does(sorted_hall, client):
    page = plain(client.get(f"/{sorted_hall.code}/results?lang=en").text)
    assert (page.count(BY_MACHINE), page.count(BY_PERSON)) == (1, 1)


def test_screen_speaks_the_rooms_language_and_names_the_language_of_the_original(sorted_hall, client):
    with sorted_hall.app.app_context():
        workshop = sorted_hall.row()
        a_card(
            workshop, text="Otobüs yok", language="tr", translations=[into(CardTranslation, "de", "Kein Bus", MACHINE)]
        )
    sorted_hall.run(StepKind.COLLECT)
    page = plain(client.get(f"/{sorted_hall.code}/board").text)
    assert page.count('<p class="card__text" lang="de" dir="ltr">Kein Bus</p>') == 1
    assert page.count('<p class="card__original" lang="tr" dir="ltr">Otobüs yok</p>') == 1
    assert page.count('<span lang="tr" dir="ltr">Türkçe</span>') == 1
    assert page.count("maschinell übersetzt") == 1


def test_inverted_topic_is_shown_in_the_readers_language(sorted_hall, client):
    sorted_hall.run(StepKind.INVERT, Phase.FANTASY)
    page = plain(client.get(f"/{sorted_hall.code}?lang=en").text)
    assert page.count('Critique:</span><span lang="en" dir="ltr">Nothing runs at night</span>') == 1
    assert page.count('<span lang="de" dir="ltr">Abends fährt nichts</span>') == 1


def test_option_of_a_vote_keeps_the_mark_of_the_machine_that_translated_it(hall, client):
    hall.run(StepKind.VOTE)
    with hall.app.app_context():
        workshop = hall.row()
        topics = [
            a_cluster(workshop, title="Kein Bus", translations=[into(ClusterTranslation, "en", "No bus", MACHINE)]),
            a_cluster(
                workshop, title="Kein Kurs", translations=[into(ClusterTranslation, "en", "No course", APPROVED)]
            ),
        ]
        step = step_of(workshop, StepKind.VOTE, Phase.CRITIQUE)
        options = cluster_options(topics)
        with transaction():
            open_round(db.session.merge(step), None, subject=Subject.CLUSTER, subjects=options)
    page = plain(client.get(f"/{hall.code}?lang=en").text)
    assert (page.count(BY_MACHINE), page.count(BY_PERSON)) == (1, 1)
    assert page.count('<span lang="en" dir="ltr">No bus</span><small class="machine">') == 1


def test_plan_that_took_its_title_from_a_wish_is_translated_with_it(hall):
    with hall.app.app_context():
        workshop = hall.row()
        known = [into(ClusterTranslation, "en", "A bus at night", MACHINE)]
        wish = a_cluster(workshop, phase=Phase.FANTASY, title="Ein Nachtbus", translations=known)
        taken = a_plan(workshop, wishes=[wish], title="Ein Nachtbus")
        own = a_plan(workshop, wishes=[wish], title="Rufbus")
        assert [(plan.shown_title("en").text, plan.shown_title("en").is_machine) for plan in (taken, own)] == [
            ("A bus at night", True),
            ("Rufbus", False),
        ]
        options = plan_options([taken, own])
        assert [(dict(option.titles), set(option.machine)) for option in options] == [
            ({"de": "Ein Nachtbus", "en": "A bus at night"}, {"en"}),
            ({"de": "Rufbus"}, set()),
        ]


def test_own_cards_take_a_statement_more_only_when_one_is_in_another_language(hall, device, statements):
    hall.run(StepKind.COLLECT)
    device.look("?lang=de")
    counts = []
    for language, times in (("de", 1), ("de", 2), ("ar", 1), ("ar", 2)):
        for number in range(times):
            device.write(f"Gedanke {language} {times} {number}", language=language)
        device.look("?lang=de")
        statements.clear()
        device.look("?lang=de")
        counts.append(len(statements))
    assert counts == [2, 2, 3, 3]


def test_question_for_the_language_stands_on_the_own_card_and_takes_the_answer(hall, device):
    hall.run(StepKind.COLLECT)
    made = device.write("Akşam otobüs yok")
    assert made.status_code == 303
    with hall.app.app_context():
        card = db.session.query(Card).one()
        card.guessed_language = "tr"
        db.session.commit()
        own, address = card.id, f"/{hall.code}/cards/{card.id}/language"
    assert device.look("?lang=en").text.count("Did you write in Türkçe?") == 1
    answer = device.client.post(address, data={"csrf_token": device.token(), "answer": "yes"})
    assert answer.status_code == 303
    page = plain(device.look("?lang=en").text)
    assert page.count(f'<p class="own__text" id="own-{own}" lang="tr" dir="ltr">Akşam otobüs yok</p>') == 1
    assert page.count("Did you write in") == 0
