"""Sentences for the refusals around translations, and names for templates."""

from collections.abc import Mapping
from typing import Final

from participation.concept.translations import errors
from participation.concept.translations.sheets import Fault, FaultCode
from participation.i18n import gettext, mark
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
    errors.TranslationSheetUnfit: mark(
        "“%(filename)s” has no columns “ID”, “Original” and “Translation”. Download the list anew and fill it in."
    ),
    errors.SheetOfOtherLanguage: mark(
        "This list holds translations into another language: %(language)s. Upload it at the page of that language."
    ),
    errors.TranslationsMoved: mark(
        "The translations are not what you saw: somebody changed some in the meantime. Nothing was taken over yet; "
        "look at it again, then confirm."
    ),
    errors.NoTranslationChosen: mark("Tick at least one translation, or throw the list away."),
}

FAULTS: Mapping[FaultCode, str] = {
    FaultCode.NO_ID: mark("Row %(row)s “%(text)s” has no ID. New texts are written in the concept."),
    FaultCode.OTHER_ORIGINAL: mark("Row %(row)s “%(text)s”: the original was changed in the list, or has another ID."),
    FaultCode.GONE: mark("Row %(row)s “%(text)s”: the concept does not say this any more."),
    FaultCode.TWICE: mark("Row %(row)s “%(text)s” stands in the list twice; this second row is not read."),
    FaultCode.FORMULA: mark("Row %(row)s “%(text)s”: the translation is a formula. Write it as text."),
    FaultCode.TOO_LONG: mark("Row %(row)s “%(text)s”: the translation is too long."),
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


def word_row_fault(fault: Fault) -> str:
    """Return why a row of a list of translations is not taken over, in the reader's language."""
    return gettext(FAULTS[fault.code], row=fault.row, text=fault.text)
