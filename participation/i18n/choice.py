"""Which language a person reads: ``?lang=``, else what they chose before, else what their browser asks for."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from flask import g, has_request_context, request, session
from flask_babel import force_locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from participation.i18n.languages import DEFAULT, LANGUAGES, Language, find_language, staff_language

REMEMBERED = "language"
IMPERSONAL = frozenset({"_permanent", "csrf_token", REMEMBERED})
"""What a session holds that says nothing about a person; it may outlive the browser's window."""


class Offer(NamedTuple):
    """The languages of a list to choose from, by tag: those that this reader probably wants, and all others."""

    near: tuple[str, ...]
    others: tuple[str, ...]


def current_language() -> Language:
    """Return the language of this request (or of the enclosing ``speaking`` block); the default outside both."""
    language: Language | None = g.get("language")
    if language is None:
        language = g.language = _choose() if has_request_context() else DEFAULT
    return language


def read_as_staff() -> None:
    """Show this request's page in the language of staff that is nearest to the reader's: German or English."""
    g.language = staff_language(current_language())


def read_as_asked() -> None:
    """Answer this request in the language that it asks for itself; nothing is remembered, no cookie is read or set."""
    g.language = find_language(request.args.get("lang")) or _preferred_by_browser() or DEFAULT


def offer_languages(of_workshop: Iterable[str] = ()) -> Offer:
    """Return all languages: first those the browser asks for, then the workshop's; the others in their usual order."""
    wanted = (*_understood(request.headers.get("Accept-Language", "")), *of_workshop)
    near = tuple(dict.fromkeys(tag for tag in wanted if tag in LANGUAGES))
    return Offer(near, tuple(tag for tag in LANGUAGES if tag not in near))


def _choose() -> Language:
    asked = find_language(request.args.get("lang")) if request.query_string else None
    if asked is not None:
        _remember(asked)
        return asked
    return find_language(session.get(REMEMBERED)) or _preferred_by_browser() or DEFAULT


def _remember(language: Language) -> None:
    if session.get(REMEMBERED) == language.tag:
        return
    session[REMEMBERED] = language.tag
    if session.keys() <= IMPERSONAL:
        session.permanent = True


def _preferred_by_browser() -> Language | None:
    return next((LANGUAGES[tag] for tag in _understood(request.headers.get("Accept-Language", ""))), None)


@lru_cache(maxsize=256)
def _understood(header: str) -> tuple[str, ...]:
    """Return the tags of the languages that ship among those of an ``Accept-Language`` header, best first."""
    asked = map(find_language, parse_accept_header(header, LanguageAccept).values())
    return tuple(dict.fromkeys(language.tag for language in asked if language))


def locale_of_request() -> str:
    """Return the Babel locale in which dates and numbers of this request are written."""
    return current_language().locale


@contextmanager
def speaking(tag: str) -> Iterator[Language]:
    """Translate and format in the language ``tag`` inside the block: posters, prompts, the projector."""
    before = g.get("language")
    g.language = LANGUAGES[tag]
    try:
        with force_locale(g.language.locale):
            yield g.language
    finally:
        g.language = before
