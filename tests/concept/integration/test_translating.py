"""The office's page of a language: what is to be translated, saving line by line, two people at one text."""

import pytest
from lxml import html

from participation.concept.models import EditionState, MeasureState
from participation.concept.translations.models import TextTranslation
from participation.concept.translations.texts import hash_of
from participation.i18n.wording import TranslationState
from participation.kernel.database import db
from tests.factories import a_concept, a_goal, a_measure, an_edition, saved

GOAL, TITLE, TEXT = "Alle Kinder schwimmen sicher.", "Kurse", "Die Stadt bietet Kurse an."


@pytest.fixture
def edition(database):
    concept = a_concept(title="Zusammen", language="de", levels=["Ziel"])
    edition = an_edition(concept, title="", state=EditionState.ADOPTED)
    goal = a_goal(edition, text=GOAL, number="1")
    a_measure(edition, goals=[goal], title=TITLE, text=TEXT, state=MeasureState.ADOPTED)
    return edition


@pytest.fixture
def look(office, edition):
    """Look at the English page of the concept, or at another of its addresses."""

    def read(address="/en"):
        answer = office.get(f"/office/concepts/{edition.concept_id}/translations{address}")
        assert answer.status_code == 200, answer.status
        return html.fromstring(answer.text)

    return read


@pytest.fixture
def send(office, token, look, edition):
    """Write texts, by their originals, into the page as it stands, or as it was ``shown``; press one's button."""

    def call(written, *, pressed="", shown=None, **values):
        lines = (shown if shown is not None else look()).xpath("//article")
        sent = {name: [] for name in ("hash", "place", "seen", "shown", "text")}
        for line in lines:
            original = line.xpath(".//div[contains(@class, 'original')]/p")[0].text_content()
            for name in ("hash", "place", "seen", "shown"):
                sent[name].append(line.xpath(f".//input[@name='{name}']")[0].get("value"))
            sent["text"].append(written.get(original, line.xpath(".//textarea")[0].text_content().strip("\n")))
        address = f"/office/concepts/{edition.concept_id}/translations/en"
        told = {"csrf_token": token, "save": hash_of(pressed) if pressed else "", **sent, **values}
        return office.post(address, data=told, content_type="multipart/form-data")

    return call


def translated(original, text, edition, **values):
    row = {"concept_id": edition.concept_id, "language": "en", "state": TranslationState.HUMAN}
    return saved(TextTranslation(**row | values, original=original, hash=hash_of(original), text=text))


def standings(page):
    return [
        (
            line.xpath(".//div[contains(@class, 'original')]/p")[0].text_content(),
            line.xpath(".//*[@class='twin__standing']")[0].text_content(),
            line.xpath(".//textarea")[0].text_content().strip("\n"),
        )
        for line in page.xpath("//article")
    ]


def known():
    rows = db.session.query(TextTranslation).order_by(TextTranslation.id).all()
    return [(row.original, row.text, row.state.value) for row in rows]


def said(answer, path):
    return [" ".join(each.text_content().split()) for each in html.fromstring(answer.text).xpath(path)]


def test_page_of_a_language_lists_what_is_missing_out_of_date_and_by_a_machine_and_on_request_everything(look, edition):
    measure = edition.measures[0]
    translated("Zusammen", "Together", edition)
    translated("Die Stadt plant Kurse.", "The city plans courses.", edition, place=f"measure/{measure.lineage}/text")
    translated(TITLE, "Curses", edition, state=TranslationState.MACHINE)
    open_ones = [
        ("Ziel", "missing", ""),
        (GOAL, "missing", ""),
        (TITLE, "by a machine", "Curses"),
        (TEXT, "out of date", "The city plans courses."),
    ]
    assert standings(look()) == open_ones
    assert "Was translated when it said: Die Stadt plant Kurse." in " ".join(look().text_content().split())
    assert standings(look("/en?show=all")) == [("Zusammen", "translated", "Together"), *open_ones]


def test_list_of_languages_counts_how_texts_stand(look, edition):
    translated(GOAL, "All children swim safely.", edition)
    translated(TITLE, "Curses", edition, state=TranslationState.MACHINE)
    translated("Anders.", "Other.", edition, place=f"measure/{edition.measures[0].lineage}/text")
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.xpath("th|td")] for row in look("").xpath("//tbody/tr")
    ]
    assert [row for row in rows if row[0] in {"English", "Polski"}] == [
        ["English", "1", "1", "1", "2"],
        ["Polski", "–", "–", "–", "5"],
    ]
    assert "Deutsch" not in {row[0] for row in rows}


def test_what_is_written_into_several_lines_is_saved_with_one_button(send):
    answer = send({GOAL: "All children swim safely.", TITLE: "Courses"}, pressed=GOAL)
    assert (answer.status_code, known()) == (
        303,
        [(GOAL, "All children swim safely.", "human"), (TITLE, "Courses", "human")],
    )


