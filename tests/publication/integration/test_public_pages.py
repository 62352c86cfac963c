"""The adopted concept as a stranger reads it, and what must stand nowhere on it."""

import pytest
from lxml import html

from participation.concept.models import EditionState, MeasureState
from participation.kernel.database import db
from participation.measures.models import ReviewRound
from tests.factories import a_concept, a_goal, a_measure, an_edition
from tests.publication.conftest import NOON, SECRETS

PUBLIC = [
    MeasureState.ADOPTED,
    MeasureState.IN_PROGRESS,
    MeasureState.DONE,
    MeasureState.REJECTED,
    MeasureState.POSTPONED,
]


def texts(page, path):
    """Return the texts of elements by a path of classes (``.name``) and tags, from the outside in."""
    steps = [
        f"//*[contains(concat(' ', @class, ' '), ' {step[1:]} ')]" if step.startswith(".") else f"//{step}"
        for step in path.split()
    ]
    return [" ".join(element.text_content().split()) for element in page.xpath("".join(steps))]


def pages_of(published):
    measures = [f"/measures/{measure.id}" for state, measure in published.measures.items() if state in PUBLIC]
    fixed = ["", f"?field={published.sport.id}", f"/goals/{published.goal.id}", f"/goals/{published.theme.id}"]
    searches = ["/search", "/search?words=Kurs", *(f"/search?words={secret}" for secret in SECRETS)]
    return [*fixed, *measures, *searches, "/news.atom", f"/news.atom?field={published.sport.id}"]


def test_stranger_meets_nothing_that_is_not_public_on_any_page(stranger, published):
    found = []
    for path in pages_of(published):
        answer = stranger.get(path)
        assert answer.status_code == 200, path
        asked = path.partition("words=")[2]
        found += [(path, secret) for secret in SECRETS if secret in answer.text and secret != asked]
    assert found == []


@pytest.mark.parametrize("state", [state for state in MeasureState if state not in PUBLIC])
def test_measure_before_its_adoption_is_not_there(stranger, published, state):
    assert stranger.get(f"/measures/{published.measures[state].id}").status_code == 404


def test_concept_without_an_adopted_edition_is_not_there(client, database):
    edition = an_edition(a_concept(), title="Entwurf")
    goal = a_goal(edition)
    measure = a_measure(edition, goals=[goal], state=MeasureState.ADOPTED)
    base = f"/concept/{edition.concept_id}"
    paths = [base, f"{base}/goals/{goal.id}", f"{base}/measures/{measure.id}", f"{base}/search", f"{base}/news.atom"]
    assert [client.get(path).status_code for path in paths] == [404] * 5


def test_rows_of_the_next_edition_and_of_ended_measures_lead_nowhere(stranger, published):
    paths = [f"/goals/{published.draft_goal.id}", f"/measures/{published.draft_measure.id}"]
    paths += [f"/measures/{published.ended.id}", "/goals/999999", "/measures/999999"]
    assert [stranger.get(path).status_code for path in paths] == [404] * 5


def test_addresses_of_an_earlier_edition_lead_to_the_adopted_one(stranger, published):
    answers = [
        stranger.get(f"/goals/{published.old_goal.id}"),
        stranger.get(f"/measures/{published.old_measure.id}"),
    ]
    assert [(answer.status_code, answer.location) for answer in answers] == [
        (301, f"{stranger.base}/goals/{published.goal.id}"),
        (301, f"{stranger.base}/measures/{published.adopted.id}"),
    ]


def test_single_concept_is_shown_at_once_and_several_as_a_list(client, published):
    assert client.get("/concept").location == f"/concept/{published.concept.id}"
    other = an_edition(a_concept(title="Sportplan"), state=EditionState.ADOPTED)
    page = client.get("/concept").text
    assert [f'href="/concept/{each}"' in page for each in (published.concept.id, other.concept_id)] == [True, True]


def test_without_any_adopted_concept_the_page_says_so(client, database):
    assert "Noch ist nichts beschlossen." in client.get("/concept", headers={"Accept-Language": "de"}).text


def test_document_has_levels_numbers_and_public_measures_with_their_state_in_words(stranger):
    page = stranger.look()
    assert texts(page, "h1") == ["Zusammen in Lindenfurt"]
    assert texts(page, ".target__head") == ["1 Sprache", "1.1 Alle Kinder schwimmen sicher."]
    assert texts(page, ".measures__line a") == [f"Kurs {state.value}" for state in MeasureState if state in PUBLIC]
    assert texts(page, ".measures__line .standing") == [
        "Beschlossen",
        "In Umsetzung",
        "Umgesetzt",
        "Abgelehnt",
        "Zurückgestellt",
    ]
    assert texts(page, ".public__adopted") == ["Beschlossen · 17. Juni 2026 · Rat der Stadt · V/2026/0815"]


def test_field_of_action_in_the_address_narrows_the_document(stranger, published):
    sport, school = published.sport.id, published.school.id
    assert texts(stranger.look(f"?field={sport}"), ".measures__line a") == ["Kurs adopted"]
    assert texts(stranger.look(f"?field={school}"), ".target__head") == []
    assert len(texts(stranger.look("?field=999999"), ".measures__line a")) == len(PUBLIC)
    published.goal.fields.append(published.school)
    db.session.commit()
    assert len(texts(stranger.look(f"?field={school}"), ".measures__line a")) == len(PUBLIC)


def test_texts_of_the_concept_keep_their_language_in_a_page_of_another(stranger):
    answer = stranger.get("", **{"Accept-Language": "ar"})
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert '<h1 lang="de" dir="ltr">Zusammen in Lindenfurt</h1>' in answer.text


