"""Named refusals of the voluntary questions."""

from participation.kernel.errors import DomainError


class AnswerUnknown(DomainError):
    """An answer that the question does not offer."""


class FormUnreadable(DomainError):
    """The form has no key of its own, so that it could be counted twice."""


class QuestionsClosed(DomainError):
    """Nothing is asked in this workshop, not yet, or not any more."""


class QuestionsAnswered(DomainError):
    """Somebody has answered already: the questions stay as they are, or the numbers would not fit together."""


class DistrictsMissing(DomainError):
    """The district is asked for, but there is none to choose from."""


class TooManyDistricts(DomainError):
    """More than ``limit`` districts cannot be chosen from on a phone."""

    def __init__(self, limit: int) -> None:
        """Remember how many fit."""
        super().__init__(limit)
        self.limit = limit


class DistrictTooLong(DomainError):
    """The name of a district has more than ``limit`` characters."""

    def __init__(self, name: str, limit: int) -> None:
        """Remember the name in question and how long it may be."""
        super().__init__(name, limit)
        self.name = name
        self.limit = limit
