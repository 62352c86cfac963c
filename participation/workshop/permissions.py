"""Who leads a workshop."""

from participation.access.models import StaffUser


def may_lead(user: StaffUser | None, *, named: bool) -> bool:
    """Whether the user leads a workshop: ``named`` as one of its moderators, or of the office."""
    return user is not None and (user.is_office or named)
