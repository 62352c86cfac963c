"""The office gives a goal a second place and measures it, at its desk."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from participation.concept.queries import get_concept, newest_edition, tree_of
from tests.browser.conftest import LAPTOP
from tests.browser.navigators.office import Office
from tests.concept.integration.steps import TREE, taken_over
from tests.factories import PASSWORD, an_office_user


def test_goal_is_reworded_printed_under_a_second_goal_and_measured(
    person: Callable[..., Page], live_app: Flask
) -> None:
    with live_app.app_context():
        concept_id = taken_over(TREE).concept_id
        name = an_office_user().name
    page = person("en", LAPTOP)
    Office(page).sign_in(name, PASSWORD)
    page.goto(f"/office/concepts/{concept_id}")
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_role("link", name="Edit “Alle finden Rat.”").click()
    page.get_by_label("What is reached").fill("Alle sollen Rat finden.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("complementary", name="On the wording")).to_contain_text("sollen")
    page.get_by_label("Print it as well under").select_option(label="2 Niemand bleibt allein.")
    page.get_by_label("Number there").fill("2.1")
    page.get_by_role("button", name="Add this place").click()
    expect(page.get_by_role("button", name="Print it here no longer")).to_have_count(1)
    page.get_by_role("link", name="Add an indicator").click()
    page.get_by_label("What is measured").fill("Beratungen")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Day").fill("2026-12-31")
    page.get_by_label("Value", exact=True).fill("12.5")
    page.get_by_role("button", name="Save this value").click()
    expect(page.get_by_role("rowheader", name="31 December 2026")).to_be_visible()
    with live_app.app_context():
        goals = tree_of(newest_edition(get_concept(concept_id))).goals
    assert [(goal.number, goal.text, goal.repeated) for goal in goals[1].children] == [
        (None, "Nachbarn kennen sich.", False),
        ("2.1", "Alle sollen Rat finden.", True),
    ]
    assert [(entry.name, entry.values[0].value) for entry in goals[0].children[0].indicators] == [("Beratungen", 12.5)]
