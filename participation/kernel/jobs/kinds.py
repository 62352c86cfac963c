"""Kinds of background work, registered by the features that know how to do them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job: a file's media type and content."""

    media_type: str
    content: bytes


Doing = Callable[[Mapping[str, Any]], Result]
"""Does a job with its arguments, in an application context without a request; raises named errors."""

_kinds: dict[str, Doing] = {}


def does(kind: str) -> Callable[[Doing], Doing]:
    """Register the decorated function as the way to do jobs of this kind."""

    def register(doing: Doing) -> Doing:
        _kinds[kind] = doing
        return doing

    return register


def doing_of(kind: str) -> Doing:
    """Return how jobs of this kind are done; raises ``KeyError`` for one that nobody registered."""
    return _kinds[kind]
