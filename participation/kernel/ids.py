"""Random identifiers: join codes, tokens and their hashes."""

import hashlib
import secrets
import uuid

from participation.kernel.errors import DomainError

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


class KeyInvalid(DomainError):
    """The key of a card or ballot is not a UUID, or it is somebody else's."""


def new_code() -> str:
    """Return a join code: six characters without the look-alikes 0, O, 1, I and L."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def new_token() -> str:
    """Return an unguessable token of 192 bits, safe in a cookie and in an address."""
    return secrets.token_urlsafe(24)


def hash_token(token: str) -> str:
    """Return what the database keeps of a token: its SHA-256 in hexadecimal.

    A random token has too many possibilities to be guessed, so a slow password hash would add nothing.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def new_key() -> str:
    """Return a fresh UUID: the key of a card or ballot from a page without script, or what one thing has everywhere."""
    return str(uuid.uuid4())


def check_key(key: str) -> str:
    """Return the UUID made by the client in its canonical form; raises ``KeyInvalid``."""
    try:
        return str(uuid.UUID(key.strip()))
    except ValueError as error:
        raise KeyInvalid from error
