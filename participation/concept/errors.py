"""Named refusals of the concept. Those of documents and of the JSON form are in `reading.errors` and `tree.errors`."""

from participation.kernel.errors import DomainError


class ConceptUnknown(DomainError):
    """There is no concept with this id."""

    def __init__(self, concept_id: int) -> None:
        """Remember the id that was asked for."""
        super().__init__(concept_id)
        self.concept_id = concept_id


class EditionUnknown(DomainError):
    """The concept has no such edition, or none yet."""


class NoDraftEdition(DomainError):
    """The concept has no draft edition to work in: its newest one is adopted, or it has none."""


class GoalUnknown(DomainError):
    """The concept has no such goal."""


class ConceptTitleMissing(DomainError):
    """A concept needs a title."""


class TextTooLong(DomainError):
    """A text of a document is longer than its place allows: ``text`` is its beginning, ``limit`` is in characters."""

    def __init__(self, text: str, limit: int) -> None:
        """Remember the beginning of the text and how long it may be."""
        super().__init__(text, limit)
        self.text = text
        self.limit = limit


class ConceptMoved(DomainError):
    """The concept was changed after its differences to the document were shown."""


class RemovalsUnconfirmed(DomainError):
    """The document lacks goals or measures of the concept, and nobody confirmed that they go."""


class UploadGone(DomainError):
    """The uploaded file is not kept any more: it was taken over, thrown away, or is older than a day."""
