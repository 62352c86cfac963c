"""Words for named errors: each feature has a sentence a class in its ``messages``, a view asks for it.

A sentence says what is wrong and what to do next; ``%(name)s`` is filled from the error's attributes.
"""

from collections import ChainMap
from collections.abc import Iterable, Mapping

from flask import Flask, current_app, flash

from participation.i18n import gettext
from participation.kernel.errors import DomainError

_EXTENSION = "sentences"


def init_app(app: Flask, sentences: Iterable[Mapping[type[DomainError], str]]) -> None:
    """Give the application the sentences (marked messages) of all features.

    Raises ``ValueError`` when two of them word the same error: only one of the two would ever be read.
    """
    given = list(sentences)
    known = dict(ChainMap(*[dict(of_feature) for of_feature in given]))
    if len(known) != sum(len(of_feature) for of_feature in given):
        raise ValueError(given)
    app.extensions[_EXTENSION] = known


def worded() -> frozenset[type[DomainError]]:
    """Return the errors that have a sentence; a test compares them with all that exist."""
    return frozenset(current_app.extensions[_EXTENSION])


def word(error: DomainError) -> str:
    """Return the sentence for an error in the reader's language; raises ``KeyError`` when nobody worded it."""
    return gettext(current_app.extensions[_EXTENSION][type(error)], **vars(error))


def word_stored(name: str, values: Mapping[str, object]) -> str:
    """Return the sentence for an error that was kept as its full name and its attributes; raises ``KeyError``."""
    for kind, sentence in current_app.extensions[_EXTENSION].items():
        if f"{kind.__module__}.{kind.__qualname__}" == name:
            return gettext(sentence, **values)
    raise KeyError(name)


def flash_error(error: DomainError) -> None:
    """Show the sentence for an error on the next page."""
    flash(word(error), "error")
