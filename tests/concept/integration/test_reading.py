"""The concept as a document: numbers, margins, filter, side sheet, title, export."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from participation.concept.models import Concept, Measure
from participation.concept.queries import goals_tree
from tests.concept.integration.steps import CELL, DRAFT, SHARED, TREE, taken_over
from tests.factories import a_concept

BASE = "/office/concepts"


def rows(database, model) -> int:
    database.session.rollback()
    return database.session.scalar(select(func.count()).select_from(model))


def numbers(answer) -> list[str]:
    return re.findall(r'class="goal__number"[^>]*>([^<]+)<', answer.text)


def titles(answer) -> list[str]:
    return [re.sub("<[^>]+>", "", title) for title in re.findall(r'class="measure__title">(.*?)</p>', answer.text)]


@pytest.fixture
def edition(database):
    first, second = TREE.goals[0].children
    theme = replace(TREE.goals[0], children=(first, replace(second, measures=(CELL, DRAFT))))
    return taken_over(replace(TREE, goals=(theme, TREE.goals[1])))


def test_concept_reads_as_a_document_with_its_numbers(office, edition):
    answer = office.get(f"{BASE}/{edition.concept_id}")
    assert numbers(answer) == ["1", "1.1", "1.2", "2", "•"]
    assert titles(answer) == ["Beratung", "Offene Halle"]


def test_draft_is_marked_at_the_margin_with_its_workshop(office, edition):
    margins = re.findall(
        r'<p class="margin margin--draft">(.*?)</p>', office.get(f"{BASE}/{edition.concept_id}").text, re.DOTALL
    )
    said = [" ".join(re.sub("<[^>]+>", " ", margin).split()) for margin in margins]
    assert said == ["Entwurf Werkstatt Sport im Viertel Rang 2 · 14 Punkte"]


@pytest.mark.parametrize(
    ("arguments", "shown", "measures"),
    [
        ({"words": "rat"}, ["1", "1.1"], ["Beratung"]),
        ({"words": "verein öffnet"}, ["1", "1.2"], ["Offene Halle"]),
        ({"words": "sport im viertel"}, ["1", "1.2"], ["Offene Halle"]),
        ({"state": "draft"}, ["1", "1.2"], ["Offene Halle"]),
        ({"drafts": "1"}, ["1", "1.2"], ["Offene Halle"]),
        ({"words": "nachbarn"}, ["2", "•"], []),
        ({"words": "nirgends"}, [], []),
        ({"field": "sport"}, ["1", "1.2"], ["Offene Halle"]),
    ],
)
def test_filter_shows_what_matches_below_its_ancestors(office, edition, arguments, shown, measures):
    if "field" in arguments:
        arguments = {"field": edition.concept.fields[1].id}
    answer = office.get(f"{BASE}/{edition.concept_id}", query_string=arguments)
    assert (numbers(answer), titles(answer)) == (shown, measures)


def test_words_are_marked_and_never_run_as_markup(office, edition):
    assert "<mark>Rat</mark>" in office.get(f"{BASE}/{edition.concept_id}?words=rat").text
    assert "<script>x" not in office.get(f"{BASE}/{edition.concept_id}?words=<script>x").text


def test_side_sheet_shows_one_measure_and_keeps_the_filter(office, edition):
    measure = goals_tree(edition)[0].children[0].measures[0].measure
    address = f"{BASE}/{edition.concept_id}?measure={measure.id}&words=rat"
    whole, part = office.get(address), office.get(address, headers={"HX-Request": "true"})
    assert re.search(r'id="sheet"', part.text) is not None
    assert "<html" in whole.text
    assert "<html" not in part.text
    for answer in (whole, part):
        assert f'href="{BASE}/{edition.concept_id}?words=rat"' in answer.text
        assert "Sozialamt" in answer.text
        assert f"/office/measures/{measure.id}" in answer.text


def test_measure_of_another_concept_is_not_shown(office, edition):
    other = taken_over(replace(TREE, title="Anders"))
    measure = goals_tree(other)[0].children[0].measures[0].measure
    shown = office.get(f"{BASE}/{edition.concept_id}?measure={measure.id}")
    assert "side-sheet--away" in shown.text


def test_list_names_every_concept_with_its_counts(office, edition):
    a_concept(title="Noch leer")
    shown = office.get(BASE).text
    assert re.findall(r"concepts/\d+\">([^<]+)</a>", shown) == ["Noch leer", TREE.title]


def test_concept_without_an_edition_says_so(office, database):
    concept = a_concept()
    assert "Nothing in it yet." in office.get(f"{BASE}/{concept.id}").text


def test_unknown_concept_is_not_found(office):
    assert office.get(f"{BASE}/77").status_code == 404


def test_title_is_changed_and_logged(database, office, post, edition):
    concept_id = edition.concept_id
    assert post(f"{BASE}/{concept_id}/title", title="  Neuer   Titel ").status_code == 303
    assert database.session.get(Concept, concept_id, populate_existing=True).title == "Neuer Titel"


@pytest.mark.parametrize("title", ["", "   ", "x" * 301])
def test_unfit_title_comes_back_with_what_was_typed(post, edition, title):
    answer = post(f"{BASE}/{edition.concept_id}/title", title=title)
    assert answer.status_code == 422
    assert f'value="{title}"' in answer.text


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv", "json"])
def test_export_buttons_hand_the_file_out(office, edition, ending):
    answer = office.get(f"{BASE}/{edition.concept_id}/export/{ending}")
    assert (answer.status_code, f"Musterstadt.{ending}" in answer.headers["Content-Disposition"]) == (200, True)


def test_unknown_format_is_not_found(office, edition):
    assert office.get(f"{BASE}/{edition.concept_id}/export/odt").status_code == 404


def test_reading_page_takes_the_same_number_of_statements_for_any_size(office, database, statements):
    sent = []
    for number in (1, 30):
        goals = tuple(replace(TREE.goals[0], number=str(n), text=f"Thema {n}") for n in range(number))
        edition = taken_over(replace(TREE, title=f"Konzept {number}", goals=goals))
        address = f"{BASE}/{edition.concept_id}"
        statements.clear()
        office.get(address)
        sent.append(len(statements))
    assert sent[0] == sent[1]
    assert rows(database, Measure) == 4


def test_list_takes_the_same_number_of_statements_for_one_concept_and_for_three(office, database, statements):
    sent = []
    for number in (1, 2, 3):
        taken_over(replace(TREE, title=f"Konzept {number}"))
        statements.clear()
        office.get(BASE)
        sent.append(len(statements))
    assert sent[0] == sent[1] == sent[2]


def test_measure_of_two_goals_stands_under_both(office, database):
    edition = taken_over(TREE)
    assert titles(office.get(f"{BASE}/{edition.concept_id}")) == [SHARED.title, SHARED.title]
