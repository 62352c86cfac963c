"""What a reader of one kind of document found, before spellings are resolved and the tree is made."""

from __future__ import annotations

from dataclasses import dataclass, field

from participation.concept.reading.builder import TreeBuilder
from participation.concept.reading.words import KnownWords


@dataclass(slots=True)
class Material:
    """The goals with field spellings as written, and what the document says about the concept as a whole.

    Empty texts and lists mean that the document does not say it. `fields` is the document's own full list;
    `header_language` is only told from the words in its header rows. `header` are the columns that were found.
    """

    words: KnownWords = field(default_factory=KnownWords)
    builder: TreeBuilder = field(default_factory=TreeBuilder)
    levels: tuple[str, ...] = ()
    title: str = ""
    language: str = ""
    header_language: str = ""
    city: str = ""
    edition: str = ""
    fields: tuple[str, ...] = ()
    level_spellings: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    header: tuple[str, ...] = ()
    level_columns: tuple[str, ...] = ()
