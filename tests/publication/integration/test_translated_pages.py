"""Public pages of the concept in the language of their reader, as far as its texts are translated."""

import pytest
from lxml import etree, html

from participation.concept.models import MeasureState
from participation.concept.translations.models import TextTranslation
from participation.concept.translations.texts import hash_of
from participation.i18n.wording import TranslationState
from participation.kernel.database import db
from tests.factories import a_goal, a_measure
from tests.publication.integration.test_public_pages import texts

ENGLISH = {
    "Zusammen in Lindenfurt": "Together in Lindenfurt",
    "Themenfeld": "Theme",
    "Ziel": "Goal",
    "Sport": "Sports",
    "Sprache": "Language",
    "Alle Kinder schwimmen sicher.": "All children swim safely.",
    "Sichere Schwimmer": "Safe swimmers",
    "Kurs adopted": "Course for mothers",
    "The city does it.": "The town takes care of it.",
}


def translate(published, translations=None, language="en", state=TranslationState.HUMAN):
    for original, text in (ENGLISH if translations is None else translations).items():
        row = {"concept_id": published.concept.id, "language": language, "original": original, "state": state}
        db.session.add(TextTranslation(**row, hash=hash_of(original), text=text))
    db.session.commit()


@pytest.fixture
def english(stranger, published):
    """Look at a page as somebody who reads English, when the concept is translated."""
    translate(published)
    return lambda path="": stranger.look(f"{path}{'&' if '?' in path else '?'}lang=en")


def tags(page, name):
    """Return language and direction of the links in elements of this class."""
    return [(link.get("lang"), link.get("dir")) for link in page.xpath(f"//*[@class='{name}']//a")]


def test_document_is_in_the_readers_language_where_it_is_translated_and_else_says_its_own(english):
    page = english()
    assert texts(page, "h1") == ["Together in Lindenfurt"]
    assert texts(page, ".target__head a") == ["Language", "All children swim safely."]
    assert texts(page, ".measures__line a")[:2] == ["Course for mothers", "Kurs in_progress"]
    assert tags(page, "measures__line")[:2] == [("en", "ltr"), ("de", "ltr")]
    assert texts(page, ".choice li a") == ["All", "Sports", "Bildung"]


def test_original_of_a_translated_page_is_one_tap_away_and_back(english):
    page = english()
    (link,) = page.xpath("//*[starts-with(@class, 'public__translated')]//a")
    assert (link.text_content().strip(), link.get("href")) == (
        "Translated. Show the original.",
        "?lang=en&original=1",
    )
    back = english("?original=1")
    assert texts(back, "h1") == ["Zusammen in Lindenfurt"]
    assert texts(back, ".public__translated a") == ["English"]


def test_page_of_the_concepts_own_language_says_nothing_of_translations(stranger, published):
    translate(published)
    assert texts(stranger.look(), ".public__translated") == []


def test_what_only_a_machine_has_translated_carries_its_sign(stranger, published):
    translate(published, {"Sprache": "Tongue"}, state=TranslationState.MACHINE)
    page = stranger.look("?lang=en")
    assert texts(page, ".target__head")[0] == "1 Tongue ⚙translated by a machine"
    assert texts(page, ".public__translated") == ["⚙ Translated by a machine. Show the original."]
    translate(published, {"Zusammen in Lindenfurt": "Together in Lindenfurt"})
    page = stranger.look("?lang=en")
    assert texts(page, ".public__translated") == ["Translated. Show the original."]
    assert texts(page, ".public__on-paper") == ["⚙ translated by a machine"]


def test_paper_explains_no_sign_that_it_does_not_show(english):
    assert texts(english(), ".public__on-paper") == []


def test_translation_is_not_shown_when_the_office_has_changed_the_text(english, published):
    published.goal.text = "Alle Kinder schwimmen gern."
    db.session.commit()
    assert texts(english(), ".target__head a")[1] == "Alle Kinder schwimmen gern."


def test_goal_and_measure_pages_are_translated_part_by_part(english, published):
    goal = english(f"/goals/{published.goal.id}")
    assert texts(goal, "h1") == ["1.1 All children swim safely."]
    assert texts(goal, ".public__kind") == ["Goal"]
    assert texts(goal, ".gauge h3") == ["Safe swimmers"]
    assert texts(goal, ".crumbs a") == ["Together in Lindenfurt", "1 Language"]
    measure = english(f"/measures/{published.adopted.id}")
    assert texts(measure, "h1") == ["Course for mothers"]
    assert texts(measure, ".parts dd") == ["The town takes care of it.", "Sports"]
    assert texts(measure, ".trace-picture__box--measure .trace-picture__text") == ["Course for mothers"]


def test_search_finds_the_words_of_the_translation_and_those_of_the_original(english):
    found = english("/search?words=mother")
    assert texts(found, ".hits__label a") == ["Course for mothers"]
    assert texts(found, "mark") == ["mothers"]
    original = english("/search?words=Kinder")
    assert texts(original, ".hits__label a") == ["Alle Kinder schwimmen sicher."]
    assert tags(original, "hits__label") == [("de", "ltr")]
    inside = english("/search?words=town")
    assert texts(inside, ".hits__label a")[0] == "Course for mothers"


def test_search_of_others_does_not_find_what_they_cannot_read(stranger, published):
    translate(published)
    assert texts(stranger.look("/search?words=mothers"), ".hits__label") == []


def test_news_are_told_in_the_readers_language(stranger, published):
    translate(published)
    feed = etree.fromstring(stranger.get(f"/news.atom?field={published.sport.id}&lang=en").data)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.findtext("a:title", namespaces=names) == "News · Together in Lindenfurt · Sports"
    told = [entry.findtext("a:title", namespaces=names) for entry in feed.iterfind("a:entry", names)]
    assert "Adopted · Course for mothers" in told


@pytest.mark.parametrize("path", ["", "/goals/{goal}", "/measures/{measure}", "/search?words=course", "/news.atom"])
def test_translated_pages_cost_the_same_for_few_texts_and_for_many(stranger, published, statements, path):
    translate(published)
    path = path.format(goal=published.goal.id, measure=published.adopted.id)
    asked = f"{path}{'&' if '?' in path else '?'}lang=en"
    stranger.get(asked)
    counts = []
    for number in range(2):
        db.session.expire_all()
        statements.clear()
        stranger.get(asked)
        counts.append(len(statements))
        for each in range(3):
            title = f"Neu {number} {each}"
            goals = [a_goal(parent=published.theme, text=f"Ziel {title}"), published.goal]
            a_measure(published.edition, goals=goals, state=MeasureState.ADOPTED, title=title)
            translate(published, {title: "New course", f"Ziel {title}": "A goal"})
    assert counts[0] == counts[1]


def test_results_of_a_workshop_name_its_measures_in_the_readers_language(client, published):
    translate(published)
    page = html.fromstring(client.get(f"/{published.workshop.code}/results?lang=en").text)
    assert texts(page, ".measure a") == ["Course for mothers"]
