"""Named errors of background work."""

from participation.kernel.errors import DomainError


class JobUnknown(DomainError):
    """There is no such job, or it is somebody else's."""


class TooManyJobs(DomainError):
    """The owner has as many unfinished jobs as one may have: ``limit``."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class ResultUnready(DomainError):
    """The job has no result: it is not done, or it was cancelled or failed."""


class ResultGone(DomainError):
    """The result was kept for as long as results are kept."""


class JobInterrupted(DomainError):
    """The process that did the job ended before it was done, more than once."""


class JobBroken(DomainError):
    """A fault that nobody named; the log has it."""


class DiskFull(DomainError):
    """There was no room for the result."""
