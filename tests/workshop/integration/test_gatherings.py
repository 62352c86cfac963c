"""World Café, expert forum and stand as they are created: themes, tables with questions, the last day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from participation.i18n.formats import local
from participation.kernel import clock
from participation.kernel.database import db
from participation.workshop.errors import OneFieldOnly, TooManyTables, UntilPast
from participation.workshop.models import Phase, StepKind, StepState
from participation.workshop.queries import phase_of_wishes, steps_of
from participation.workshop.services import (
    WorkshopDraft,
    change_workshop,
    create_workshop,
    default_process,
    list_themes,
    stand_step,
)
from tests.factories import a_concept, a_field, a_goal, a_workshop, an_edition

pytestmark = pytest.mark.usefixtures("database")

LANGUAGES = ("de", "ar", "tr", "de-x-leicht", "en")


@pytest.fixture
def concept():
    """Two themes with a goal each; the second goal names the second field of action."""
    concept = a_concept()
    edition = an_edition(concept)
    fields = [a_field(concept, name=name) for name in ("Sport", "Arbeit")]
    for theme, named in (("Ankommen", []), ("Teilhaben", fields[1:])):
        a_goal(parent=a_goal(edition, text=theme), fields=named)
    return concept


def created(concept, template, **values):
    draft = WorkshopDraft("Treffen", template, values.pop("languages", ("de",)), **values)
    workshop = create_workshop(default_process(concept, None), draft, None)
    db.session.commit()
    return workshop


def prompts(workshop, language="de", kind=StepKind.COLLECT):
    return [step.prompt_in(language).text for step in steps_of(workshop, kind=kind)]


def test_forum_asks_about_each_theme_of_the_concept(concept):
    workshop = created(concept, "forum", languages=("de", "tr"))
    assert prompts(workshop) == [
        f"{theme}: Was fehlt hier? Welchen Bedarf sehen Sie?" for theme in ("Ankommen", "Teilhaben")
    ]
    assert prompts(workshop, "tr")[0] == "Ankommen: Burada ne eksik? Hangi ihtiyacı görüyorsunuz?"
    assert [step.minutes for step in steps_of(workshop, kind=StepKind.COLLECT)] == [30, 30]


def test_goals_in_scope_choose_the_themes_above_them(concept):
    goal = concept.editions[0].goals[-2]
    assert [theme.text for theme in list_themes(concept, [goal], [])] == ["Ankommen"]


def test_field_of_action_chooses_the_themes_that_name_it(concept):
    sport, work = concept.fields
    assert [theme.text for theme in list_themes(concept, [], [work])] == ["Teilhaben"]
    assert [theme.text for theme in list_themes(concept, [], [sport])] == ["Ankommen", "Teilhaben"]


def test_forum_without_a_concept_asks_its_four_questions():
    assert prompts(created(None, "forum"))[0] == "Was fehlt hier?"
    assert len(prompts(created(None, "forum"))) == 4


def test_forum_is_about_one_field_of_action(concept):
    with pytest.raises(OneFieldOnly):
        created(concept, "forum", fields=concept.fields)
    assert len(prompts(created(concept, "forum", fields=concept.fields[:1]))) == 2


def test_language_added_to_a_forum_brings_the_prompts_of_its_themes(concept):
    workshop = created(concept, "forum")
    change_workshop(workshop, WorkshopDraft("Treffen", "forum", ("de", "ar")), None)
    assert prompts(workshop, "ar")[1] == "\u2068Teilhaben\u2069: ما الذي ينقص هنا؟ وما الحاجة التي ترونها؟"


def test_topics_of_a_forum_become_plans_and_elsewhere_the_wishes():
    assert phase_of_wishes(created(None, "forum")) is Phase.CRITIQUE
    assert [phase_of_wishes(created(None, name)) for name in ("full", "short", "cafe")] == [Phase.FANTASY] * 3
    assert phase_of_wishes(a_workshop(agenda=())) is Phase.FANTASY


def test_cafe_has_a_table_with_a_question_for_each_theme(concept):
    workshop = created(concept, "cafe", languages=("de", "ar"))
    assert [(table.number, table.name, table.field) for table in workshop.tables] == [
        (1, "Tisch 1", None),
        (2, "Tisch 2", None),
    ]
    assert workshop.tables[1].questions == {
        "de": "Teilhaben: Was ist schon gut? Was könnte besser sein?",
        "ar": "\u2068Teilhaben\u2069: ما الجيّد الآن؟ وما الذي يمكن أن يكون أفضل؟",
    }


def test_cafe_about_fields_of_action_gives_each_its_table(concept):
    workshop = created(concept, "cafe", fields=concept.fields, tables=3)
    assert [table.field.name for table in workshop.tables] == ["Sport", "Arbeit", "Sport"]


def test_cafe_without_a_concept_has_four_tables_whose_questions_the_office_writes():
    assert [table.questions for table in created(None, "cafe").tables] == [{}] * 4


def test_other_workshops_get_as_many_tables_as_asked_for(concept):
    assert [len(created(concept, "short", tables=count).tables) for count in (0, 2)] == [0, 2]
    assert created(concept, "short", tables=1, fields=concept.fields).tables[0].questions == {}


def test_hall_has_no_room_for_a_thousand_tables():
    with pytest.raises(TooManyTables) as refused:
        created(None, "cafe", tables=1000)
    assert refused.value.limit == 60


def test_stand_is_premoderated_and_open_for_two_weeks():
    workshop = created(None, "stand")
    step = stand_step(workshop)
    in_two_weeks = local(clock.now() + timedelta(days=14)).date()
    assert (workshop.premoderated, local(step.open_until).date()) == (True, in_two_weeks)
    assert step.minutes >= 13 * 24 * 60


def test_stand_says_its_last_day_and_asks_the_question_of_the_office():
    workshop = created(None, "stand", until=date(2040, 5, 3), question="Was fehlt am Markt?")
    step = stand_step(workshop)
    assert (step.open_until, prompts(workshop)) == (
        datetime(2040, 5, 3, 21, 59, tzinfo=UTC),
        ["Was fehlt am Markt?"],
    )


def test_stand_can_stay_open_longer_but_not_until_yesterday():
    workshop = created(None, "stand")
    change_workshop(workshop, WorkshopDraft("Treffen", "stand", ("de",), until=date(2041, 1, 1)), None)
    assert stand_step(workshop).open_until.year == 2041
    with pytest.raises(UntilPast):
        created(None, "stand", until=date(2020, 1, 1))


def test_running_stand_ends_on_its_last_day_and_not_after_so_many_minutes():
    step = stand_step(created(None, "stand", until=date(2040, 5, 3)))
    step.state, step.started_at = StepState.RUNNING, clock.now()
    assert step.ends_at == step.open_until


@pytest.mark.parametrize("template", ["forum", "cafe", "stand"])
def test_prompts_come_in_every_language(concept, template):
    workshop = created(concept, template, languages=LANGUAGES)
    found = [[prompt.language for prompt in step.prompts if prompt.text] for step in workshop.steps]
    assert found == [list(LANGUAGES)] * len(workshop.steps)
