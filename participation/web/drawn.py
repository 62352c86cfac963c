"""Parts of pages that are the same for everybody are drawn once in each language, then kept.

``drawn_once`` is a function of the template's name, the reader's language and the values that it is given: a part
cannot be stale, because nothing else goes into it, and it cannot show one person what belongs to another, because
whatever belongs to a request or a person refuses to be asked.

``drawn_around`` keeps what stands around the few things that do belong to one person: the template leaves a slot for
each, ``{{ slot("key") }}``, and each answer fills them anew.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from flask import Flask, current_app
from markupsafe import Markup, escape

from participation.i18n import current_language

MOST_KEPT = 1024
PERSONAL = ("csrf_token", "current_staff", "current_user", "g", "get_flashed_messages", "request", "session")
_EXTENSION = "drawn"

_SLOT = re.compile("\0([a-z_]+)\0")
"""No text of a page holds a NUL: HTML forbids it (WHATWG HTML, section 13.2.3.5)."""

Draw = Callable[[str, str, tuple[tuple[str, Hashable], ...]], Markup]


class PersonalPartShared(Exception):
    """A part that is drawn for everybody asks for something that belongs to one person."""


class _Refusing:
    """Stands in for what belongs to one person or request."""

    def __call__(self, *_args: object, **_values: object) -> NoReturn:
        raise PersonalPartShared

    def __getattr__(self, name: str) -> NoReturn:
        raise PersonalPartShared(name)


def drawn_once(template: str, **values: Hashable) -> Markup:
    """Return ``template`` drawn with nothing but ``values``, in the reader's language.

    Raises ``PersonalPartShared`` when the template asks for a session, a token or a user.
    """
    draw: Draw = current_app.extensions[_EXTENSION]
    return draw(template, current_language().tag, tuple(values.items()))


def slot(name: str) -> Markup:
    """Leave a place in a shared part for what belongs to one person."""
    return Markup(f"\0{name}\0")  # noqa: S704 - taken out again before anything leaves


@dataclass(frozen=True, slots=True)
class Around:
    """A shared part with slots: its texts and the names of the slots in turn, beginning and ending with a text."""

    pieces: tuple[str, ...]

    def filled(self, slots: Mapping[str, object]) -> str:
        """Return the part with its slots filled, escaped like any value of a template.

        Raises ``KeyError`` for a slot that nothing was given for.
        """
        texts = {name: str(escape(value)) for name, value in slots.items()}
        return "".join(texts[piece] if number % 2 else piece for number, piece in enumerate(self.pieces))

    def without(self, part: str) -> "Around":
        """Return the same without ``part``, which stands in its texts."""
        return _left_out(self, part)


@lru_cache(maxsize=MOST_KEPT)
def _left_out(around: Around, part: str) -> Around:
    return Around(tuple(piece if number % 2 else piece.replace(part, "") for number, piece in enumerate(around.pieces)))


def drawn_around(template: str, **values: Hashable) -> Around:
    """Return what stands around the slots of ``template``, drawn with nothing but ``values``.

    Raises ``PersonalPartShared`` like ``drawn_once``.
    """
    return _cut(drawn_once(template, **values))


@lru_cache(maxsize=MOST_KEPT)
def _cut(drawn: Markup) -> Around:
    return Around(tuple(_SLOT.split(str(drawn))))


def init_app(app: Flask) -> None:
    """Offer ``drawn_once`` to templates; while templates are being written nothing is kept."""
    refusing = {name: _Refusing() for name in PERSONAL}

    def draw(template: str, _language: str, values: tuple[tuple[str, Hashable], ...]) -> Markup:
        return Markup(app.jinja_env.get_template(template).render(refusing, **dict(values)))  # noqa: S704 - a template

    app.extensions[_EXTENSION] = draw if app.debug else lru_cache(maxsize=MOST_KEPT)(draw)
    app.jinja_env.globals["drawn_once"] = drawn_once
    app.jinja_env.globals["slot"] = slot
