"""The demo's files fit each other: voices, script and city name the same things."""

import json
from collections import Counter
from pathlib import Path

import pytest

import participation.cli
from participation.measures.domain import FLOW, NEEDS_REASON
from participation.measures.models import Rating
from participation.monitoring.domain import REPORTABLE
from participation.workshop.agendas import AGENDAS, CHECK_CRITERIA, PLAN_FIELDS, SCALE_LABELS

DEMO = Path(participation.cli.__file__).parent / "demo"
LANGUAGES = ["de", "de-x-leicht", "en", "ar", "tr"]


def load(name):
    return json.loads((DEMO / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def city():
    return load("city.json")


@pytest.fixture(scope="module")
def voices():
    return load("voices.json")


@pytest.fixture(scope="module")
def script():
    return load("script.json")


@pytest.fixture(scope="module")
def history():
    return load("history.json")


def goals_of(entries, depth=0):
    for entry in entries:
        yield depth, entry
        yield from goals_of(entry["children"], depth + 1)


def test_city_has_the_size_that_the_newcomer_is_promised(city) -> None:
    goals = list(goals_of(city["goals"]))
    titles = {measure["title"] for _, goal in goals for measure in goal["measures"]}

    assert Counter(depth for depth, _ in goals) == {0: 4, 1: 12, 2: 30}
    assert (len(titles), len(city["fields_of_action"])) == (20, 7)


def test_every_number_of_a_goal_is_given_once(city) -> None:
    numbers = [goal["number"] for _, goal in goals_of(city["goals"])]

    assert [number for number, times in Counter(numbers).items() if times > 1] == []


def test_measure_that_serves_several_goals_is_equal_under_each(city) -> None:
    measures = [measure for _, goal in goals_of(city["goals"]) for measure in goal["measures"]]
    by_title = {measure["title"]: measure for measure in measures}

    assert [measure for measure in measures if measure != by_title[measure["title"]]] == []
    assert sorted(title for title, n in Counter(m["title"] for m in measures).items() if n > 1) == [
        "Amt auf Rädern",
        "Schlüssel für alle",
    ]


def test_cards_that_are_not_german_have_a_translation_and_only_those(voices) -> None:
    cards = voices["critique"]["cards"] + voices["fantasy"]["cards"]

    wrong = [card for card in cards if ("translation" in card) is card["language"].startswith("de")]

    assert wrong == []


def test_every_title_and_inversion_exists_in_the_five_languages(voices) -> None:
    topics = voices["critique"]["topics"] + voices["fantasy"]["topics"]
    texts = [topic["title"] for topic in topics] + [topic["inversion"] for topic in voices["critique"]["topics"]]

    assert [text for text in texts if list(text) != LANGUAGES or not all(text.values())] == []


@pytest.mark.parametrize("phase", ["critique", "fantasy"])
def test_topics_point_only_at_cards_that_exist(voices, phase) -> None:
    known = range(len(voices[phase]["cards"]))

    assert [index for topic in voices[phase]["topics"] for index in topic["cards"] if index not in known] == []


def test_wishes_answer_topics_that_were_chosen(voices) -> None:
    chosen = {index for index, topic in enumerate(voices["critique"]["topics"]) if topic["chosen"]}

    assert {card["topic"] for card in voices["fantasy"]["cards"]} == chosen


def test_chosen_topics_are_the_five_that_people_are_drawn_to(voices) -> None:
    topics = sorted(voices["critique"]["topics"], key=lambda topic: -topic["weight"])

    assert [topic["chosen"] for topic in topics] == [True] * 5 + [False] * 2


def test_every_plan_fills_the_canvas_and_is_checked_for_every_criterion(voices) -> None:
    assert [list(plan["fields"]) for plan in voices["plans"]] == [list(PLAN_FIELDS)] * 4
    assert [check["plan"] for check in voices["checks"]] == [0, 1, 2, 3]
    assert [list(check["ratings"]) for check in voices["checks"]] == [list(CHECK_CRITERIA)] * 4


def test_every_rating_is_one_that_a_check_knows_and_says_why(voices) -> None:
    ratings = [rated for check in voices["checks"] for rated in check["ratings"].values()]

    assert [rated for rated in ratings if rated["rating"] not in set(Rating) or not rated["reason"]] == []


def test_plans_name_goals_and_fields_of_the_city(voices, city) -> None:
    numbers = {goal["number"] for _, goal in goals_of(city["goals"])}
    measures = [plan["measure"] for plan in voices["plans"]]

    assert [n for measure in measures for n in measure["goals"] if n not in numbers] == []
    assert [f for measure in measures for f in measure["fields"] if f not in city["fields_of_action"]] == []


def test_mood_has_a_weight_for_every_step_of_the_scale(voices) -> None:
    assert {name: len(weights) for name, weights in voices["mood"].items()} == {
        "start": len(SCALE_LABELS["mood"]),
        "end": len(SCALE_LABELS["mood"]),
    }


def test_script_walks_the_short_agenda_in_three_minutes(script) -> None:
    agenda = [(step.phase.value, step.kind.value) for step in AGENDAS[script["agenda"]].steps]

    assert [(step["phase"], step["kind"]) for step in script["steps"]] == agenda
    assert sum(step["seconds"] for step in script["steps"]) == 180


def test_script_brings_forty_devices_in_five_languages(script) -> None:
    assert [group["language"] for group in script["participants"]] == LANGUAGES
    assert sum(group["number"] for group in script["participants"]) == 40


def test_scope_of_the_script_exists_in_the_city(script, city) -> None:
    numbers = {goal["number"] for _, goal in goals_of(city["goals"])}

    assert [number for number in script["goals"] if number not in numbers] == []
    assert [name for name in script["fields_of_action"] if name not in city["fields_of_action"]] == []


def test_history_takes_measures_of_the_city_step_by_step_in_the_order_of_days(history, city) -> None:
    stands = {m["title"]: m["state"] for _, goal in goals_of(city["goals"]) for m in goal["measures"]}
    skipped = []
    for turn in history["turns"]:
        if turn["state"] not in FLOW[stands[turn["measure"]]]:
            skipped.append(turn)
        stands[turn["measure"]] = turn["state"]

    assert skipped == []
    days = [history["adoption"]["date"], *(turn["on"] for turn in history["turns"])]
    assert days == sorted(days)
    assert Counter(stands.values()) == {"adopted": 8, "in_progress": 10, "done": 1, "postponed": 1}


def test_history_gives_a_reason_where_everybody_reads_one(history) -> None:
    explained = [turn["state"] for turn in history["turns"] if turn.get("reason")]

    assert explained == [turn["state"] for turn in history["turns"] if turn["state"] in NEEDS_REASON]


def test_reports_and_recommendations_speak_of_the_city(history, city) -> None:
    titles = {measure["title"] for _, goal in goals_of(city["goals"]) for measure in goal["measures"]}
    reports = history["status_round"]["reports"]

    assert [report for report in reports if report["measure"] not in titles or report["state"] not in REPORTABLE] == []
    assert [name for name in history["report"]["recommendations"] if name not in city["fields_of_action"]] == []
