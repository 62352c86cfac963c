"""Which language a person reads: ``?lang=``, else what they chose before, else what their browser asks for."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g, has_request_context, request, session
from flask_babel import force_locale

from participation.i18n.languages import DEFAULT, LANGUAGES, Language, find_language, staff_language

REMEMBERED = "language"


def current_language() -> Language:
    """Return the language of this request (or of the enclosing ``speaking`` block); the default outside both."""
    language: Language | None = g.get("language")
    if language is None:
        language = g.language = _choose() if has_request_context() else DEFAULT
    return language


def read_as_staff() -> None:
    """Show this request's page in the language of staff that is nearest to the reader's: German or English."""
    g.language = staff_language(current_language())


def _choose() -> Language:
    asked = find_language(request.args.get("lang"))
    if asked is not None:
        if session.get(REMEMBERED) != asked.tag:
            session[REMEMBERED] = asked.tag
        return asked
    return find_language(session.get(REMEMBERED)) or _preferred_by_browser() or DEFAULT


def _preferred_by_browser() -> Language | None:
    for tag in request.accept_languages.values():
        language = find_language(tag)
        if language is not None:
            return language
    return None


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
