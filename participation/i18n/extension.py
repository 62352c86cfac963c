"""Joins Flask-Babel, Jinja and the catalogues."""

from functools import lru_cache

from flask import Flask
from flask_babel import Babel
from markupsafe import Markup

from participation.i18n import catalogues, formats
from participation.i18n.choice import current_language, locale_of_request, offer_languages
from participation.i18n.languages import LANGUAGES, direction_of, find_language


@lru_cache(maxsize=256)
def text_attributes(tag: str | None) -> Markup:
    """Return `` lang="…" dir="…"`` for text that somebody wrote in the language ``tag``."""
    language = find_language(tag)
    if tag is None or language is None:
        return Markup(' dir="auto"')
    return Markup(' lang="{}" dir="{}"').format(tag, language.direction)


def init_app(app: Flask) -> None:
    """Let templates translate, format, and mark text with its language and direction."""
    Babel(app, locale_selector=locale_of_request, default_timezone=app.config["TIMEZONE"])
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        catalogues.translate_raw, catalogues.translate_plural_raw, newstyle=True
    )
    app.jinja_env.globals.update(
        current_language=current_language,
        direction_of=direction_of,
        languages=LANGUAGES,
        offer_languages=offer_languages,
        written=text_attributes,
    )
    app.jinja_env.filters.update(
        day=formats.day,
        short_day=formats.short_day,
        moment=formats.moment,
        time_of_day=formats.time_of_day,
        number=formats.number,
        clock_face=formats.clock_face,
        minutes=formats.minutes,
    )
