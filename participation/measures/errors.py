"""Named refusals around plans and measures."""

from datetime import datetime

from participation.kernel.errors import DomainError


class PlanUnknown(DomainError):
    """There is no such plan in this workshop."""


class PlanUntitled(DomainError):
    """A plan needs a title, and its wishes have none that could stand in."""


class WishMissing(DomainError):
    """A plan works out one wish at least, so that it can be walked back to the cards (DESIGN §3)."""


class WishUnknown(DomainError):
    """A wish of the plan is not a topic of the fantasy phase on this workshop's board."""


class PlanFieldUnknown(DomainError):
    """The canvas has no field of this name."""


class PlanTextTooLong(DomainError):
    """A field of the canvas holds at most ``limit`` characters."""

    def __init__(self, limit: int) -> None:
        """Remember the limit."""
        super().__init__(limit)
        self.limit = limit


class PlanFieldChanged(DomainError):
    """Somebody else wrote in this field since it was read.

    ``current`` is what stands there now, ``language`` its language, ``at`` when it was written.
    """

    def __init__(self, current: str, language: str, at: datetime) -> None:
        """Remember the text that was not overwritten."""
        super().__init__(current, language, at)
        self.current = current
        self.language = language
        self.at = at


class CriterionUnknown(DomainError):
    """A plan is not checked for this."""


class PlanNotChecked(DomainError):
    """A plan becomes a draft measure after it was checked; ``missing`` names the criteria without a rating."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        """Remember the criteria that lack a rating."""
        super().__init__(missing)
        self.missing = missing


class GoalMissing(DomainError):
    """A measure belongs to at least one goal."""


class GoalForeign(DomainError):
    """A goal does not belong to the edition of this measure."""


class FieldForeign(DomainError):
    """A field of action does not belong to the concept of this measure."""


class MeasureUnknown(DomainError):
    """There is no such measure."""


class MeasureChanged(DomainError):
    """Somebody else saved this measure since it was opened."""


class MeasureIncomplete(DomainError):
    """A measure leaves the draft state when nothing required is missing; ``missing`` names the empty fields."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        """Remember the names of the empty fields."""
        super().__init__(missing)
        self.missing = missing


class StepSkipped(DomainError):
    """A measure's state cannot go there from where it is."""


class ReasonMissing(DomainError):
    """This rating or change of state needs a reason in words."""


class NoEdition(DomainError):
    """The workshop's process feeds no edition of a concept yet, so there is nothing a measure could belong to."""
