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


class RoomUnknown(DomainError):
    """The workshop has no such room."""


class RoomWithinRoom(DomainError):
    """A room is not split into rooms again."""


class AlreadySplit(DomainError):
    """The workshop has rooms already."""


class NotSplit(DomainError):
    """The workshop has no rooms."""


class RoomsHaveBegun(DomainError):
    """Once the workshop has begun, its rooms stay as they are."""


class RoomCountInvalid(DomainError):
    """A workshop is split into at least ``least`` and at most ``most`` rooms."""

    def __init__(self, least: int, most: int) -> None:
        """Remember how many rooms there may be."""
        super().__init__(least, most)
        self.least = least
        self.most = most


class RoomNameTaken(DomainError):
    """Two rooms of a workshop have different names."""

    def __init__(self, name: str) -> None:
        """Remember the name that two rooms would have."""
        super().__init__(name)
        self.name = name


class RoomStepsInvalid(DomainError):
    """Rooms hold steps of critique and fantasy that follow each other; people collect in one of them."""


class RoomNotEmpty(DomainError):
    """Somebody has been in the room; what was given there is not thrown away."""


class RoomNotRunning(DomainError):
    """The rooms are not at work at the moment."""
