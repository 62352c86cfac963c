"""The office chooses a workshop's languages among all that ship; a city's usual ones come ticked."""

import pytest
from lxml import html

from participation.i18n.languages import LANGUAGES
from participation.kernel.transaction import transaction
from participation.workshop.queries import list_workshops
from participation.workshop.services import WorkshopDraft, create_workshop, default_process
from tests.factories import a_workshop, an_office_user
from tests.hall.console.desk import sign_in


@pytest.fixture
def new_workshop(app):
    """The form as the office finds it."""
    with app.app_context():
        user = an_office_user().id
    return lambda: html.fromstring(sign_in(app, user).get("/office/workshops/new").text)


def ticked(page):
    first = page.xpath("//select[@name='first_language']/option[@selected]/@value")
    return first + page.xpath("//input[@name='languages'][@checked]/@value")


def test_all_languages_can_be_chosen_each_by_its_own_name(new_workshop):
    boxes = new_workshop().xpath("//label[input[@name='languages']]")
    found = [(box.xpath("input/@value")[0], box.xpath("span/@lang")[0], box.xpath("span")[0].text) for box in boxes]
    assert found == [(tag, tag, language.name) for tag, language in LANGUAGES.items()]


def test_first_workshop_has_the_languages_that_most_need(new_workshop):
    assert sorted(ticked(new_workshop())) == ["ar", "de", "de-x-leicht", "en", "tr", "uk"]


def test_next_workshop_has_the_languages_of_the_one_before(app, new_workshop):
    with app.app_context():
        a_workshop(languages=["de"])
        a_workshop(languages=["en", "ti", "th"])
    assert ticked(new_workshop()) == ["en", "th", "ti"]


def test_agenda_asks_in_every_language_that_ships(app):
    with app.app_context():
        with transaction():
            draft = WorkshopDraft("Sport", "short", list(LANGUAGES))
            create_workshop(default_process(None, an_office_user()), draft, None)
        (workshop,) = list_workshops()
        asked = [{prompt.language: prompt.text for prompt in step.prompts} for step in workshop.steps]
    assert [list(texts) for texts in asked] == [list(LANGUAGES)] * len(asked)
    assert [texts for texts in asked if not all(texts.values())] == []