def test_next_text_has_the_focus_after_saving(send, office):
    address = send({GOAL: "All children swim safely."}, pressed=GOAL).headers["Location"]
    fields = html.fromstring(office.get(address).text).xpath("//textarea[@autofocus]")
    assert [field.xpath("../../div/p")[0].text_content() for field in fields] == [TITLE]


def test_draft_of_a_machine_is_approved_by_its_own_button_only(send, edition):
    for original in (TITLE, TEXT):
        translated(original, f"machine: {original}", edition, state=TranslationState.MACHINE)
    send({}, pressed=TEXT)
    assert known() == [(TITLE, f"machine: {TITLE}", "machine"), (TEXT, f"machine: {TEXT}", "approved")]


def test_emptied_field_takes_the_translation_away(send, look, edition):
    translated(GOAL, "All children swim safely.", edition)
    send({GOAL: ""}, shown=look("/en?show=all"), show="all")
    assert known() == []


def test_second_of_two_sees_both_translations_and_the_others_lines_are_saved(send, look, edition):
    shown = look()
    send({GOAL: "All children swim safely."}, shown=shown)
    answer = send({GOAL: "Every child swims.", TITLE: "Courses"}, shown=shown)
    assert answer.status_code == 409
    assert said(answer, "//*[@role='alert']") == [
        "Somebody else has translated this text in the meantime. Both translations stand here; choose one and save."
    ]
    assert said(answer, "//*[@class='notice']") == ["What stands there now: All children swim safely."]
    assert "Every child swims." in said(answer, "//textarea")
    assert known() == [(GOAL, "All children swim safely.", "human"), (TITLE, "Courses", "human")]
    send({}, shown=html.fromstring(answer.text), pressed=GOAL)
    assert known()[0] == (GOAL, "Every child swims.", "human")


def test_line_that_nobody_touched_is_no_conflict_when_somebody_else_translated_it(send, look):
    shown = look()
    send({GOAL: "All children swim safely."}, shown=shown)
    assert send({TITLE: "Courses"}, shown=shown).status_code == 303


def test_translation_of_a_text_that_was_changed_meanwhile_is_kept_beside_the_new_one(send, look, edition):
    shown = look()
    edition.goals[0].text = "Alle Kinder schwimmen gern."
    db.session.commit()
    answer = send({GOAL: "All children swim safely."}, shown=shown)
    assert (answer.status_code, known()) == (422, [])
    (line,) = html.fromstring(answer.text).xpath("//article[.//@role='alert']")
    assert "Alle Kinder schwimmen gern." in line.text_content()
    assert "All children swim safely." in line.text_content()


def test_too_long_translation_is_refused_and_kept_in_its_field(send):
    answer = send({GOAL: "a" * 1001})
    assert (answer.status_code, known()) == (422, [])
    assert said(answer, "//*[@role='alert']") == [
        "A translation of this text has at most 1000 characters. Please shorten it."
    ]
    assert "a" * 1001 in said(answer, "//textarea")


def test_page_of_long_texts_in_letters_of_many_bytes_is_taken(send, edition):
    titles = [f"Kurs {number}" for number in range(20)]
    for title in titles:
        a_measure(edition, title=title, text="", state=MeasureState.ADOPTED)
    answer = send(dict.fromkeys([GOAL, TITLE, TEXT, *titles], "ก" * 1000))
    assert (answer.status_code, len(known())) == (303, 18)


@pytest.mark.parametrize("language", ["de", "xx"])
def test_language_into_which_nobody_translates_is_refused_by_name(office, edition, language):
    answer = office.get(f"/office/concepts/{edition.concept_id}/translations/{language}")
    assert answer.status_code == 404
    assert "The concept is not translated into this language. Choose one from the list." in answer.text


def test_draft_edition_is_translated_beside_the_adopted_one(look, edition):
    draft = an_edition(edition.concept, title="Neu")
    a_goal(draft, text="Alle Kinder schwimmen gern.")
    assert [line[0] for line in standings(look())] == ["Zusammen", "Ziel", GOAL, TITLE, TEXT]
    assert [line[0] for line in standings(look(f"/en?edition={draft.id}"))] == [
        "Zusammen",
        "Neu",
        "Ziel",
        "Alle Kinder schwimmen gern.",
    ]


@pytest.mark.parametrize("address", ["", "/en", "/en?show=all"])
def test_pages_of_translators_cost_the_same_for_few_texts_and_for_many(office, edition, statements, address):
    path = f"/office/concepts/{edition.concept_id}/translations{address}"
    counts = []
    for _ in range(2):
        db.session.expire_all()
        statements.clear()
        office.get(path)
        counts.append(len(statements))
        for number in range(3):
            title = f"Neu {len(counts)} {number}"
            a_measure(edition, title=title, text="", state=MeasureState.ADOPTED)
            translated(title, "New", edition)
    assert counts[0] == counts[1]