def test_goal_page_has_indicators_with_their_values(stranger, published):
    page = stranger.look(f"/goals/{published.goal.id}")
    assert texts(page, ".gauge h3") == ["Sichere Schwimmer"]
    assert texts(page, ".gauge tbody tr") == ["31. Dezember 2025 61,5"]
    assert texts(page, ".crumbs a") == ["Zusammen in Lindenfurt", "1 Sprache"]


def test_measure_page_tells_turns_with_day_and_committee_and_the_reason_of_the_decision(stranger, published):
    page = stranger.look(f"/measures/{published.adopted.id}")
    assert texts(page, ".turns li") == [
        "17. Juni 2026 Beschlossen Rat der Stadt · V/2026/0815",
        "1. Juli 2026 Empfohlen Warum: Der Kurs füllt eine Lücke.",
    ]


def test_rejected_measure_says_why(stranger, published):
    page = stranger.look(f"/measures/{published.measures[MeasureState.REJECTED].id}")
    assert texts(page, ".turns__why") == ["Warum: Dafür ist das Land zuständig."]


def test_rejection_on_reviews_is_told_once(stranger, published):
    measure = published.measures[MeasureState.REJECTED]
    reason = "Dafür ist das Land zuständig."
    round_ = ReviewRound(measure_id=measure.id, criteria=["need"], closed_at=NOON, outcome=measure.state, reason=reason)
    db.session.add(round_)
    db.session.commit()
    assert texts(stranger.look(f"/measures/{measure.id}"), ".turns__why") == [f"Warum: {reason}"]


def test_trace_of_a_measure_holds_visible_cards_only_as_picture_and_as_list(stranger, published):
    page = stranger.look(f"/measures/{published.adopted.id}")
    cards = ["Niemand gibt Kurse für Mütter", "لا توجد دورات", "Alle schwimmen zusammen"]
    assert texts(page, ".trace-picture__box--card") == cards
    assert texts(page, ".slip") == cards
    assert "Diese Maßnahme geht auf 3 Karten zurück." in page.text_content()


def test_search_finds_goals_and_measures_by_stems_and_marks_what_was_looked_for(stranger):
    page = stranger.look("/search?words=Kinder")
    assert texts(page, ".hits__label") == ["Alle Kinder schwimmen sicher."]
    assert texts(page, "mark") == ["Kinder"]
    assert len(texts(stranger.look("/search?words=Kurse"), ".hits li")) == len(PUBLIC)
    assert texts(stranger.look("/search?words=Zeppelin"), "*[@role='status']") == [
        "Nichts gefunden. Versuchen Sie es mit einem anderen Wort."
    ]


def test_parts_of_a_measure_stand_apart_around_a_hit(stranger, published):
    published.adopted.text, published.adopted.lead, published.adopted.partners = "Paddeln lernen", "Sportamt", "Vereine"
    db.session.commit()
    page = stranger.look("/search?words=Paddeln")
    assert texts(page, ".hits li p[3]") == ["Paddeln lernen · Sportamt · Vereine"]


@pytest.mark.parametrize("asked", ["0", "-3", "x", "99999999999999999999"])
def test_page_number_that_is_none_shows_a_page(stranger, asked):
    assert len(texts(stranger.look(f"/search?words=Kurs&page={asked}"), ".hits li")) == len(PUBLIC)


def test_pages_set_no_cookie_and_are_not_sent_again_while_they_say_the_same(stranger, published):
    for path in pages_of(published):
        first = stranger.get(path)
        again = stranger.get(path, **{"If-None-Match": first.headers["ETag"]})
        assert ("Set-Cookie" in first.headers, again.status_code, again.data) == (False, 304, b""), path
    first = stranger.get()
    published.adopted.state = MeasureState.IN_PROGRESS
    db.session.commit()
    assert stranger.get("", **{"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["", "/goals/{goal}", "/measures/{measure}", "/search?words=Kurs", "/news.atom"])
def test_pages_cost_the_same_for_few_and_for_many(stranger, published, statements, path):
    path = path.format(goal=published.goal.id, measure=published.adopted.id)
    stranger.get(path)
    counts = []
    for _ in range(2):
        db.session.expire_all()
        statements.clear()
        stranger.get(path)
        counts.append(len(statements))
        for _ in range(3):
            published.grow()
    assert counts[0] == counts[1]


def test_results_of_a_workshop_lead_to_the_public_measure_and_to_none_that_is_not(client, published):
    published.plan.measures.append(published.measures[MeasureState.DRAFT])
    db.session.commit()
    page = client.get(f"/{published.workshop.code}/results").text
    assert f'href="/concept/{published.concept.id}/measures/{published.adopted.id}"' in page
    assert f"/measures/{published.measures[MeasureState.DRAFT].id}" not in page


def test_start_page_leads_to_the_concept(client, database):
    assert 'href="/concept"' in client.get("/").text


@pytest.mark.parametrize(
    ("title", "language", "said"),
    [
        ("Werkstatt Sport", "de", "Werkstatt Sport"),
        ("Sport", "de", "aus der Werkstatt „Sport“"),
        ("Werkstatt Sport", "fr", "de l’atelier « Werkstatt Sport »"),
    ],
)
def test_measure_says_once_that_it_comes_from_a_workshop(stranger, published, title, language, said):
    published.adopted.origin_workshop = title
    db.session.commit()
    page = html.fromstring(stranger.get(f"/measures/{published.adopted.id}", **{"Accept-Language": language}).text)
    document = html.fromstring(stranger.get(**{"Accept-Language": language}).text)
    shown = (page.findtext(".//p[@class='public__origin']"), document.findtext(".//small[@class='measures__origin']"))
    assert tuple(" ".join(text.split()) for text in shown) == (" ".join(said.split()),) * 2
