"""Named refusals around plans and measures."""

from collections.abc import Sequence
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


class MeasureUntitled(DomainError):
    """A new measure needs a title."""


class DayUnreadable(DomainError):
    """A day was written that is none; ``written`` is what stood there."""

    def __init__(self, written: str) -> None:
        """Remember what was written."""
        super().__init__(written)
        self.written = written


class VersionUnknown(DomainError):
    """The measure has no version of this number."""


class NothingChosen(DomainError):
    """A change of several measures needs at least one, and one thing to change."""


class SeveralRefused(DomainError):
    """A change of several measures was refused for ``count`` of them, so none was changed.

    ``refusals`` are pairs of a measure's id and the named refusal.
    """

    def __init__(self, refusals: Sequence[tuple[int, DomainError]]) -> None:
        """Remember what was refused and why."""
        super().__init__(refusals)
        self.refusals = refusals
        self.count = len(refusals)


class NotInReview(DomainError):
    """Reviewers are named for a measure that is in review."""


class ReviewersMiscounted(DomainError):
    """The concept asks for ``needed`` reviewers of each measure, no more and no less."""

    def __init__(self, needed: int) -> None:
        """Remember how many it takes."""
        super().__init__(needed)
        self.needed = needed


class ReviewerUnknown(DomainError):
    """A person who was named cannot review: not there any more, or of a role that does not."""


class ReviewerKept(DomainError):
    """Somebody who has handed in a review stays a reviewer of this measure."""


class OwnReview(DomainError):
    """Who reviews a measure neither names its reviewers nor decides where they disagree."""


class ReviewUnknown(DomainError):
    """There is no such review, or it is somebody else's."""


class ReviewedAlready(DomainError):
    """This reviewer has handed in a review of this measure since the form was opened."""


class ReviewOver(DomainError):
    """All reviews of this measure are in, or its review was ended; none is changed any more."""


class ReviewIncomplete(DomainError):
    """A review has a mark for each criterion, a vote and a reason; ``missing`` names what it lacks."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        """Remember what is missing."""
        super().__init__(missing)
        self.missing = missing


class ReviewUndecided(DomainError):
    """A measure whose reviewers are named is recommended or rejected by a decision on their reviews."""


class ReviewsOutstanding(DomainError):
    """A decision is taken when all reviews are in."""


class OutcomeUnknown(DomainError):
    """A decision on a review leads to a recommendation, a rejection, a postponement, or back to the draft."""


class ReviewersOutOfRange(DomainError):
    """A concept asks for none or up to ``most`` reviewers of a measure."""

    def __init__(self, most: int) -> None:
        """Remember the limit."""
        super().__init__(most)
        self.most = most


class CriteriaOutOfRange(DomainError):
    """A concept has one to ``most`` criteria of at most ``limit`` characters."""

    def __init__(self, most: int, limit: int) -> None:
        """Remember the limits."""
        super().__init__(most, limit)
        self.most = most
        self.limit = limit


class VersionUnchosen(DomainError):
    """Two people changed the same parts of a measure; for each somebody chooses whose words stand."""
