"""``participation workshop create`` for every template, with what each needs."""

import json

import pytest

from participation.cli.workshops import workshop
from participation.workshop.agendas import AGENDAS
from participation.workshop.queries import get_workshop
from tests.factories import a_concept, a_field, a_goal, an_edition


@pytest.fixture
def run(app):
    def call(*arguments):
        return app.test_cli_runner().invoke(workshop, ["create", "--title", "Treffen", "--json", *arguments])

    return call


@pytest.fixture
def concept_id(app):
    with app.app_context():
        concept = a_concept()
        edition = an_edition(concept)
        a_field(concept, name="Sport")
        for theme in ("Ankommen", "Teilhaben"):
            a_goal(edition, text=theme)
        return str(concept.id)


def kinds(result):
    return [step["kind"] for step in json.loads(result.stdout)["steps"]]


@pytest.mark.parametrize("template", list(AGENDAS))
def test_every_template_creates_a_workshop(run, template):
    result = run("--template", template, "--start")
    assert (result.exit_code, kinds(result)) == (0, [step.kind.value for step in AGENDAS[template].steps])


def test_forum_has_a_step_for_each_theme_of_the_concept(run, concept_id):
    result = run("--template", "forum", "--concept", concept_id, "--field", "Sport")
    assert kinds(result) == ["welcome", "collect", "collect", "cluster", "vote", "plan", "check", "closing"]


def test_cafe_gets_as_many_tables_as_asked_for(run, app, concept_id):
    code = json.loads(run("--template", "cafe", "--concept", concept_id, "--tables", "5").stdout)["code"]
    with app.app_context():
        assert [table.question_in("de")[0][:8] for table in get_workshop(code).tables] == [
            "Ankommen",
            "Teilhabe",
            "Ankommen",
            "Teilhabe",
            "Ankommen",
        ]


def test_stand_says_its_question_and_last_day(run, app):
    code = json.loads(run("--template", "stand", "--question", "Was fehlt?", "--until", "2040-05-03").stdout)["code"]
    with app.app_context():
        step = get_workshop(code).steps[0]
        assert (step.prompt_in("de").text, step.open_until.date().isoformat()) == ("Was fehlt?", "2040-05-03")


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (("--template", "stand", "--until", "2020-01-01"), 1),
        (("--template", "cafe", "--tables", "1000"), 1),
        (("--template", "stand", "--until", "soon"), 2),
        (("--template", "forum", "--field", "Sport"), 2),
        (("--template", "party"), 2),
    ],
)
def test_what_does_not_fit_is_refused(run, arguments, exit_code):
    assert run(*arguments).exit_code == exit_code
