"""Fields of action as a document spells them, and the names they are proposed to stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz import fuzz

Basis = Literal["confirmed", "same", "part", "similar", "none"]

_ALIKE: Final = 88
"""Percent of likeness (rapidfuzz ratio) from which two spellings are proposed as one: a slip of one or two letters."""


@dataclass(frozen=True, slots=True)
class FieldSpelling:
    """A spelling in the document, how often it occurs, the field that is proposed for it, and why.

    `basis`: "confirmed" by the mapping, "same" but for spaces and case, "part" of a longer name, "similar" to
    another, "none": it stands for itself.
    """

    spelling: str
    count: int
    field: str
    basis: Basis


def tidy(spelling: str) -> str:
    """Answer a spelling with single spaces, one on each side of a slash, and no closing punctuation."""
    return " ".join(re.sub(r"\s*/\s*", " / ", spelling).split()).strip(" ,;.")


def propose(spellings: Counter[str], known: tuple[str, ...], confirmed: Mapping[str, str]) -> tuple[FieldSpelling, ...]:
    """Propose a field for every spelling.

    `known` are full names from the document itself or the concept before it; `confirmed` is what a person said.
    Among names that nobody confirmed, the longest spelling that another is a part of is taken for the full name,
    if there is only one such.
    """
    proposer = _Proposer(spellings, known, confirmed)
    return tuple(FieldSpelling(spelling, count, *proposer.proposal(spelling)) for spelling, count in spellings.items())


class _Proposer:
    def __init__(self, spellings: Counter[str], known: tuple[str, ...], confirmed: Mapping[str, str]) -> None:
        self._confirmed = {_key(spelling): name for spelling, name in confirmed.items()}
        self._known = {_key(name): name for name in reversed((*known, *confirmed.values()))}
        self._exactly = {*known, *confirmed.values()}
        self._names = dict(self._known)
        self._counted: Counter[str] = Counter()
        for spelling, count in spellings.most_common():
            self._counted[_key(spelling)] += count
            if _key(spelling) not in self._confirmed:
                self._names.setdefault(_key(spelling), tidy(spelling))

    def proposal(self, spelling: str) -> tuple[str, Basis]:
        key = _key(spelling)
        if key in self._confirmed:
            return self._confirmed[key], "confirmed"
        if spelling in self._exactly:
            return spelling, "same"
        if key in self._known:
            return self._known[key], "same"
        whole = _only(name for other, name in self._names.items() if _is_part(key, other) and self._is_full(other))
        if whole is not None:
            return whole, "part"
        similar = _only(name for other, name in self._names.items() if self._is_slip(key, other))
        if similar is not None:
            return similar, "similar"
        return self._names[key], "none" if self._names[key] == spelling else "same"

    def _is_full(self, key: str) -> bool:
        return not any(_is_part(key, other) for other in self._names)

    def _is_slip(self, key: str, other: str) -> bool:
        """Whether `key` may be `other` misspelt: alike, and the other is known or more frequent."""
        weightier = other in self._known or self._counted[other] > self._counted[key]
        return key != other and weightier and fuzz.ratio(key, other) >= _ALIKE


def order(names: Iterable[str], listings: Iterable[tuple[str, ...]], first: tuple[str, ...]) -> tuple[str, ...]:
    """Put names in order: those in `first` as given, then as in the fullest listing of the document, then as met."""
    wanted = tuple(dict.fromkeys(names))
    fullest = max(listings, key=len, default=())
    return tuple(name for name in dict.fromkeys((*first, *fullest, *wanted)) if name in wanted)


def _key(spelling: str) -> str:
    return tidy(spelling).casefold()


def _is_part(key: str, other: str) -> bool:
    """Whether a spelling is one or more of the parts of a name, or the name breaks off after it."""
    return set(key.split(" / ")) < set(other.split(" / ")) or other.startswith(f"{key} ")


def _only(candidates: Iterable[str]) -> str | None:
    found = set(candidates)
    return found.pop() if len(found) == 1 else None
