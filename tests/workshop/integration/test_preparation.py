"""Preparing a workshop: agenda and prompts from a template, in each of its languages."""

import pytest

from participation.kernel.transaction import transaction
from participation.workshop.errors import LanguageMissing, NoPrompt, TemplateUnknown, TitleMissing
from participation.workshop.models import StepKind
from participation.workshop.services import (
    WorkshopDraft,
    add_table,
    change_workshop,
    create_workshop,
    default_process,
    write_prompt,
)
from tests.factories import a_concept, an_edition, an_office_user


@pytest.fixture
def office(database):
    return an_office_user()


@pytest.fixture
def process(office):
    with transaction():
        return default_process(None, office)


def create(process, office, **values):
    with transaction():
        draft = WorkshopDraft(**{"title": "Sport", "template": "short", "languages": ["de", "ar"]} | values)
        return create_workshop(process, draft, office)


def test_agenda_is_that_of_the_template(process, office):
    workshop = create(process, office)
    assert [step.kind for step in workshop.steps][:3] == [StepKind.WELCOME, StepKind.SCALE, StepKind.COLLECT]
    assert sum(step.minutes for step in workshop.steps) == 90


def test_every_step_has_its_prompt_in_each_language(process, office):
    workshop = create(process, office)
    assert {tuple(prompt.language for prompt in step.prompts) for step in workshop.steps} == {("de", "ar")}


def test_unknown_languages_are_left_out(process, office):
    assert create(process, office, languages=["xx", "de", "de"]).languages == ["de"]


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"title": "  "}, TitleMissing),
        ({"template": "endless"}, TemplateUnknown),
        ({"languages": ["xx"]}, LanguageMissing),
    ],
)
def test_draft_that_lacks_something_is_refused_and_nothing_is_stored(process, office, values, error):
    with pytest.raises(error):
        create(process, office, **values)
    assert process.workshops == []


def test_language_added_later_brings_its_prompts(process, office):
    workshop = create(process, office)
    with transaction():
        change_workshop(workshop, WorkshopDraft("Sport", "short", ["de", "ar", "tr"]), office)
    assert {prompt.language for prompt in workshop.steps[0].prompts} == {"de", "ar", "tr"}


def test_prompt_can_be_worded_anew(process, office):
    workshop = create(process, office)
    with transaction():
        write_prompt(workshop.steps[2], "de", " Was fehlt beim Sport? ", office)
    assert workshop.steps[2].prompt_in("de").text == "Was fehlt beim Sport?"


def test_first_language_keeps_its_prompt(process, office):
    workshop = create(process, office)
    with pytest.raises(NoPrompt), transaction():
        write_prompt(workshop.steps[2], "de", " ", office)


def test_prompt_of_another_language_can_go_and_the_first_one_stands_in(process, office):
    workshop = create(process, office)
    with transaction():
        write_prompt(workshop.steps[2], "ar", "", office)
    assert workshop.steps[2].prompt_in("ar").language == "de"


def test_first_process_of_a_concept_is_there_by_default_and_only_once(office):
    concept = a_concept()
    edition = an_edition(concept)
    with transaction():
        first = default_process(concept, office)
        assert default_process(concept, office) is first
    assert (first.title, first.edition) == (concept.title, edition)


def test_tables_are_numbered(process, office):
    workshop = create(process, office)
    with transaction():
        add_table(workshop, "", office)
        add_table(workshop, "Halle", office)
    assert [table.name[-1:] for table in workshop.tables] == ["1", "e"]
