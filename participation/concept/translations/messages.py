"""Sentences for the refusals around translations, and names for templates."""

from collections.abc import Mapping
from typing import Final

from participation.concept.translations import errors
from participation.i18n import mark
from participation.kernel.errors import DomainError

SENTENCES: Mapping[type[DomainError], str] = {
    errors.TargetUnfit: mark("The concept is not translated into this language. Choose one from the list."),
    errors.TranslationTooLong: mark("A translation of this text has at most %(limit)s characters. Please shorten it."),
    errors.OriginalChanged: mark(
        "The concept does not say this text any more. What you wrote was not saved; look at the list again."
    ),
    errors.TranslatedMeanwhile: mark(
        "Somebody else has translated this text in the meantime. Both translations stand here; choose one and save."
    ),
}

KIND_NAMES: Final = {
    "concept": mark("Concept"),
    "edition": mark("Edition"),
    "level": mark("Level"),
    "field": mark("Field of action"),
    "goal": mark("Goal"),
    "indicator": mark("Indicator"),
    "measure": mark("Measure"),
}
STANDING_NAMES: Final = {
    "missing": mark("missing"),
    "outdated": mark("out of date"),
    "machine": mark("by a machine"),
    "done": mark("translated"),
}
