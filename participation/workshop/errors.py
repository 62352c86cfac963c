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


class PictogramUnknown(DomainError):
    """There is no such sign to put beside a prompt."""


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


class TableUnknown(DomainError):
    """There is no such table in this workshop."""


class TableNumberUnknown(DomainError):
    """The workshop has no table with this number."""

    def __init__(self, number: int) -> None:
        """Remember the number that was asked for."""
        super().__init__(number)
        self.number = number


class NotSeated(DomainError):
    """Who hosts a table sits at it."""


class TableHosted(DomainError):
    """A table has one host at most."""


class HostStays(DomainError):
    """A host stays at the table; nobody hosts two."""


class NoTables(DomainError):
    """There is no table at which somebody could sit."""


class TableOccupied(DomainError):
    """A table that people may have sat at is not taken away."""


class NobodyThere(DomainError):
    """Nobody sits at this table who could move or host."""


class TooManyTables(DomainError):
    """More tables than a hall has."""

    def __init__(self, limit: int) -> None:
        """Remember how many may be set up."""
        super().__init__(limit)
        self.limit = limit


class UntilPast(DomainError):
    """A stand cannot stay open until a day that is over."""


class OneFieldOnly(DomainError):
    """An expert forum is about one field of action."""


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


class SeatNeeded(DomainError):
    """The workshop is for invited people, and this device has not shown a code yet."""

    def __init__(self, code: str) -> None:
        """Remember the join code of the workshop, at whose door the device stands."""
        super().__init__(code)
        self.code = code


class InvitationUnknown(DomainError):
    """No invitation to this workshop carries this code."""


class InvitationUsed(DomainError):
    """The code has let a device in already, or was declared void."""


class InvitationNumberUnknown(DomainError):
    """No invitation that is not used carries one of these numbers."""


class InvitationReasonMissing(DomainError):
    """Whoever gives a code anew, or declares one void, says why."""


class InvitationCountInvalid(DomainError):
    """At least one and at most ``most`` invitations are made at once."""

    def __init__(self, most: int) -> None:
        """Remember how many there may be."""
        super().__init__(most)
        self.most = most


class AdjournmentUnfit(DomainError):
    """A workshop goes on at a moment to come, within ``weeks`` weeks of its beginning: as long as devices know it."""

    def __init__(self, weeks: int) -> None:
        """Remember how long devices keep their cookie."""
        super().__init__(weeks)
        self.weeks = weeks
