"""Values of indicators: recorded in the adopted edition and the draft beside it, shown with who recorded them."""

import re
from datetime import date

import pytest

from participation.concept.models import EditionState, Indicator, IndicatorValue
from participation.kernel.database import db
from tests.factories import a_concept, a_goal, an_edition, saved, stands_as


def an_indicator(goal, name="Mitglieder", **values):
    return saved(Indicator(goal=goal, name=name, **values))


@pytest.fixture
def concept(database):
    return a_concept(language="de")


@pytest.fixture
def adopted(concept):
    return stands_as(an_edition(concept), EditionState.ADOPTED)


@pytest.fixture
def indicator(adopted):
    return an_indicator(a_goal(adopted, text="Alle spielen mit."), unit="Köpfe")


def twin_of(indicator, concept):
    draft = an_edition(concept, title="next")
    return an_indicator(a_goal(draft), lineage=indicator.lineage)


def values_of(indicator):
    db.session.rollback()
    return [(reading.at.isoformat(), reading.value) for reading in indicator.values]


def address(concept, indicator):
    return f"/office/concepts/{concept.id}/indicators/{indicator.id}/values"


def test_value_of_an_adopted_edition_is_recorded_without_a_draft(post, concept, indicator):
    answer = post(address(concept, indicator), at="2025-12-31", figure="12,5")
    assert (answer.status_code, answer.location) == (303, address(concept, indicator))
    assert values_of(indicator) == [("2025-12-31", 12.5)]


@pytest.mark.parametrize("through", ["adopted", "draft"])
def test_value_is_recorded_in_the_adopted_edition_and_in_the_draft_at_once(post, concept, indicator, through):
    twin = twin_of(indicator, concept)
    post(address(concept, indicator if through == "adopted" else twin), at="2025-12-31", figure="7")
    assert (values_of(indicator), values_of(twin)) == ([("2025-12-31", 7.0)], [("2025-12-31", 7.0)])


def test_value_that_is_removed_is_gone_from_both_editions(post, concept, indicator):
    twin = twin_of(indicator, concept)
    post(address(concept, indicator), at="2025-12-31", figure="7")
    reading = indicator.values[0]
    assert post(f"{address(concept, indicator)}/{reading.id}/remove").status_code == 303
    assert (values_of(indicator), values_of(twin)) == ([], [])


def test_superseded_edition_takes_no_values(post, concept, indicator, adopted):
    stands_as(adopted, EditionState.SUPERSEDED)
    assert post(address(concept, indicator), at="2025-12-31", figure="7").status_code == 404
    assert values_of(indicator) == []


def test_page_of_an_indicator_shows_drawing_table_and_who_recorded_what(office, post, concept, indicator):
    for day, figure in (("2024-12-31", "5"), ("2025-12-31", "7"), ("2025-12-31", "8")):
        post(address(concept, indicator), at=day, figure=figure)
    page = office.get(address(concept, indicator)).text
    assert (page.count("<circle"), page.count('<th scope="row">')) == (2, 2)
    moves = page.split('id="moves"')[1].split("</table>")[0]
    figures = [cell.split("<")[0] for cell in moves.split('<td class="value-table__figure">')[1:]]
    assert figures == ["7", "8", "–", "7", "–", "5"]


def test_target_in_words_keeps_its_language_in_the_sentence_of_the_reader(office, concept, indicator):
    indicator.target = "mindestens 400"
    db.session.commit()
    page = office.get(address(concept, indicator)).text
    assert re.findall(r"<span>(Target: .*?)</span>", page) == ['Target: <bdi lang="de" dir="ltr">mindestens 400</bdi>']


def test_overview_shows_each_indicator_once_in_the_order_of_print(office, concept, indicator, adopted):
    twin_of(indicator, concept)
    draft = next(edition for edition in concept.editions if edition.state is EditionState.DRAFT)
    an_indicator(a_goal(draft, text="Neu."), "Neuer Indikator")
    an_indicator(a_goal(adopted), "Zweiter")
    page = office.get(f"/office/concepts/{concept.id}/values").text
    names = [part.split("</a>")[0].rsplit(">", 1)[1] for part in page.split('<h3 id="indicator-')[1:]]
    assert names == ["Mitglieder", "Zweiter", "Neuer Indikator"]


def test_overview_costs_the_same_with_one_indicator_and_with_three(office, concept, indicator, adopted, statements):
    counts = []
    for more in (0, 2):
        for number in range(more):
            other = an_indicator(a_goal(adopted), f"Noch einer {number}")
            saved(IndicatorValue(indicator_id=other.id, at=date(2025, 12, 31), value=1))
        statements.clear()
        assert office.get(f"/office/concepts/{concept.id}/values").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
