"""The open data say what is public, in the words that residents read."""

import pytest

from participation.concept.models import MeasureState
from participation.kernel.database import db


@pytest.fixture
def get(client):
    def read(path, **headers):
        answer = client.get(f"/api/v1{path}", headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    return read


def test_the_start_leads_to_every_list(get, city):
    for address in get("/")["lists"].values():
        assert get(address.removeprefix("/api/v1"))["total"] == 1


def test_a_concept_is_told_in_its_adopted_edition(get, city):
    (concept,) = get("/concepts")["items"]
    assert concept == get(f"/concepts/{city.edition.concept_id}")
    assert (concept["title"], concept["levels"]) == ("Together in Musterstadt", ["Theme", "Goal"])
    assert concept["edition"] == {
        "title": "2026",
        "adopted_on": "2026-03-04",
        "committee": "Council",
        "paper_number": "FB 1/2026",
    }
    english = get(f"/concepts/{city.edition.concept_id}?lang=en")["vocabulary"]
    assert [word["name"] for word in english if word["key"] == "city"] == ["The whole city"]


def test_goals_come_in_the_order_of_print_with_what_hangs_on_them(get, city):
    top, below, second = city.goals
    first, told, last = get(f"/concepts/{city.edition.concept_id}/goals")["items"]
    assert [goal["number"] for goal in (first, told, last)] == ["1", "1.1", "2"]
    assert told == {
        "id": below.lineage,
        "number": "1.1",
        "level": 1,
        "level_name": "Goal",
        "text": below.text,
        "parent": top.lineage,
        "further_places": [{"parent": second.lineage, "number": "2.1"}],
        "fields": [city.field.id],
        "indicators": [below.indicators[0].lineage],
        "measures": [measure.lineage for measure in city.measures[:2]],
    }
    assert get(f"/concepts/{city.edition.concept_id}/goals/{below.lineage}") == told


def test_translations_of_public_texts_are_told_with_their_language_and_how_far_to_trust_them(get, city):
    translations = f"/concepts/{city.edition.concept_id}/translations"
    arabic = {"original": "Language", "language": "ar", "text": "اللغة", "translation": "human"}
    french = {"original": "Language", "language": "fr", "text": "Langue", "translation": "machine"}
    tower = {"original": "A tower", "language": "fr", "text": "Une tour", "translation": "human"}
    assert get(translations) == {"total": 3, "items": [arabic, french, tower]}
    assert get(f"{translations}?language=fr&limit=1") == {"total": 2, "items": [french]}
    assert get(f"{translations}?language=tr")["items"] == []


def test_goals_are_asked_for_by_level_and_field_of_action(get, city):
    top, below, second = (goal.lineage for goal in city.goals)
    goals = f"/concepts/{city.edition.concept_id}/goals"
    assert [goal["id"] for goal in get(f"{goals}?level=0")["items"]] == [top, second]
    assert [goal["id"] for goal in get(f"{goals}?field={city.field.id}")["items"]] == [below]


def test_indicators_come_with_their_values(get, city):
    listed = get(f"/concepts/{city.edition.concept_id}/indicators")
    (indicator,) = listed["items"]
    assert indicator["values"] == [{"at": "2025-01-01", "value": 3.5}, {"at": "2026-01-01", "value": 4}]
    assert indicator["goal"] == city.goals[1].lineage
    assert get(f"/concepts/{city.edition.concept_id}/indicators/{indicator['id']}") == indicator
    assert get(f"/concepts/{city.edition.concept_id}/indicators?goal={city.goals[0].lineage}")["items"] == []


def test_a_rejected_measure_is_told_with_the_reason(get, city):
    adopted, rejected = get(f"/concepts/{city.edition.concept_id}/measures", **{"Accept-Language": "en"})["items"]
    assert (rejected["state"], rejected["state_name"], rejected["state_reason"]) == (
        "rejected",
        "Rejected",
        "Too dear.",
    )
    assert (adopted["state"], adopted["state_reason"]) == ("adopted", "")
    assert adopted["goals"] == [{"goal": city.goals[1].lineage, "number": "7"}]
    assert get(f"/concepts/{city.edition.concept_id}/measures/{rejected['id']}?lang=en") == rejected


def test_measures_are_asked_for_by_state_field_and_goal(get, city):
    measures = f"/concepts/{city.edition.concept_id}/measures"
    adopted, rejected = (measure.lineage for measure in city.measures[:2])
    assert [each["id"] for each in get(f"{measures}?state=adopted")["items"]] == [adopted]
    assert [each["id"] for each in get(f"{measures}?field={city.field.id}")["items"]] == [rejected]
    assert [each["id"] for each in get(f"{measures}?goal={city.goals[1].lineage}")["items"]] == [adopted, rejected]
    assert get(f"{measures}?goal={city.goals[0].lineage}")["total"] == 0


def test_a_process_leads_to_its_concept_its_workshops_and_its_dates(get, city):
    process = get(f"/processes/{city.process.id}")
    assert (process["title"], process["concept"], process["workshops"]) == (
        "The way",
        city.edition.concept_id,
        [city.workshop.code],
    )
    assert get("/processes")["items"] == [process]
    city.workshop.planned_for = city.workshop.closed_at
    db.session.commit()
    (date,) = get(f"/processes/{city.process.id}/dates")["items"]
    assert (date["day"], date["workshop"]) == ("2026-05-06", city.workshop.code)


def test_a_workshop_is_told_with_its_process(get, city):
    workshop = get(f"/workshops/{city.workshop.code}")
    assert get(f"/workshops?process={city.process.id}")["items"] == [workshop]
    assert (workshop["process"], workshop["closed_at"]) == (city.process.id, "2026-05-06T18:00:00+00:00")


def test_cards_are_read_in_the_language_asked_for_with_the_original(get, city):
    first, redacted = get(f"/workshops/{city.workshop.code}/cards", **{"Accept-Language": "de"})["items"]
    assert first["text"] == {"text": "Nachts kein Bus", "language": "de", "translation": "human"}
    assert first["original"] == {"text": "No bus at night", "language": "en", "translation": None}
    assert (first["clusters"], first["redacted"]) == ([city.cluster.id], False)
    assert (redacted["original"]["text"], redacted["redacted"]) == ("[…] is to blame", True)
    english, _ = get(f"/workshops/{city.workshop.code}/cards", **{"Accept-Language": "en, de;q=0.5"})["items"]
    assert english["text"] == english["original"]


def test_topics_name_their_visible_cards_and_dissent(get, city):
    (topic,) = get(f"/workshops/{city.workshop.code}/clusters")["items"]
    assert (topic["title"]["text"], topic["cards"]) == ("There is no bus.", [city.cards[0].id])
    assert [mark["text"] for mark in topic["dissent"]] == ["Doch, im Norden"]
    assert get(f"/workshops/{city.workshop.code}/clusters?phase=fantasy")["items"] == []


def test_a_closed_vote_shows_ties_as_ties(get, city):
    (vote,) = get(f"/workshops/{city.workshop.code}/votes")["items"]
    told = [(option["cluster"], option["points"], option["rank"], option["tied"]) for option in vote["options"]]
    assert told == [(city.cluster.id, 5, 1, True), (0, 5, 1, True), (-1, 2, 3, False)]


def test_a_plan_is_told_with_its_public_measures(get, city):
    (plan,) = get(f"/workshops/{city.workshop.code}/plans")["items"]
    assert plan["texts"] == [{"name": "what", "text": "A bus", "language": "de"}]
    assert (plan["wishes"], plan["measures"]) == ([city.cluster.id], [city.measures[0].lineage])
    (measure,) = get(f"/workshops/{city.workshop.code}/measures")["items"]
    assert (measure["id"], measure["plans"]) == (city.measures[0].lineage, [city.plan.id])
    city.measures[0].state = MeasureState.DONE
    db.session.commit()
    assert get(f"/workshops/{city.workshop.code}/measures?lang=en")["items"][0]["state_name"] == "Done"
