"""Prompts that are worded in some languages only: phones show a machine's, marked, until people word them."""

import pytest
from flask import current_app

from participation.contributions.drafts import draft_translations
from participation.contributions.errors import TaskDone
from participation.contributions.queries import PROMPT, Subject, list_desk
from participation.contributions.services import approve_translation
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, PromptDraft, StepKind, WorkshopState
from participation.workshop.prompts import ShownPrompt
from participation.workshop.services import write_prompt
from participation.workshop.standing import get_standing
from tests.factories import a_workshop, an_interpreter, run_step
from tests.machine.integration.test_drafts import app, app_with, service  # noqa: F401 - fixtures

AGENDA = ((Phase.CRITIQUE, StepKind.COLLECT),)


@pytest.fixture
def workshop(database):
    """A workshop in three languages whose prompts are in German; people read the first."""
    made = a_workshop(languages=["de", "ar", "de-x-leicht"], agenda=AGENDA, worded=["de"])
    run_step(made)
    return made


def read(workshop, language):
    """The prompt of the running step as both ways to it say it."""
    db.session.commit()
    standing = get_standing(workshop.code).current_step.prompt_in(language)
    assert workshop.current_step.prompt_in(language) == standing
    return standing


def test_machine_translates_a_prompt_and_says_what_it_was(workshop, service):  # noqa: F811 - the fixture
    assert draft_translations([workshop.code]) is None
    assert read(workshop, "ar") == ShownPrompt("[ar] Was?", "ar", True, "Was?", "de")
    assert read(workshop, "de-x-leicht") == ShownPrompt("Was?", "de")
    assert [(body["q"], body["target"]) for _path, _key, body in service.asked] == [(["Was?"], "ar")]


def test_phone_marks_the_prompt_of_a_machine_and_has_the_original_a_tap_away(workshop):
    draft_translations([workshop.code])
    page = current_app.test_client().get(f"/{workshop.code}?lang=ar").text
    asked = page[page.index('<h1 class="prompt"') : page.index("<form")]
    assert ('lang="ar" dir="rtl">[ar] Was?' in asked, '<span lang="de" dir="ltr">Was?</span>' in asked) == (True, True)
    assert "⚙" in asked


def test_what_somebody_words_goes_before_the_machine_and_stays(workshop):
    draft_translations([workshop.code])
    with transaction():
        write_prompt(workshop.current_step, "ar", "ماذا؟", None)
    assert read(workshop, "ar") == ShownPrompt("ماذا؟", "ar")
    assert db.session.query(PromptDraft).count() == 0


def test_prompt_worded_anew_lets_go_of_what_the_machine_made_of_the_old_one(workshop):
    draft_translations([workshop.code])
    with transaction():
        write_prompt(workshop.current_step, "de", "Wie?", None)
    assert read(workshop, "ar") == ShownPrompt("Wie?", "de")
    draft_translations([workshop.code])
    assert read(workshop, "ar").text == "[ar] Wie?"


def test_prompts_of_a_workshop_that_is_not_open_yet_are_sent_to_nobody(workshop, service):  # noqa: F811 - the fixture
    workshop.state = WorkshopState.PLANNED
    db.session.commit()
    draft_translations([workshop.code])
    assert service.asked == []


def test_interpreter_finds_the_prompt_with_its_draft_and_approving_words_it(workshop):
    ada = an_interpreter(workshop, name="Ada")
    draft_translations([workshop.code])
    (entry,) = list_desk(workshop, "ar")
    assert (entry.subject.kind, entry.text, entry.draft, entry.is_large) == (PROMPT, "Was?", "[ar] Was?", True)
    with transaction():
        approve_translation(workshop, ada, entry.subject, "ar", "ماذا ينقص؟")
    assert (read(workshop, "ar"), list_desk(workshop, "ar")) == (ShownPrompt("ماذا ينقص؟", "ar"), [])
    with pytest.raises(TaskDone), transaction():
        approve_translation(workshop, ada, Subject(PROMPT, entry.subject.id), "ar", "noch einmal")
