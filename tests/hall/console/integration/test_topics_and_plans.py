"""From topics to measures: choose what is turned round, begin plans, help, check, draft."""

import pytest
from lxml import html

from participation.contributions.queries import list_inversions
from participation.measures.queries import list_plans
from participation.workshop.agendas import CHECK_CRITERIA
from participation.workshop.models import Phase, StepKind
from tests.factories import a_cluster, a_concept, a_plan, a_process, a_table, an_edition
from tests.hall.console.desk import refusal, words

ALL_CLEAR = {f"rating-{criterion}": "clear" for criterion in CHECK_CRITERIA}


def two_topics(workshop, _step):
    return [a_cluster(workshop, title=title).id for title in ("Kein Bus", "Halle zu")]


def two_wishes(workshop, _step):
    a_table(workshop, name="Tisch 1")
    return [a_cluster(workshop, phase=Phase.FANTASY, title=title).id for title in ("Busse nachts", "Halle offen")]


def one_plan(workshop, _step):
    wish = a_cluster(workshop, phase=Phase.FANTASY)
    return a_plan(workshop, wishes=[wish], title="Nachtbus").id


@pytest.fixture
def check(prepare):
    """Return a function that gives a console in the check of one plan, in a process with or without an edition."""

    def make(*, with_edition=True):
        def fill(workshop, step):
            concept = a_concept()
            if with_edition:
                an_edition(concept)
            workshop.process = a_process(concept)
            return one_plan(workshop, step)

        return prepare(StepKind.CHECK, Phase.REALISATION, fill=fill)

    return make


def test_topics_are_chosen_and_their_opposites_written(prepare):
    console = prepare(StepKind.INVERT, Phase.FANTASY, fill=two_topics)
    console.post("topics", cluster=[str(cluster) for cluster in console.made[::-1]])
    chosen = console.look(lambda workshop: [(row.id, row.cluster_id) for row in list_inversions(workshop.id)])
    assert [cluster for _row, cluster in chosen] == console.made[::-1]
    console.post(f"inversions/{chosen[0][0]}", **{"text-de": "Die Halle ist offen", "text-ar": "القاعة مفتوحة"})
    assert console.look(lambda workshop: list_inversions(workshop.id)[0].texts) == {
        "de": "Die Halle ist offen",
        "ar": "القاعة مفتوحة",
    }
    field = console.page().xpath("//textarea[@name='text-ar']")[0]
    assert (field.get("lang"), field.get("dir")) == ("ar", "rtl")


def test_opposite_that_is_too_long_keeps_what_was_typed(prepare):
    console = prepare(StepKind.INVERT, Phase.FANTASY, fill=two_topics)
    console.post("topics", cluster=str(console.made[0]))
    inversion = console.look(lambda workshop: list_inversions(workshop.id)[0].id)
    long = "Gut " * 60
    answer = console.post(f"inversions/{inversion}", **{"text-de": long})
    typed = html.fromstring(answer.text).xpath("//textarea[@name='text-de']")[0].text
    assert (answer.status_code, typed) == (422, long)


def test_plans_begin_for_chosen_wishes_and_free_tables_get_them(prepare):
    console = prepare(StepKind.PLAN, Phase.REALISATION, fill=two_wishes)
    console.post("plans", wish=[str(wish) for wish in console.made])

    def plans(workshop):
        return [(plan.title, plan.table.name if plan.table else None) for plan in list_plans(workshop.id)]

    assert console.look(plans) == [("Busse nachts", "Tisch 1"), ("Halle offen", None)]
    assert console.page().xpath("//input[@name='wish']") == []


def test_beginning_plans_without_a_wish_is_refused(prepare):
    answer = prepare(StepKind.PLAN, Phase.REALISATION, fill=two_wishes).post("plans")
    assert (answer.status_code, refusal(answer)) == (422, "Please choose at least one wish for the plan.")


