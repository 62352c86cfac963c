"""Use cases of the door: add a user, check a password, join as a participant, log a move."""

import secrets
from collections.abc import Mapping
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from participation.access import queries
from participation.access.domain import check_password
from participation.access.errors import CredentialsWrong, NameTaken
from participation.access.models import LogEntry, Participant, Role, StaffUser
from participation.access.take_home import hash_take_home, take_home_code
from participation.kernel import clock
from participation.kernel.database import Base, db
from participation.kernel.ids import hash_token
from participation.kernel.storing import RowStore

_hasher = PasswordHasher()
_ARRIVALS = RowStore(
    Base.metadata.tables[Participant.__tablename__],
    ("workshop_id", "token_hash", "take_home_hash", "language", "hosts_table", "joined_at"),
    unique=("workshop_id", "token_hash"),
)
"""Written once and below the object mapper: a whole hall scans the code in the same moment."""


@cache
def _hash_of_nobody() -> str:
    """Return what is verified when the name is unknown: the time of the answer does not tell whether a name exists.

    Made when it is first needed; an attempt with a known name makes it too, so the first one tells nothing either.
    """
    return _hasher.hash(secrets.token_urlsafe(16))


def add_user(name: str, role: Role, password: str | None = None) -> tuple[StaffUser, str | None]:
    """Add a staff user; returns the user and, when no ``password`` is given, a one-time password made here.

    Raises ``NameTaken`` and ``PasswordTooShort``.
    """
    if queries.find_user_by_name(name) is not None:
        raise NameTaken(name)
    one_time = None
    if password is None:
        password = one_time = new_one_time_password()
    check_password(password)
    user = StaffUser(
        name=name.strip(), role=role, password_hash=_hasher.hash(password), password_is_one_time=one_time is not None
    )
    db.session.add(user)
    db.session.flush()
    return user, one_time


def new_one_time_password() -> str:
    """Return a password that can be read out and typed: four groups of four letters (75 bits)."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))


def authenticate(name: str, password: str) -> StaffUser:
    """Return the active user to whom name and password belong; raises ``CredentialsWrong`` for anything else."""
    user, nobody = queries.find_user_by_name(name), _hash_of_nobody()
    try:
        _hasher.verify(user.password_hash if user else nobody, password)
    except (VerificationError, InvalidHashError) as error:
        raise CredentialsWrong from error
    if user is None or not user.active:
        raise CredentialsWrong
    return user


def change_password(user: StaffUser, password: str) -> None:
    """Set a password of the user's own; raises ``PasswordTooShort``."""
    check_password(password)
    user.password_hash = _hasher.hash(password)
    user.password_is_one_time = False


def reset_password(user: StaffUser) -> str:
    """Give the user a new one-time password and return it."""
    password = new_one_time_password()
    user.password_hash = _hasher.hash(password)
    user.password_is_one_time = True
    return password


def join(workshop_id: int, token: str, language: str, *, plenum_id: int | None = None) -> Participant:
    """Return the participant for the device that holds ``token``, added on its first contribution or visit.

    In a room ``plenum_id`` is its plenum: the device has one take-home code in all of it.
    """
    participant = queries.find_participant(workshop_id, token)
    if participant is None:
        code = take_home_code(token, plenum_id or workshop_id)
        participant = Participant(
            workshop_id=workshop_id,
            token_hash=hash_token(token),
            take_home_hash=hash_take_home(code),
            language=language,
        )
        db.session.add(participant)
        db.session.flush()
    return participant


def join_all(workshop_id: int, languages: Mapping[str, str]) -> None:
    """Add the devices that hold these tokens, each with the tag of the language that it reads: at least one.

    A device that has joined stays as it is.
    """
    now = clock.now()
    _ARRIVALS.store(
        [
            {
                "workshop_id": workshop_id,
                "token_hash": hash_token(token),
                "take_home_hash": hash_take_home(take_home_code(token, workshop_id)),
                "language": language,
                "hosts_table": False,
                "joined_at": now,
            }
            for token, language in languages.items()
        ]
    )


def log_move(
    actor: StaffUser | None,
    action: str,
    subject_type: str,
    subject_id: int | None,
    *,
    workshop_id: int | None = None,
    reason: str = "",
    **details: object,
) -> None:
    """Write a move of staff into the log; ``actor`` is ``None`` for a command on the server."""
    db.session.add(
        LogEntry(
            actor_id=actor.id if actor else None,
            workshop_id=workshop_id,
            action=action,
            subject_type=subject_type,
            subject_id=subject_id,
            reason=reason,
            details=details,
        )
    )
