"""Words for named errors: each feature registers a sentence a class, a view asks for it.

A sentence says what is wrong and what to do next; ``%(name)s`` is filled from the error's attributes.
"""

from collections.abc import Mapping

from flask import flash

from participation.i18n import gettext
from participation.kernel.errors import DomainError

_sentences: dict[type[DomainError], str] = {}


def register(sentences: Mapping[type[DomainError], str]) -> None:
    """Add the sentences (marked messages) of a feature."""
    _sentences.update(sentences)


def worded() -> frozenset[type[DomainError]]:
    """Return the errors that have a sentence; a test compares them with all that exist."""
    return frozenset(_sentences)


def word(error: DomainError) -> str:
    """Return the sentence for an error in the reader's language; raises ``KeyError`` when nobody worded it."""
    return gettext(_sentences[type(error)], **vars(error))


def flash_error(error: DomainError) -> None:
    """Show the sentence for an error on the next page."""
    flash(word(error), "error")
