"""Named refusals of a workshop."""

from participation.kernel.errors import DomainError


class WorkshopUnknown(DomainError):
    """No workshop has this join code."""

    def __init__(self, code: str) -> None:
        """Remember the code that was asked for."""
        super().__init__(code)
        self.code = code


class StepUnknown(DomainError):
    """The agenda has no step at this position."""


class StepClosed(DomainError):
    """The step does not take contributions: it is over, has not begun, or is paused."""


class WorkshopOver(DomainError):
    """The workshop is closed; its agenda cannot be walked any more."""


class StageMoved(DomainError):
    """Somebody else moved the agenda since this page was drawn; the later of two moves is told so."""


class NoPrompt(DomainError):
    """A step lacks its prompt in the workshop's first language."""


class TitleMissing(DomainError):
    """A workshop needs a title."""


class LanguageMissing(DomainError):
    """A workshop needs at least one language that ships."""


class TemplateUnknown(DomainError):
    """No template of an agenda has this name."""

    def __init__(self, name: str) -> None:
        """Remember the name that was asked for."""
        super().__init__(name)
        self.name = name


class StepBegun(DomainError):
    """The step has begun, or was done before: only what lies ahead and never ran is planned anew."""


class StepPlanned(DomainError):
    """The step belongs to the agenda as it was planned: it can be skipped, but not taken out."""


class StepKindUnknown(DomainError):
    """A step needs a kind and a phase that exist."""


class MinutesUnfit(DomainError):
    """A step lasts a whole number of minutes within limits."""

    def __init__(self, least: int, most: int) -> None:
        """Remember the limits."""
        super().__init__(least, most)
        self.least = least
        self.most = most


class PromptTooLong(DomainError):
    """A prompt is longer than phone and projector can show."""

    def __init__(self, limit: int) -> None:
        """Remember the limit in characters."""
        super().__init__(limit)
        self.limit = limit
