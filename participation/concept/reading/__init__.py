"""Reading concept documents (DOCX, XLSX, CSV, JSON) into the neutral tree. Pure: no Flask request, no database.

`document.read_document` is the way in. Nothing here knows a particular city: structure comes from the document by
general rules, what they interpreted is told in notes, and a `Mapping` that a person confirms overrides them.
"""

from participation.concept.reading.document import SUPPORTED, Column, Reading, read_document
from participation.concept.reading.fields import FieldSpelling
from participation.concept.reading.mapping import Mapping
from participation.concept.reading.notes import NOTE_TEXTS, PLACE_TEXTS, Note, Place

__all__ = [
    "NOTE_TEXTS",
    "PLACE_TEXTS",
    "SUPPORTED",
    "Column",
    "FieldSpelling",
    "Mapping",
    "Note",
    "Place",
    "Reading",
    "read_document",
]
