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


class ScreenUnknown(DomainError):
    """The projector has no such picture, language or light to choose."""


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
