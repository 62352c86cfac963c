"""Why an action plan that came back cannot be taken over."""

from collections.abc import Sequence

from participation.kernel.errors import DomainError


class ActionPlanUnrecognised(DomainError):
    """No sheet of the file has the column of identifiers (`column` is its heading)."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column


class ActionPlanForeign(DomainError):
    """No row of the file is a measure of this concept."""


class ActionPlanOutdated(DomainError):
    """The file belongs to an edition that another one has superseded."""


class ActionPlanMoved(DomainError):
    """The measures were changed since the person saw the differences."""


class NothingTakenOver(DomainError):
    """No measure was ticked."""


class ReasonUnsaid(DomainError):
    """Taking over needs a reason, which stands in the history of each measure."""


class SideUnchosen(DomainError):
    """Office and file changed the same part; somebody chooses which of the two stands."""


class ActionPlanRefused(DomainError):
    """Some measures cannot be changed so, so none was; `refusals` are pairs of a measure's id and its refusal."""

    def __init__(self, refusals: Sequence[tuple[int, DomainError]]) -> None:
        super().__init__(refusals)
        self.refusals = refusals
        self.count = len(refusals)
