"""For people who read little, write in another script, or speak instead of typing."""

import pytest
from playwright.sync_api import expect

from participation.hall.views.phone_parts import SCRIPT
from participation.kernel.database import db
from participation.workshop.models import StepKind
from tests.browser.conftest import PHONE
from tests.factories import a_cluster, a_round, a_workshop, run_step

VOICES = """(languages) => {
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const voices = languages.map((lang) => ({ lang }));
  const engine = { speaking: false, getVoices: () => voices, cancel() {}, speak(words) {
    window.said.push([words.text, words.lang]);
  } };
  Object.defineProperty(window, "speechSynthesis", { value: engine });
}"""

SMALL = """(all) => all.filter((each) => Math.min(each.offsetWidth, each.offsetHeight) < 44)
  .map((each) => each.outerHTML)"""


@pytest.fixture
def code(live_app):
    with live_app.app_context():
        workshop = a_workshop(worded=["de"])
        run_step(workshop)
        return workshop.code


def with_voices(page, *languages):
    page.add_init_script(f"({VOICES})({list(languages)!r})")
    return page


def vote(live_app, code):
    with live_app.app_context():
        workshop = a_workshop(worded=["de"])
        step = run_step(workshop, StepKind.VOTE)
        round_ = a_round(step, {a_cluster(workshop).id: "Busse", a_cluster(workshop).id: "Hallen"})
        round_.options[1].titles = {"ar": "القاعات", "de": "Hallen"}
        db.session.commit()
        return workshop.code


def test_prompt_and_options_are_read_aloud_each_in_its_language(person, live_app, code):
    page = with_voices(person("ar"), "ar-SA", "de_DE")
    page.goto(f"/{vote(live_app, code)}")
    page.locator("[data-aloud]").click()
    assert page.evaluate("said") == [["Was?", "de_DE"], ["Busse", "de_DE"], ["القاعات", "ar-SA"]]


def test_nothing_offers_to_read_without_a_voice_for_the_prompt(person, code):
    page = with_voices(person("de"), "en-GB")
    page.goto(f"/{code}")
    expect(page.locator("main#now")).to_be_visible()
    expect(page.locator("[data-aloud]")).to_be_hidden()


def test_dictation_and_composed_scripts_reach_the_field_as_they_are(person, code):
    """What is being composed is neither read nor moved by the page; what is finished is kept as a draft."""
    page = person("de")
    page.goto(f"/{code}")
    field = page.locator("#text")
    field.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "ни", "selectionStart": 2, "selectionEnd": 2})
    expect(field).to_have_value("ни")
    page.evaluate("dispatchEvent(new Event('online'))")
    session.send("Input.imeSetComposition", {"text": "нихао", "selectionStart": 5, "selectionEnd": 5})
    session.send("Input.insertText", {"text": "你好"})
    expect(field).to_have_value("你好")
    session.send("Input.insertText", {"text": ", und ein ganzer Satz auf einmal"})
    page.reload()
    expect(field).to_have_value("你好, und ein ganzer Satz auf einmal")


def test_script_listens_to_no_composition_and_to_keys_in_the_list_of_languages_only(app):
    with app.app_context():
        script = SCRIPT.text.replace('find(".tongue").addEventListener("keydown"', "")
    assert [word for word in ("keydown", "keypress", "keyup", "beforeinput", "composition") if word in script] == []


@pytest.mark.parametrize("language", ["de", "ar"])
def test_whatever_is_tapped_is_large_enough(person, live_app, code, language):
    page = person(language, PHONE | {"width": 320})
    small = []
    for address in (code, vote(live_app, code)):
        page.goto(f"/{address}")
        tapped = page.locator("button:visible, summary:visible, input:visible, textarea:visible, .tongue a:visible")
        small += tapped.evaluate_all(SMALL)
    assert small == []
