"""Sentences of the concept: refusals, notes of a reading, and what changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from participation.concept import errors
from participation.concept.chapter import value_in_words
from participation.concept.chapter import word as printed_word
from participation.concept.chapter.vocabulary import WORDS
from participation.concept.editions import messages as edition_messages
from participation.concept.reading import NOTE_TEXTS, PLACE_TEXTS, Note, Place
from participation.concept.reading import errors as reading_errors
from participation.concept.translations import messages as translation_messages
from participation.concept.tree import errors as tree_errors
from participation.concept.value_sheets import Fault, FaultCode
from participation.i18n import current_language, gettext, mark
from participation.kernel.errors import DomainError

CHANGE_NAMES: Final[dict[str, str]] = {
    "goal": mark("goal"),
    "measure": mark("measure"),
    "field": mark("field of action"),
    "indicator": mark("indicator"),
    "level": mark("levels"),
    "city": mark("city"),
    "edition": mark("edition"),
    "place": mark("goal stands elsewhere"),
    "word": mark("vocabulary"),
    "order": mark("The goals or measures stand in another order."),
}
"""What a change is about; see ``comparison.Change.what``."""

VOCABULARY_NAMES: Final[dict[str, str]] = {
    "target_group": mark("Target groups"),
    "actor": mark("Actors"),
    "funding_source": mark("Funding sources"),
    "integration_phase": mark("Phases of integration"),
    "spatial_reference": mark("Spatial references"),
}
"""What the kinds of words are called."""

FAULTS: Final[dict[FaultCode, str]] = {
    FaultCode.NO_ID: mark("Row %(place)s “%(text)s” has no ID. New indicators are added to the goals of the concept."),
    FaultCode.UNKNOWN_ID: mark("Row %(place)s “%(text)s”: no indicator of the concept has this ID."),
    FaultCode.ID_TWICE: mark("Row %(place)s “%(name)s” stands in the sheet twice; this second row is not read."),
    FaultCode.OTHER_NAME: mark(
        "Row %(place)s: the ID belongs to “%(name)s”, which the row does not name. It was moved or renamed."
    ),
    FaultCode.NO_DAY: mark("Column %(place)s: “%(text)s” is no day. Write it like 31.12.2025, 2025-12-31 or 2025."),
    FaultCode.DAY_TWICE: mark("Column %(place)s: the day “%(text)s” stands further left already."),
    FaultCode.FORMULA: mark("Cell %(place)s “%(name)s” holds a formula. Replace it by its value."),
    FaultCode.DATE: mark("Cell %(place)s “%(name)s” holds a date (%(text)s); a spreadsheet makes one of 1.5."),
    FaultCode.PERCENT: mark(
        "Cell %(place)s “%(name)s” is formatted in percent, but the unit of the indicator is not percent."
    ),
    FaultCode.NO_FIGURE: mark("Cell %(place)s “%(name)s”: “%(text)s” is not a figure."),
}
"""Why something of a sheet of values is not taken over."""

COLUMN_MEANINGS: Final[dict[str, str]] = {
    "level": mark("a level of goals"),
    "measures": mark("measures"),
    "indicators": mark("indicators"),
    "fields": mark("fields of action"),
    "unit": mark("unit of the indicator"),
    "direction": mark("direction of the indicator"),
    "source": mark("source of the indicator"),
    "baseline": mark("baseline of the indicator"),
    "target": mark("target of the indicator"),
    "lead": mark("lead of the measure"),
    "partners": mark("partners of the measure"),
    "time_frame": mark("time frame of the measure"),
    "costs": mark("costs of the measure"),
    "funding_source": mark("funding source of the measure"),
    "target_groups": mark("target groups of the measure"),
    "left_out": mark("nothing: leave it out"),
}
"""What a person may say that a column of a document holds."""

SENTENCES: Mapping[type[DomainError], str] = {
    **edition_messages.SENTENCES,
    **translation_messages.SENTENCES,
    errors.ConceptUnknown: mark("There is no concept with the number %(concept_id)s. Choose one from the list."),
    errors.EditionUnknown: mark("This concept has no edition yet. Import a document first."),
    errors.NoDraftEdition: mark(
        "The edition of the concept is adopted. Begin the next edition first; nothing is lost."
    ),
    errors.GoalUnknown: mark("This goal is not there any more. Go back to the concept and choose another one."),
    errors.EditionNotDraft: mark(
        "This edition is adopted and stays as it is. Begin the next edition and make the change there."
    ),
    errors.GoalChanged: mark("Somebody else changed this goal in the meantime. Both versions are below: choose one."),
    errors.GoalTextMissing: mark("Please write what is reached."),
    errors.GoalNumberTaken: mark("“%(text)s” has the number %(number)s already. Choose another number."),
    errors.GoalPlaceUnfit: mark(
        "The goal cannot stand there: not under itself, not deeper than the levels of the concept, "
        "and a goal with further places stays at its level."
    ),
    errors.GoalStandsThere: mark("The goal is printed there already. Choose another place."),
    errors.GoalSaidTwice: mark(
        "Another goal of this level says the same. A goal that is printed at several places needs a text of its own."
    ),
    errors.GoalHolds: mark("Something hangs on this goal. Choose the goal that takes it over, then remove it."),
    errors.IndicatorUnknown: mark("This indicator is not there any more. Go back to its goal."),
    errors.IndicatorChanged: mark(
        "Somebody else changed this indicator in the meantime. Both versions are below: choose one."
    ),
    errors.IndicatorNameMissing: mark("Please write what is measured."),
    errors.FigureUnfit: mark("“%(text)s” is not a figure. Write it like 12.5 or 1200."),
    errors.ValueSheetUnfit: mark(
        "“%(filename)s” has no column “ID”, by which the indicators are known. Download the sheet anew and fill it in."
    ),
    errors.ValuesMoved: mark(
        "The values are not what you saw: somebody recorded some in the meantime. Nothing was taken over yet; "
        "look at it again, then confirm."
    ),
    errors.NothingChosen: mark("Tick at least one value, or throw the sheet away."),
    errors.ListChanged: mark(
        "Somebody else changed this list in the meantime. What you wrote is still there; look at it and save again."
    ),
    errors.NameMissing: mark("Please give each level a name. A concept has at least one level."),
    errors.NameTwice: mark("“%(name)s” is in the list twice. Give one of them another name, or merge them."),
    errors.NameInUse: mark("“%(name)s” is in use and cannot go. Merge it, or change what uses it first."),
    errors.FieldUnknown: mark("This field of action is not there any more. Choose another one."),
    errors.ConceptTitleMissing: mark("Please give the concept a title."),
    errors.TextTooLong: mark("“%(text)s” is too long: at most %(limit)s characters fit. Shorten it in the document."),
    errors.ConceptMoved: mark(
        "This is not what you saw: your corrections, or somebody's changes to the concept, are read in now. "
        "Nothing was taken over yet; look at it again, then confirm."
    ),
    errors.RemovalsUnconfirmed: mark(
        "The document lacks goals or measures that the concept has. Tick the box below to remove them."
    ),
    errors.UploadGone: mark("This file is not kept any more. Choose it again."),
    reading_errors.DocumentEmpty: mark("The file “%(filename)s” is empty. Save it again, then choose it again."),
    reading_errors.DocumentBroken: mark(
        "The file “%(filename)s” is damaged. Open it in your office program, save it anew and try again."
    ),
    reading_errors.DocumentEncrypted: mark(
        "The file “%(filename)s” is protected by a password. Save it without the password and try again."
    ),
    reading_errors.OldDocumentFormat: mark(
        "The file “%(filename)s” has the format of before 2007. Save it as DOCX or XLSX and try again."
    ),
    reading_errors.DocumentTypeUnknown: mark(
        "“%(filename)s” is of a kind that cannot be read. Save it as DOCX, XLSX, CSV or JSON, or choose a "
        "ZIP with a set of CSV files, and try again."
    ),
    reading_errors.DocumentTypeMismatch: mark(
        "“%(filename)s” is not a %(expected)s file inside. Open it in your office program and save it anew."
    ),
    reading_errors.DocumentTooLarge: mark(
        "The file is larger than 20 MB. Remove its pictures, or save only the chapter with the measures."
    ),
    reading_errors.DocumentUnpacksTooLarge: mark(
        "“%(filename)s” would unpack to far more than any concept needs and was not opened. "
        "Copy the chapter into a new document and try again."
    ),
    reading_errors.DocumentTypeDeclared: mark(
        "The file holds declarations that no office program writes and was not opened. "
        "Copy the chapter into a new document and try again."
    ),
    reading_errors.TooManyRows: mark(
        "“%(sheet)s” has more than %(limit)s rows. Leave only the rows of the concept and try again."
    ),
    reading_errors.ColumnsNotFound: mark(
        "No table with a column for goals and a column for measures or indicators was found. "
        "Name the columns as in the concept, for example “Teilziele”, “Maßnahmen”, “Indikatoren”, “Handlungsfelder”."
    ),
    reading_errors.NoGoalsFound: mark(
        "The columns of a concept are there, but “%(filename)s” holds no goal below them. Choose another file."
    ),
    reading_errors.GoalNumberTwice: mark(
        "Two goals side by side have the number %(number)s: “%(first)s” and “%(second)s”. "
        "Give one of them another number in the document."
    ),
    reading_errors.FormulaInCell: mark(
        "The cell %(cell)s of the sheet “%(sheet)s” holds a formula. Replace it by its value and try again."
    ),
    reading_errors.FieldNotListed: mark(
        "The field of action “%(field)s” is used but not in the list of fields. Add it to the list in the file."
    ),
    reading_errors.MappingUnfit: mark("The mapping cannot be read: look at “%(key)s” in it."),
    tree_errors.NotAConcept: mark(
        "This JSON file is no concept: its format is “%(found)s” instead of “participation.concept”."
    ),
    tree_errors.NewerVersion: mark(
        "This file was written by a newer version (%(found)s; this one reads up to %(known)s). Update first."
    ),
    tree_errors.UnknownKeys: mark(
        "The file says “%(named)s” at “%(where)s”, which is not known here. Nothing was taken over."
    ),
    tree_errors.UnfitValue: mark("At “%(where)s” the file should say this: %(needed)s. Correct it and try again."),
    tree_errors.NestedTooDeep: mark(
        "The goals stand deeper than the %(allowed)s levels that the file names. Name all levels and try again."
    ),
}


def word_note(note: Note) -> str:
    """Return what a note tells, in the reader's language."""
    parameters = dict(note.parameters)
    for name in ("label", "role"):
        if parameters.get(name) in WORDS["en"]:
            parameters[name] = printed_word(parameters[name], current_language().tag)
    if "state" in parameters:
        parameters["state"] = value_in_words(parameters["state"], current_language().tag)
    return gettext(NOTE_TEXTS[note.code], **parameters)


def word_place(place: Place) -> str:
    """Return where in the document a note belongs, in the reader's language."""
    return gettext(PLACE_TEXTS[place.code], **place.parameters)


def word_fault(fault: Fault) -> str:
    """Return why something of a sheet of values is not taken over, in the reader's language."""
    return gettext(FAULTS[fault.code], place=fault.place, text=fault.text, name=fault.name)
