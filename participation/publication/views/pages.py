"""Pages of the adopted edition: the document, a goal, a measure, search."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from participation.access.policies import everyone, policy
from participation.concept.models import Edition
from participation.concept.translations.wordings import Wordings
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
    wordings_for_reader,
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
    titles = {each.id: wordings_for_reader(each.concept).of(each.concept.title) for each in editions}
    return _page("publication/concepts.html", editions=editions, titles=titles)


@blueprint.get("/<int:concept_id>")
@policy(everyone)
def concept(concept_id: int) -> ResponseReturnValue:
    """Show the adopted edition as a document, narrowed to the field of action in the address."""
    edition = published_or_none(concept_id)
    fields, field = chosen_field(edition)
    field_id = field.id if field else None
    wordings = wordings_for_reader(edition.concept)
    wordings.learn(each.name for each in fields)
    return _page(
        "publication/concept.html",
        edition,
        wordings,
        fields=fields,
        field=field,
        sections=document_of(edition, wordings, field_id),
        news=list_news(edition, wordings, field_id, each_measure=False).news[:NEWS_SHOWN],
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
    wordings = wordings_for_reader(edition.concept)
    *path, section = find_section(document_of(edition, wordings), goal_id)
    wordings.learn(
        [
            *(each.name for each in found.fields),
            *(text for each in found.indicators for text in (each.name, each.source)),
        ]
    )
    return _page("publication/goal.html", edition, wordings, goal=found, path=path, section=section)


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
    wordings = wordings_for_reader(edition.concept)
    wordings.learn([*(each.text for each in found.goals), *(each.name for each in found.fields), found.title])
    parts = parts_of(found, wordings)
    label = wordings.label(found.title, found.text)
    trace = public_trace_of(found)
    turns = list_turns(edition, wordings, measure_id=found.id)
    return _page(
        "publication/measure.html",
        edition,
        wordings,
        measure=found,
        label=label,
        parts=parts,
        turns=turns,
        since=next((turn.day for turn in turns if turn.state is found.state), None),
        decision=find_public_decision(found),
        trace=trace,
        picture=picture_of(found, trace, label),
    )


@blueprint.get("/<int:concept_id>/search")
@policy(everyone)
def search(concept_id: int) -> ResponseReturnValue:
    """Show the goals and measures that say all the words in the address."""
    edition = published_or_none(concept_id)
    words = " ".join(request.args.get("words", "").split())[:200]
    number = request.args.get("page", 1, type=int)
    wordings = wordings_for_reader(edition.concept)
    found = search_edition(edition, words, wordings, number)
    return _page("publication/search.html", edition, wordings, words=words, found=found)


def _page(
    template: str,
    edition: Edition | None = None,
    wordings: Wordings | None = None,
    **values: Any,  # noqa: ANN401 - for the template
) -> Response:
    """Return a page that its reader may keep; while nothing has changed it is not sent again.

    Templates ask ``said(text)`` what the reader sees of a text of the concept.
    """
    if edition is not None and wordings is not None:
        wordings.learn([edition.concept.title, *edition.levels])
        values |= {
            "edition": edition,
            "concept": edition.concept,
            "levels": edition.levels,
            "tongue": text_attributes(edition.concept.language),
            "said": wordings.of,
            "wordings": wordings,
            "state_words": {state: gettext(name) for state, name in STATE_NAMES.items()},
        }
    page = render_template(template, **values)
    response = kept_while_same(page, page, "")
    response.vary.add("Accept-Language")
    return response
