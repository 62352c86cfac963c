"""At which depth a heading stands, told from the order in which headings follow each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class HeadingLevels:
    """`depths`: heading word → depth; `names`: level names from the top; `unclear`: words whose depth is a guess."""

    depths: dict[str, int]
    names: tuple[str, ...]
    unclear: frozenset[str]


def heading_levels(
    sequence: Sequence[str | None], declared: tuple[str, ...], spellings: Mapping[str, str]
) -> HeadingLevels:
    """Find the depth of every heading word.

    `sequence` has the word of each heading and None for each goal row, in order. A word that follows another heading
    directly stands one below it, below the outermost where there are several; words at one depth are one level, named
    by the most frequent. So a bare "Ziel" where elsewhere "Leitziel" stands is read as "Leitziel". `declared` levels
    (all but the lowest) are known beforehand; `spellings` says which level a word means.
    """
    words = [spellings.get(word, word) if word is not None else None for word in sequence]
    depths = {name: depth for depth, name in enumerate(declared)}
    unclear = set()
    for index, word in enumerate(words):
        if word is None or word in depths:
            continue
        above = _depths_above(words, word, depths)
        if above or not depths:
            depths[word] = min(above, default=-1) + 1
        else:
            depths[word] = _depth_before(words[:index], depths)
            unclear.add(word)
    found = {said: depths[spellings.get(said, said)] for said in sequence if said is not None}
    return HeadingLevels(found, _names(words, depths, declared), frozenset(unclear))


def _depths_above(words: Sequence[str | None], word: str, depths: Mapping[str, int]) -> list[int]:
    return [
        depths[before] for before, after in pairwise(words) if after == word and before is not None and before in depths
    ]


def _depth_before(words: Sequence[str | None], depths: Mapping[str, int]) -> int:
    return next((depths[word] for word in reversed(words) if word is not None), 0)


def _names(words: Sequence[str | None], depths: Mapping[str, int], declared: tuple[str, ...]) -> tuple[str, ...]:
    counted = Counter(word for word in words if word is not None)
    names = list(declared)
    for depth in range(len(declared), max(depths.values(), default=-1) + 1):
        at_depth = [word for word in depths if depths[word] == depth]
        names.append(max(at_depth, key=lambda word: counted[word]))
    return tuple(names)
