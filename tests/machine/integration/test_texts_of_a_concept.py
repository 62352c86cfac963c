"""Machine drafts of a concept's texts: only what is missing, never in place of people's, within half of the budget."""

import pytest

from participation.concept.models import EditionState, MeasureState
from participation.concept.translations.drafts import draft_texts
from participation.concept.translations.models import TextTranslation
from participation.concept.translations.texts import hash_of
from participation.i18n.wording import TranslationState
from participation.kernel.database import db
from participation.machine.models import MachineDay
from tests.factories import a_concept, a_measure, an_edition, an_office_user, saved
from tests.machine.integration.test_drafts import LIBRE, app, app_with, service

__all__ = ["app", "app_with", "service"]


def an_adopted_edition(titles):
    concept = a_concept(title="Zusammen", language="de", levels=["Ziel"])
    edition = an_edition(concept, title="", state=EditionState.ADOPTED)
    for title in titles:
        a_measure(edition, title=title, text="", state=MeasureState.ADOPTED)
    return edition


def known(language="en"):
    rows = db.session.query(TextTranslation).filter_by(language=language).order_by(TextTranslation.id)
    return [(row.original, row.text, row.state.value) for row in rows]


def test_machine_drafts_what_is_missing_and_leaves_what_people_wrote_and_what_is_out_of_date(database, service):
    edition = an_adopted_edition(["Kurse", "Feste"])
    row = {"concept_id": edition.concept_id, "language": "en", "state": TranslationState.HUMAN}
    saved(TextTranslation(**row, original="Ziel", hash=hash_of("Ziel"), text="Goal"))
    place = f"measure/{edition.measures[1].lineage}/title"
    saved(TextTranslation(**row, original="Fest", hash=hash_of("Fest"), text="Party", place=place))
    assert draft_texts([(edition.id, "en")]) is None
    assert known() == [
        ("Ziel", "Goal", "human"),
        ("Fest", "Party", "human"),
        ("Zusammen", "[en] Zusammen", "machine"),
        ("Kurse", "[en] Kurse", "machine"),
    ]
    assert [body["q"] for _path, _key, body in service.asked] == [["Zusammen", "Kurse"]]


def test_many_texts_are_drafted_batch_by_batch(database, service):
    edition = an_adopted_edition([f"Kurs {number}" for number in range(40)])
    draft_texts([(edition.id, "en")])
    assert [len(body["q"]) for _path, _key, body in service.asked] == [20, 20, 2]
    assert len(known()) == 42


def test_service_that_fails_is_asked_again_later_and_nothing_is_lost(database, service):
    edition = an_adopted_edition(["Kurse"])
    service.fault = 500
    assert draft_texts([(edition.id, "en")]) == 60
    assert known() == []
    service.fault = None
    assert draft_texts([(edition.id, "en")]) is None
    assert len(known()) == 3


def test_concept_leaves_half_of_the_days_characters_to_the_halls(app_with, service):
    with app_with(LIBRE, service.url, daily_characters=40).app_context():
        edition = an_adopted_edition(["Kurse und Feste"])
        draft_texts([(edition.id, "en")])
        assert [(row[0], row[2]) for row in known()] == [("Zusammen", "machine"), ("Ziel", "machine")]
        assert db.session.query(MachineDay).one().characters == 12


@pytest.mark.parametrize(("language", "offered"), [("en", 1), ("de-x-leicht", 0)])
def test_page_offers_drafts_by_the_name_of_the_service_but_no_easy_language(app, database, language, offered):
    edition, office = an_adopted_edition(["Kurse"]), an_office_user()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session["language"] = str(office.id), True, "en"
    page = client.get(f"/office/concepts/{edition.concept_id}/translations/{language}").text
    assert page.count("Let LibreTranslate draft what is missing") == offered
