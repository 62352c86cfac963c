"""News of a concept, or of one of its fields of action, as a feed."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.concept.models import Concept, FieldOfAction
from participation.concept.translations.wordings import Wordings
from participation.i18n import current_language, gettext
from participation.measures.standing import STATE_NAMES
from participation.publication.atom import MEDIA_TYPE, Entry, Feed, written
from participation.publication.queries import News, NewsPage, list_news
from participation.publication.views.blueprint import (
    address_of,
    blueprint,
    chosen_field,
    published_or_none,
    wordings_for_reader,
)
from participation.web.fragments import kept_while_same


@blueprint.get("/<int:concept_id>/news.atom")
@policy(everyone)
def news(concept_id: int) -> ResponseReturnValue:
    """Return the news as an Atom feed in the reader's language, the latest or the page in the address."""
    edition = published_or_none(concept_id)
    _fields, field = chosen_field(edition)
    settings = current_app.config["SETTINGS"]
    number = request.args.get("page", 1, type=int)
    wordings = wordings_for_reader(edition.concept)
    found = list_news(edition, wordings, field.id if field else None, each_measure=True, number=number)
    feed = written(_feed(edition.concept, field, wordings, found), settings.base_url)
    response = kept_while_same(feed, feed, "")
    response.content_type = f"{MEDIA_TYPE}; charset=utf-8"
    response.vary.add("Accept-Language")
    return response


def _feed(concept: Concept, field: FieldOfAction | None, wordings: Wordings, found: NewsPage) -> Feed:
    settings = current_app.config["SETTINGS"]
    about = [wordings.of(text).text for text in ([concept.title, field.name] if field else [concept.title])]
    narrowed: dict[str, Any] = {"concept_id": concept.id} | ({"field": field.id} if field else {})
    return Feed(
        key=f"concept/{concept.id}/field/{field.id}" if field else f"concept/{concept.id}",
        title=" · ".join([gettext("News"), *about]),
        author=concept.city or settings.city,
        language=current_language().tag,
        address=_page_address(narrowed, found.number),
        page=_from_outside(url_for("publication.concept", **narrowed)),
        since=concept.created_at,
        entries=[_entry(each, concept.id) for each in found.news],
        other_pages={kind: _page_address(narrowed, number) for kind, number in _other_pages(found)},
    )


def _other_pages(found: NewsPage) -> Iterator[tuple[str, int]]:
    """Go through the pages that RFC 5005 names; a feed of one page names none."""
    if found.pages > 1:
        yield "first", 1
        if found.number > 1:
            yield "previous", found.number - 1
        if found.number < found.pages:
            yield "next", found.number + 1
        yield "last", found.pages


def _page_address(narrowed: Mapping[str, Any], number: int) -> str:
    """Return the address of a page of the feed; the first has the one that readers know."""
    page: dict[str, Any] = {"page": number} if number > 1 else {}
    return _from_outside(url_for("publication.news", **narrowed, **page))


def _entry(each: News, concept_id: int) -> Entry:
    happened = gettext(STATE_NAMES[each.state]) if each.state else gettext("Results of the workshop")
    fields = tuple(name.text for name in each.fields)
    return Entry(
        key=each.key,
        at=each.at,
        title=f"{happened} · {each.title.text}",
        address=_from_outside(address_of(each, concept_id)),
        summary=" · ".join(part for part in (*fields, each.why) if part),
        categories=(happened, *fields),
    )


def _from_outside(address: str) -> str:
    """Return an address as residents reach it."""
    base_url: str = current_app.config["SETTINGS"].base_url
    return base_url + address.removeprefix(request.script_root)