def test_plan_is_given_to_a_new_table(prepare):
    console = prepare(StepKind.PLAN, Phase.REALISATION, fill=one_plan)
    console.post("tables", name="Am Fenster")
    table = console.look(lambda workshop: workshop.tables[0].id)
    console.post(f"plans/{console.made}/table", table=str(table))
    assert console.look(lambda workshop: [plan.table.name for plan in list_plans(workshop.id)]) == ["Am Fenster"]
    console.post(f"plans/{console.made}/table", table="")
    assert console.look(lambda workshop: [plan.table for plan in list_plans(workshop.id)]) == [None]


def test_moderator_helps_to_fill_a_plan_and_nothing_is_overwritten(prepare):
    console = prepare(StepKind.PLAN, Phase.REALISATION, fill=one_plan)
    assert console.post(f"plans/{console.made}/fields", name="what", text="Ein Bus", version="0").status_code == 303
    late = console.post(f"plans/{console.made}/fields", name="what", text="Zwei Busse", version="0")
    page = html.fromstring(late.text)
    assert (late.status_code, words(page, "//form[@id='field-what']//textarea")) == (409, ["Zwei Busse"])
    assert "“Ein Bus”" in refusal(late)
    assert console.look(lambda workshop: list_plans(workshop.id)[0].text_of("what")) == "Ein Bus"
    assert words(console.page(), "//span[@class='plan__progress']")[0].startswith("1 of 8 fields · last at ")


def test_check_is_saved_and_makes_the_draft_possible(check):
    console = check()
    draft = "//form[starts-with(@id, 'draft-')]/button[@disabled]"
    assert len(console.page().xpath(draft)) == 1
    console.post(f"plans/{console.made}/check", **ALL_CLEAR)
    assert console.page().xpath(draft) == []


def test_rating_that_is_not_clear_needs_a_reason_and_all_choices_stay(check):
    console = check()
    answer = console.post(f"plans/{console.made}/check", **ALL_CLEAR | {"rating-law": "blocked"})
    chosen = html.fromstring(answer.text).xpath("//input[@type='radio' and @checked]/@value")
    assert (answer.status_code, chosen) == (422, ["clear", "blocked", "clear", "clear", "clear", "clear"])
    assert console.look(lambda workshop: list_plans(workshop.id)[0].checks) == []


def test_moderator_makes_a_draft_measure_and_is_told(check):
    console = check()
    console.post(f"plans/{console.made}/check", **ALL_CLEAR)
    answer = console.post(f"plans/{console.made}/draft")
    assert (answer.status_code, answer.location) == (303, f"/console/{console.code}/")
    assert console.look(lambda workshop: [measure.title for measure in list_plans(workshop.id)[0].measures]) == [
        "Nachtbus"
    ]
    assert words(console.page(), "//*[@id='said-good']//p[last()]") == [
        "The plan is a draft measure of the concept now. The integration office works on it."
    ]


def test_office_is_led_to_the_draft_measure(check, another):
    console = check()
    office = another(console)
    office.post(f"plans/{console.made}/check", **ALL_CLEAR)
    answer = office.post(f"plans/{console.made}/draft")
    measure = console.look(lambda workshop: list_plans(workshop.id)[0].measures[0].id)
    assert answer.location == f"/office/measures/{measure}"


def test_unchecked_plan_gives_no_measure(check):
    console = check()
    answer = console.post(f"plans/{console.made}/draft")
    assert (answer.status_code, refusal(answer)) == (
        422,
        "The plan is not fully checked yet. Rate all six questions first.",
    )


def test_workshop_without_an_edition_says_what_is_missing(check):
    console = check(with_edition=False)
    console.post(f"plans/{console.made}/check", **ALL_CLEAR)
    assert console.post(f"plans/{console.made}/draft").status_code == 422


@pytest.mark.parametrize("kind", [StepKind.PLAN, StepKind.CHECK])
def test_page_takes_the_same_number_of_statements_for_one_and_three_plans(prepare, count_statements, kind):
    def sent(count):
        def fill(workshop, step):
            for _ in range(count):
                one_plan(workshop, step)

        console = prepare(kind, Phase.REALISATION, fill=fill)
        return count_statements(console)

    assert sent(1) == sent(3)
