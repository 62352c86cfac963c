"""Named refusals of a process."""

from participation.kernel.errors import DomainError


class ProcessUnknown(DomainError):
    """There is no such process, or it is not public."""


class EntryUnknown(DomainError):
    """The timeline has no such date, or it was taken off meanwhile."""


class EntryUntitled(DomainError):
    """A date needs a title in the language of its process."""


class EntryEndsEarly(DomainError):
    """The last day of a date lies before its first."""


class TopicsUnjoinable(DomainError):
    """Joining takes two or more topics (or plans) of one kind, of this process, and of more than one workshop."""


class TopicJoinedAlready(DomainError):
    """One of the topics stands in another joined topic."""


class JoinedTopicUnknown(DomainError):
    """There is no such joined topic; somebody has taken it apart."""


class GoalsMissing(DomainError):
    """A result is attached to at least one goal."""
