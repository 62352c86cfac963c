"""The office translates by keyboard alone, and a visitor reads the concept in Arabic and in the original."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from participation.concept.models import EditionState
from participation.concept.queries import newest_edition
from tests.browser.conftest import LAPTOP
from tests.browser.navigators.office import Office
from tests.factories import PASSWORD, a_concept, a_goal, an_edition, an_office_user


def test_office_translates_by_keyboard_and_a_visitor_reads_it_and_the_original(
    person: Callable[..., Page], live_app: Flask
) -> None:
    with live_app.app_context():
        edition = an_edition(a_concept(title="Zusammen", language="de", levels=["Ziel"]), state=EditionState.ADOPTED)
        a_goal(edition, text="Alle finden Rat.")
        concept_id, name = newest_edition(edition.concept).concept_id, an_office_user().name
    page = person("en", LAPTOP)
    Office(page).sign_in(name, PASSWORD)
    page.goto(f"/office/concepts/{concept_id}/translations/ar")
    page.get_by_label("العربية").first.focus()
    for number, text in enumerate(("معًا", "إصدار", "هدف", "الجميع يجدون المشورة.")):
        expect(page.locator("textarea:focus")).to_have_value("")
        page.keyboard.type(text)
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("link", name=f"To be translated: {3 - number}")).to_be_visible()
    visitor = person("ar", LAPTOP)
    visitor.goto(f"/concept/{concept_id}")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("معًا")
    expect(visitor.locator(".target__head")).to_contain_text("الجميع يجدون المشورة.")
    visitor.locator(".public__translated a").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Zusammen")
    visitor.locator(".public__translated a").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("معًا")
