"""Roles of staff and the rule for their passwords."""

from enum import StrEnum

from participation.access.errors import PasswordTooShort

MINIMUM_PASSWORD = 12


class Role(StrEnum):
    """What a staff user is here for. The office may do everything a moderator may, in every workshop.

    Interpreters translate in the workshops for which the office has named them, and lead none. Reviewers judge the
    measures for which the office has named them; the steering group decides where reviewers disagree.
    """

    OFFICE = "office"
    MODERATOR = "moderator"
    INTERPRETER = "interpreter"
    REVIEWER = "reviewer"
    STEERING = "steering"


def check_password(password: str) -> None:
    """Raise ``PasswordTooShort`` for a password that is easily guessed by its length."""
    if len(password) < MINIMUM_PASSWORD:
        raise PasswordTooShort(MINIMUM_PASSWORD)
