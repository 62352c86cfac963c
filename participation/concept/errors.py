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


class EditionNotDraft(DomainError):
    """Only a draft edition is changed; what a committee adopted stays as it is."""


class NoDraftEdition(DomainError):
    """The concept has no draft edition to work in: its newest one is adopted, or it has none."""


class GoalUnknown(DomainError):
    """The concept has no such goal."""


class GoalChanged(DomainError):
    """Somebody else changed the goal after it was shown to this person."""


class GoalTextMissing(DomainError):
    """A goal needs a text."""


class GoalNumberTaken(DomainError):
    """Another goal beside it has this number: ``text`` is its beginning."""

    def __init__(self, number: str, text: str) -> None:
        """Remember the number and the beginning of the goal that has it."""
        super().__init__(number, text)
        self.number = number
        self.text = text


class GoalPlaceUnfit(DomainError):
    """A goal cannot stand there: under itself, deeper than the levels go, or at another level than its places."""


class GoalStandsThere(DomainError):
    """The goal is printed under this one already."""


class GoalSaidTwice(DomainError):
    """Another goal of the level says the same, so a document could not tell which of them is printed again."""


class GoalHolds(DomainError):
    """Something hangs on the goal, and nobody said where it goes."""


class IndicatorUnknown(DomainError):
    """The concept has no such indicator."""


class IndicatorChanged(DomainError):
    """Somebody else changed the indicator after it was shown to this person."""


class IndicatorNameMissing(DomainError):
    """An indicator needs a name."""


class FigureUnfit(DomainError):
    """``text`` is no figure."""

    def __init__(self, text: str) -> None:
        """Remember what was typed."""
        super().__init__(text)
        self.text = text


class ListChanged(DomainError):
    """Somebody else changed the list after it was shown to this person."""


class NameMissing(DomainError):
    """A level needs a name, and a concept needs a level."""


class NameTwice(DomainError):
    """Two entries of a list have the same name."""

    def __init__(self, name: str) -> None:
        """Remember the name."""
        super().__init__(name)
        self.name = name


class NameInUse(DomainError):
    """What is called ``name`` cannot go: goals or measures use it."""

    def __init__(self, name: str) -> None:
        """Remember the name."""
        super().__init__(name)
        self.name = name


class FieldUnknown(DomainError):
    """The concept has no such field of action."""


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


class ValueSheetUnfit(DomainError):
    """No sheet of the file has the column by which indicators are known."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.filename = filename


class ValuesMoved(DomainError):
    """What a sheet of values would change is not what the person saw."""


class NothingChosen(DomainError):
    """A sheet of values was confirmed without any value."""
