"""What a bundle says about the measures of a workshop: days, decisions on reviews, and where they are written to."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from participation.concept.models import EditionState, MeasureState
from participation.concept.queries import find_adopted_edition, find_draft_edition, tree_of
from participation.export.bundle import check_bundle, export_bundle, import_bundle
from participation.export.bundle.errors import BundleKeyUnknown, BundleValueUnfit
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.models import Plan, Review, ReviewRound, Vote
from participation.monitoring.models import Progress, StatusReport, StatusRequest, StatusRound
from participation.monitoring.queries import count_answers, list_rounds
from participation.monitoring.secret_links import new_secret
from participation.monitoring.services.rounds import LINK
from participation.workshop.models import Workshop
from tests.export.integration.lived import reread
from tests.factories import a_reviewer, saved, stands_as

CLOSED = {"opened_at": datetime(2026, 12, 1, tzinfo=UTC), "closed_at": datetime(2026, 12, 9, tzinfo=UTC)}
DECIDED = CLOSED | {"outcome": MeasureState.RECOMMENDED, "reason": "Zwei von zwei"}
ELSEWHERE = "A concept of the same goals under another title"


def exported(workshop):
    """Return the bundle as a file holds it."""
    return json.loads(json.dumps(export_bundle(workshop)))


def take_over(bundle):
    """Import the bundle and return the workshop as another request would read it."""
    with transaction():
        imported = import_bundle(bundle, None).id
    db.session.expunge_all()
    return db.session.get(Workshop, imported)


def taken_to_another_concept(lived, bundle):
    """Import the bundle where the concept is not known, and return the workshop."""
    lived.edition.concept.title = ELSEWHERE
    db.session.commit()
    return take_over(bundle)


def a_round_of_reviews(measure, votes, **values):
    """A round of reviews as its tables hold it; a vote that is nothing was not handed in."""
    reviews = [
        Review(
            reviewer_id=a_reviewer(name=f"Jury {number}").id,
            version=1 if vote else 0,
            measure_version=1 if vote else None,
            vote=vote,
            reason="Gut gedacht" if vote else "",
            marks={"need": {"mark": "fully", "words": "gezeigt"}} if vote else {},
            handed_in_at=datetime(2026, 12, 5 - number, tzinfo=UTC) if vote else None,
        )
        for number, vote in enumerate(votes)
    ]
    db.session.add(ReviewRound(measure_id=measure.id, criteria=["need"], reviews=reviews, **values))
    db.session.commit()


def test_days_of_measures_and_who_is_let_in_when_come_back(lived):
    lived.measure.due_on, lived.measure.funded_until = date(2027, 6, 30), date(2028, 12, 31)
    printed = next(measure for measure in lived.edition.measures if measure.text == "Kurse am Abend.")
    printed.due_on = date(2027, 1, 31)
    lived.workshop.invited_only = True
    lived.workshop.adjourned_until = datetime(2026, 12, 4, 17, 0, tzinfo=UTC)
    db.session.commit()
    bundle = exported(reread(lived))
    imported = taken_to_another_concept(lived, bundle)
    days = {measure.label: (measure.due_on, measure.funded_until) for measure in imported.process.edition.measures}
    assert days == {
        "Kinderbetreuung im Kurshaus": (date(2027, 6, 30), date(2028, 12, 31)),
        "Kurse am Abend.": (date(2027, 1, 31), None),
        "Kurse am Morgen.": (None, None),
    }
    assert (imported.invited_only, imported.adjourned_until) == (True, datetime(2026, 12, 4, 17, 0, tzinfo=UTC))
    bundle["workshop"]["code"] = imported.code
    assert exported(imported) == bundle


def test_decisions_on_reviews_come_back_without_the_names_of_reviewers(lived):
    a_round_of_reviews(lived.measure, [Vote.RECOMMEND, Vote.WITH_CHANGES], **DECIDED)
    bundle = exported(reread(lived))
    votes = [review["vote"] for review in bundle["measures"][0]["reviews"][0]["reviews"]]
    assert (votes, "Jury" in json.dumps(bundle)) == (["with_changes", "recommend"], False)
    imported = taken_to_another_concept(lived, bundle)
    bundle["workshop"]["code"] = imported.code
    assert exported(imported) == bundle


@pytest.mark.parametrize(
    ("votes", "values"),
    [
        ([Vote.RECOMMEND, Vote.AGAINST], {}),
        ([Vote.RECOMMEND, None], CLOSED | {"outcome": MeasureState.DRAFT}),
        ([], DECIDED),
    ],
    ids=["still open", "broken off", "nobody reviewed"],
)
def test_reviews_without_a_decision_on_all_of_them_stay_in_the_house(lived, votes, values):
    a_round_of_reviews(lived.measure, votes, **values)
    assert exported(reread(lived))["measures"][0]["reviews"] == []


def a_status_report(measure, half, *, round_=None, **values):
    """A report of a lead on a measure, in a round of the concept."""
    round_ = round_ or StatusRound(
        concept=measure.edition.concept, year=2027, half=half, deadline=date(2027, 6 * half, 30), contact="Frau Amt"
    )
    secret = new_secret(LINK)
    request = StatusRequest(round=round_, lineage=measure.lineage, nonce=secret.nonce, token_hash=secret.token_hash)
    report = {
        "version": 2,
        "state": MeasureState.IN_PROGRESS,
        "progress": Progress.LATE,
        "happened": "Drei Kurse laufen.",
        "obstacles": "Der Raum fehlt.",
        "due_on": date(2028, 3, 31),
        "reporter": "Frau Leitung",
        "handed_in_at": datetime(2027, 6 * half, 5, tzinfo=UTC),
    }
    return saved(StatusReport(request=request, **report | values))


def test_status_reports_come_back_without_names_and_links(lived):
    accepted = {"accepted_at": datetime(2027, 7, 9, tzinfo=UTC), "progress": Progress.ON_PLAN, "due_on": None}
    a_status_report(lived.measure, 2)
    a_status_report(lived.measure, 1, **accepted)
    bundle = exported(reread(lived))
    (measure,) = bundle["measures"]
    assert [(report["year"], report["half"], report["progress"]) for report in measure["status_reports"]] == [
        (2027, 1, "on_plan"),
        (2027, 2, "late"),
    ]
    assert ("Frau" in json.dumps(measure), "token" in json.dumps(measure)) == (False, False)
    imported = taken_to_another_concept(lived, bundle)
    rounds = list_rounds(imported.process.concept_id)
    assert [(round_.half, round_.deadline, round_.contact) for round_ in rounds] == [
        (2, date(2027, 12, 30), ""),
        (1, date(2027, 6, 30), ""),
    ]
    bundle["workshop"]["code"] = imported.code
    assert exported(imported) == bundle


def test_status_reports_stand_in_the_round_that_the_concept_has_already(lived):
    a_status_report(lived.measure, 1)
    bundle = exported(reread(lived))
    bundle["measures"][0]["title"] = "Noch eine Maßnahme"
    concept_id = take_over(bundle).process.concept_id
    (round_,) = list_rounds(concept_id)
    answers = count_answers([round_.id])[round_.id]
    assert (round_.contact, answers.asked, answers.new) == ("Frau Amt", 2, 2)


@pytest.mark.parametrize(
    ("change", "error", "where"),
    [
        ({"half": 3}, BundleValueUnfit, "half"),
        ({"progress": "soon"}, BundleValueUnfit, "progress"),
        ({"reporter": "Frau Leitung"}, BundleKeyUnknown, "reporter"),
    ],
)
def test_status_report_that_does_not_fit_is_named_with_its_place(lived, change, error, where):
    a_status_report(lived.measure, 1)
    bundle = exported(reread(lived))
    bundle["measures"][0]["status_reports"][0] |= change
    with pytest.raises(error) as refused:
        check_bundle(bundle)
    assert refused.value.where == f"measures[0].status_reports[0].{where}"


def test_new_measure_for_an_adopted_edition_begins_the_next_one(lived):
    bundle = exported(reread(lived))
    bundle["measures"][0]["title"] = "Noch eine Maßnahme"
    before = tree_of(stands_as(lived.edition, EditionState.ADOPTED))
    imported = take_over(bundle)
    concept_id = imported.process.concept_id
    adopted, draft = find_adopted_edition(concept_id), find_draft_edition(concept_id)
    plans = db.session.scalars(select(Plan).where(Plan.workshop_id == imported.id))
    assert [(measure.title, measure.edition_id) for plan in plans for measure in plan.measures] == [
        ("Noch eine Maßnahme", draft.id)
    ]
    assert {goal.edition_id for goal in imported.goals} == {draft.id}
    assert (draft.base_id, tree_of(adopted)) == (adopted.id, before)


def test_measure_that_the_adopted_edition_has_already_begins_none(lived):
    bundle = exported(reread(lived))
    stands_as(lived.edition, EditionState.ADOPTED)
    imported = take_over(bundle)
    concept_id = imported.process.concept_id
    plans = db.session.scalars(select(Plan).where(Plan.workshop_id == imported.id))
    assert [measure.edition_id for plan in plans for measure in plan.measures] == [find_adopted_edition(concept_id).id]
    assert find_draft_edition(concept_id) is None


def test_names_of_the_levels_stay_with_an_adopted_edition_that_a_bundle_brought(lived):
    stands_as(lived.edition, EditionState.ADOPTED)
    edition = taken_to_another_concept(lived, exported(reread(lived))).process.edition
    edition.concept.levels = ["Andere", "Namen", "Jetzt"]
    db.session.commit()
    assert edition.levels == ["Themenfeld", "Leitziel", "Teilziel"]
