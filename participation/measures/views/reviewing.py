"""Reviews: named and set up by the office, written by reviewers, decided by the steering group."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy, reviewers, steering
from participation.concept.models import MeasureState
from participation.concept.queries import get_concept
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.measures.errors import OutcomeUnknown, ReviewedAlready, ReviewOver, ReviewUnknown
from participation.measures.jury import OUTCOMES
from participation.measures.models import Mark, Review, Vote
from participation.measures.queries import (
    find_rules,
    get_measure,
    get_review_of,
    get_round,
    is_conflict,
    list_conflicts,
    list_reviews_of,
)
from participation.measures.services import (
    Opinion,
    decide_review,
    hand_in_review,
    name_reviewers,
    set_review_rules,
)
from participation.measures.views.blueprint import blueprint, jury
from participation.measures.views.rounds import drawn_round
from participation.measures.words import criteria_from, criterion_name
from participation.web.error_pages import error_page
from participation.web.messages import flash_error, word


@jury.get("/reviews")
@policy(reviewers)
def reviews() -> ResponseReturnValue:
    """List what this person was asked to review."""
    return render_template("measures/reviews.html", reviews=list_reviews_of(acting_staff()))


@jury.route("/reviews/<int:review_id>", methods=["GET", "POST"])
@policy(reviewers)
def review(review_id: int) -> ResponseReturnValue:
    """Read a measure and judge it; what was typed stays when it is refused."""
    found = get_review_of(acting_staff(), review_id)
    if request.method == "GET":
        return _review_page(found, _opinion_of(found))
    opinion = _typed_opinion(found)
    try:
        with transaction():
            found = get_review_of(acting_staff(), review_id)
            hand_in_review(found, opinion, seen_version=request.form.get("seen_version", type=int) or 0)
    except DomainError as error:
        status = 409 if isinstance(error, ReviewedAlready | ReviewOver) else 422
        return _review_page(get_review_of(acting_staff(), review_id), opinion, word(error)), status
    flash(_("Your review is handed in. You may change it until the review of the measure ends."), "good")
    return redirect(url_for("jury.reviews"), 303)


@jury.errorhandler(ReviewUnknown)
def answer_unknown(error: DomainError) -> ResponseReturnValue:
    """Say that there is nothing at this address for this person."""
    return error_page(404, word(error))


@jury.get("/steering")
@policy(steering)
def conflicts() -> ResponseReturnValue:
    """List the measures about which reviewers disagree, the oldest first."""
    return render_template("measures/conflicts.html", rounds=list_conflicts())


@jury.route("/steering/<int:round_id>", methods=["GET", "POST"])
@policy(steering)
def conflict(round_id: int) -> ResponseReturnValue:
    """Show reviews that differ side by side, and decide with a reason."""
    round_ = get_round(round_id)
    if not is_conflict(round_):
        raise ReviewUnknown
    if request.method == "GET":
        return _conflict_page(round_id)
    try:
        _decide(round_id)
    except DomainError as error:
        return _conflict_page(round_id, word(error)), 422
    flash(_("The decision is taken. It stands on the measure with its reason."), "good")
    return redirect(url_for("jury.conflicts"), 303)


@blueprint.post("/measures/<int:measure_id>/reviewers")
@policy(office)
def name(measure_id: int) -> ResponseReturnValue:
    """Name who reviews a measure."""
    chosen = [int(value) for value in request.form.getlist("reviewer") if value.isdecimal()]
    try:
        with transaction():
            name_reviewers(get_measure(measure_id), acting_staff(), chosen)
    except DomainError as error:
        flash_error(error)
    else:
        flash(_("The reviewers are named. Each of them finds the measure on their own page."), "good")
    return redirect(url_for("measures.show", measure_id=measure_id, _anchor="reviews"), 303)


@blueprint.post("/measures/reviews/<int:round_id>/decision")
@policy(office)
def decide(round_id: int) -> ResponseReturnValue:
    """Take the decision on reviews that agree."""
    measure_id = get_round(round_id).measure_id
    try:
        _decide(round_id)
    except DomainError as error:
        flash_error(error)
    else:
        flash(_("The decision is taken. It stands on the measure with its reason."), "good")
    return redirect(url_for("measures.show", measure_id=measure_id, _anchor="reviews"), 303)


@blueprint.route("/measures/review-rules/<int:concept_id>", methods=["GET", "POST"])
@policy(office)
def rules(concept_id: int) -> ResponseReturnValue:
    """Set how many reviewers a measure of the concept has, and the criteria."""
    concept = get_concept(concept_id)
    if request.method == "GET":
        present = find_rules(concept_id)
        lines = "\n".join(criterion_name(criterion) for criterion in present.criteria)
        return render_template("measures/rules.html", concept=concept, reviewers=present.reviewers, criteria=lines)
    number, lines = request.form.get("reviewers", "").strip()[:10], request.form.get("criteria", "")[:10_000]
    try:
        with transaction():
            set_review_rules(
                get_concept(concept_id),
                acting_staff(),
                reviewers=int(number) if number.isdecimal() else -1,
                criteria=criteria_from(lines),
            )
    except DomainError as error:
        page = render_template(
            "measures/rules.html", concept=concept, reviewers=number, criteria=lines, error=word(error)
        )
        return page, 422
    flash(_("The rules are saved. Reviews that have begun keep theirs."), "good")
    return redirect(url_for("measures.index", concept=concept_id), 303)


def _decide(round_id: int) -> None:
    outcome = request.form.get("outcome", "")
    with transaction():
        if outcome not in OUTCOMES:
            raise OutcomeUnknown
        decide_review(get_round(round_id), acting_staff(), MeasureState(outcome), request.form.get("reason", ""))


def _conflict_page(round_id: int, error: str | None = None) -> str:
    drawn = drawn_round(get_round(round_id), acting_staff())
    return render_template(
        "measures/conflict.html", drawn=drawn, measure=drawn.round.measure, missing=(), error=error, typed=request.form
    )


def _review_page(found: Review, opinion: Opinion, error: str | None = None) -> str:
    return render_template(
        "measures/review.html",
        review=found,
        measure=found.round.measure,
        missing=(),
        opinion=opinion,
        over=not found.round.is_open or found.round.is_complete,
        drawn=drawn_round(found.round, acting_staff()),
        error=error,
    )


def _opinion_of(found: Review) -> Opinion:
    return Opinion(
        marks={name: mark for name in found.round.criteria if (mark := found.mark_of(name))},
        words={name: found.words_on(name) for name in found.round.criteria},
        vote=found.vote,
        reason=found.reason,
    )


def _typed_opinion(found: Review) -> Opinion:
    """Return what the form says; the fields of a criterion carry its place in the list."""
    typed = request.form
    places = dict(enumerate(found.round.criteria))
    marks = {name: typed.get(f"mark-{place}", "") for place, name in places.items()}
    vote = typed.get("vote", "")
    return Opinion(
        marks={name: Mark(mark) for name, mark in marks.items() if mark in set(Mark)},
        words={name: typed.get(f"words-{place}", "") for place, name in places.items()},
        vote=Vote(vote) if vote in set(Vote) else None,
        reason=typed.get("reason", ""),
    )
