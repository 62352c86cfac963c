"""Secrets in addresses that can be shown again though nothing stores them (ADR 0027).

A secret follows from the server's key and a random text that its row keeps; the row keeps its hash besides, and
whoever comes with the secret is found by it. So the office can copy a link on any day, print letters twice, and
remind, while a stolen database opens nothing.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

from flask import current_app

from participation.kernel.ids import hash_token, new_key

_BYTES = 24
"""192 bits, as of all tokens here."""


@dataclass(frozen=True, slots=True)
class NewSecret:
    """What a row keeps of a new secret."""

    nonce: str
    token_hash: str


def new_secret(purpose: str) -> NewSecret:
    """Return what to keep of a secret that leads to one thing; ``purpose`` keeps kinds of secrets apart."""
    nonce = new_key()
    return NewSecret(nonce, hash_token(_secret(purpose, nonce)))


def secret_of(purpose: str, nonce: str, token_hash: str) -> str | None:
    """Return the secret, ``None`` when the server's key is not the one under which it was made."""
    secret = _secret(purpose, nonce)
    return secret if hmac.compare_digest(hash_token(secret), token_hash) else None


def _secret(purpose: str, nonce: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return urlsafe_b64encode(hmac.digest(key, f"{purpose} {nonce}".encode(), sha256)[:_BYTES]).decode()
