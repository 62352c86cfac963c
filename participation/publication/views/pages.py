"""Pages of the adopted edition: the document, a goal, a measure, search."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from participation.access.policies import everyone, policy
from participation.concept.models import Edition
from participation.i18n import gettext
from participation.i18n.extension import text_attributes
from participation.measures.standing import STATE_NAMES
from participation.measures.tracing import picture_of, public_trace_of
from participation.publication.queries import (
    document_of,
    find_goal,
    find_measure,
    find_public_decision,
    find_section,
    list_news,
    list_published,
    list_turns,
    search_edition,
)
from participation.publication.views.blueprint import (
    NOT_FOUND,
    address_of,
    blueprint,
    chosen_field,
    published_or_none,
)
from participation.publication.words import parts_of
from participation.web.fragments import kept_while_same

NEWS_SHOWN = 5
ELSEWHERE = 301


@blueprint.get("")
@policy(everyone)
def concepts() -> ResponseReturnValue:
    """List the concepts of the city that are adopted; a single one is shown at once."""
    editions = list_published()
    if len(editions) == 1:
        return redirect(url_for("publication.concept", concept_id=editions[0].concept_id))
    return _page("publication/concepts.html", editions=editions)


@blueprint.get("/<int:concept_id>")
@policy(everyone)
def concept(concept_id: int) -> ResponseReturnValue:
    """Show the adopted edition as a document, narrowed to the field of action in the address."""
    edition = published_or_none(concept_id)
    fields, field = chosen_field(edition)
    field_id = field.id if field else None
    return _page(
        "publication/concept.html",
        edition,
        fields=fields,
        field=field,
        sections=document_of(edition, field_id),
        news=list_news(edition, field_id, each_measure=False).news[:NEWS_SHOWN],
        address_of=address_of,
    )


@blueprint.get("/<int:concept_id>/goals/<int:goal_id>")
@policy(everyone)
def goal(concept_id: int, goal_id: int) -> ResponseReturnValue:
    """Show a goal with its indicators, its measures and the goals below it."""
    edition = published_or_none(concept_id)
    found = find_goal(edition, goal_id)
    if found is None:
        abort(NOT_FOUND)
    if found.id != goal_id:
        return redirect(url_for("publication.goal", concept_id=concept_id, goal_id=found.id), ELSEWHERE)
    *path, section = find_section(document_of(edition), goal_id)
    return _page("publication/goal.html", edition, goal=found, path=path, section=section)


@blueprint.get("/<int:concept_id>/measures/<int:measure_id>")
@policy(everyone)
def measure(concept_id: int, measure_id: int) -> ResponseReturnValue:
    """Show a measure: what it says, how it stands and why, what happened so far, where it comes from."""
    edition = published_or_none(concept_id)
    found = find_measure(edition, measure_id)
    if found is None:
        abort(NOT_FOUND)
    if found.id != measure_id:
        return redirect(url_for("publication.measure", concept_id=concept_id, measure_id=found.id), ELSEWHERE)
    trace = public_trace_of(found)
    turns = list_turns(edition, measure_id=found.id)
    return _page(
        "publication/measure.html",
        edition,
        measure=found,
        parts=parts_of(found),
        turns=turns,
        since=next((turn.day for turn in turns if turn.state is found.state), None),
        decision=find_public_decision(found),
        trace=trace,
        picture=picture_of(found, trace),
    )


@blueprint.get("/<int:concept_id>/search")
@policy(everyone)
def search(concept_id: int) -> ResponseReturnValue:
    """Show the goals and measures that say all the words in the address."""
    edition = published_or_none(concept_id)
    words = " ".join(request.args.get("words", "").split())[:200]
    number = request.args.get("page", 1, type=int)
    return _page("publication/search.html", edition, words=words, found=search_edition(edition, words, number))


def _page(template: str, edition: Edition | None = None, **values: Any) -> Response:  # noqa: ANN401 - for the template
    """Return a page that its reader may keep; while nothing has changed it is not sent again."""
    if edition is not None:
        values |= {
            "edition": edition,
            "concept": edition.concept,
            "levels": edition.levels,
            "tongue": text_attributes(edition.concept.language),
            "state_words": {state: gettext(name) for state, name in STATE_NAMES.items()},
        }
    page = render_template(template, **values)
    response = kept_while_same(page, page, "")
    response.vary.add("Accept-Language")
    return response
