"""Which texts say nearly the same: character n-grams weighed by TF-IDF, and RapidFuzz for nearly equal wording.

Pure rules over texts, the same result for the same texts. They propose; people decide.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

ALIKE = 0.3
"""From this likeness on two texts may belong together; tried on German, Arabic and Turkish cards of real workshops."""
NEARLY_EQUAL = 0.86
"""From this share of equal characters on two texts are almost the same words."""
LARGEST_GROUP = 6
"""More cards than this are read as a heap, not as a proposal."""
WORDS_NAMED = 3
_SIZE = 3
_SHARED_PART = 0.5
"""A word is shared when at least this part of its n-grams occurs in another text too."""
_WORD = re.compile(r"[^\W_]+")
_FOLDED = str.maketrans({"ı": "i", "ى": "ي", "ة": "ه", "ـ": None, "ی": "ي", "ک": "ك"})
# Words that join others and name nothing; as they are after folding.
_JOINING_WORDS = """
aber alle als am an auch auf aus bei bin bis da das dass dem den der des die dort ein eine einem einen einer es fur
gibt haben hat ich im immer in ist kann kein keine keinem keinen keiner man mehr mein mit muss nach nicht nichts
nie niemand noch nur oder ohne sehr sich sie sind so um und uns unser viel viele von vor wahrend war was wenn wer
wie wir wird zu zum zur uber a all and are at be but by can do for from has have i is it my no not of on or our so
that the there they this to very we with you الى ان او على عن في ليس لا لم لن ما مع من هذا هذه هل هو هي يوجد توجد
كل غير ama bir bu cok daha de degil en gibi hep her icin ile mi mu ne o ve var yok ya
"""
_JOINING = frozenset(_JOINING_WORDS.split())


@dataclass(frozen=True, slots=True)
class Text:
    """A text to compare: its key, its language, its words. Only texts of one language are compared."""

    key: int
    language: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that might belong together. ``shared`` are words that they share, as written; empty: almost the same."""

    keys: tuple[int, ...]
    shared: tuple[str, ...]
    nearly_equal: bool
    likeness: float


class Likeness:
    """How alike the texts of one collection are; made once, asked often."""

    def __init__(self, texts: Iterable[Text]) -> None:
        """Weigh the n-grams of all texts: what occurs in few texts says most."""
        self._texts = {text.key: text for text in texts}
        folded = {key: _folded_words(text.words) for key, text in self._texts.items()}
        self._sorted = {key: " ".join(sorted(words)) for key, words in folded.items()}
        counted = {key: Counter(_grams(words)) for key, words in folded.items()}
        occurring = Counter(gram for grams in counted.values() for gram in grams)
        self._weights = {gram: 1 + math.log((1 + len(counted)) / (1 + count)) for gram, count in occurring.items()}
        self._vectors = {key: self._vector(grams) for key, grams in counted.items()}
        self.pairs = self._compared()
        """The likeness (0 to 1) of all pairs of keys, the smaller first, that are alike enough."""

    def _vector(self, grams: Mapping[str, int]) -> dict[str, float]:
        """Return the weights of a text's n-grams, so that their squares add up to one."""
        raw = {gram: (1 + math.log(count)) * self._weights[gram] for gram, count in grams.items()}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {gram: weight / length for gram, weight in raw.items()}

    def _compared(self) -> dict[tuple[int, int], float]:
        """Return the likeness of all pairs that are alike enough."""
        index: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
        found: dict[tuple[int, int], float] = {}
        for key in sorted(self._texts):
            language = self._texts[key].language
            likenesses: dict[int, float] = defaultdict(float)
            for gram, weight in self._vectors[key].items():
                lying = index[language, gram]
                for other, other_weight in lying:
                    likenesses[other] += weight * other_weight
                lying.append((key, weight))
            found |= {(other, key): how for other, how in likenesses.items() if how >= ALIKE}
        return {pair: self._sharpened(pair, how) for pair, how in found.items()}

    def _sharpened(self, pair: tuple[int, int], likeness: float) -> float:
        """Let nearly equal wording count as what it is, where n-grams of a short text say too little."""
        equal = self.equality(*pair)
        return max(likeness, equal) if equal >= NEARLY_EQUAL else min(likeness, 1.0)

    def equality(self, one: int, other: int) -> float:
        """Return the share (0 to 1) of equal characters of two texts, whatever the order of their words."""
        return fuzz.ratio(self._sorted[one], self._sorted[other]) / 100

    def shared_words(self, keys: Sequence[int]) -> tuple[str, ...]:
        """Return the words, as first written, whose n-grams the texts share; those that say most come first."""
        holding = Counter(gram for key in keys for gram in self._vectors[key])
        shared = {gram for gram, count in holding.items() if count >= max(2, math.ceil(len(keys) / 2))}
        ranked: list[tuple[float, str, frozenset[str]]] = []
        for written in dict.fromkeys(word for key in keys for word in _WORD.findall(self._texts[key].words)):
            folded = _folded(written)
            grams = frozenset(_grams([folded]))
            common = grams & shared
            if folded not in _JOINING and len(common) >= _SHARED_PART * len(grams) > 0:
                ranked.append((sum(self._weights[gram] * holding[gram] for gram in common), written, common))
        return _different(sorted(ranked, key=lambda word: (-word[0], len(word[1]), word[1])))


def _different(ranked: Iterable[tuple[float, str, frozenset[str]]]) -> tuple[str, ...]:
    """Return the first words of a ranking that are not forms of one before them."""
    named: list[tuple[str, frozenset[str]]] = []
    for _weight, written, grams in ranked:
        if all(len(grams & known) < _SHARED_PART * min(len(grams), len(known)) for _word, known in named):
            named.append((written, grams))
    return tuple(written for written, _grams_of in named[:WORDS_NAMED])


def group(likeness: Likeness, keys: Collection[int], apart: Collection[frozenset[int]] = ()) -> list[Group]:
    """Return groups of texts that might belong together, the most alike first; a text is in one group at most.

    Pairs in ``apart`` never come into one group. Groups grow from the most alike pair on, as long as all are alike
    on average and none has nothing to do with another group's.
    """
    among = frozenset(keys)
    pairs = {pair: how for pair, how in likeness.pairs.items() if among.issuperset(pair)}
    member: dict[int, tuple[int, ...]] = {key: (key,) for key in keys}
    for one, other in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
        left, right = member[one], member[other]
        if left is right or len(left) + len(right) > LARGEST_GROUP or _are_apart(left, right, apart):
            continue
        if _mean(pairs, left, right) >= ALIKE * 0.75:
            both = tuple(sorted(left + right))
            member.update(dict.fromkeys(both, both))
    groups = [_group_of(likeness, keys_of, pairs) for keys_of in {keys for keys in member.values() if len(keys) > 1}]
    return sorted((one for one in groups if one.shared or one.nearly_equal), key=lambda one: (-one.likeness, one.keys))


def _are_apart(left: Sequence[int], right: Sequence[int], apart: Collection[frozenset[int]]) -> bool:
    return any(frozenset((one, other)) in apart for one in left for other in right)


def _mean(pairs: Mapping[tuple[int, int], float], left: Sequence[int], right: Sequence[int]) -> float:
    """Return how alike two groups are on average; pairs that are hardly alike count as not at all."""
    found = [pairs.get((min(one, other), max(one, other)), 0.0) for one in left for other in right]
    return sum(found) / len(found)


def _group_of(likeness: Likeness, keys: tuple[int, ...], pairs: Mapping[tuple[int, int], float]) -> Group:
    inner = [pairs.get((one, other), 0.0) for place, other in enumerate(keys) for one in keys[:place]]
    equal = all(how >= NEARLY_EQUAL for how in inner)
    return Group(keys, () if equal else likeness.shared_words(keys), equal, round(sum(inner) / len(inner), 4))


def attract(
    likeness: Likeness,
    keys: Collection[int],
    islands: Mapping[int, Sequence[int]],
    apart: Collection[tuple[int, int]] = (),
) -> dict[int, Group]:
    """Return by island the loose texts that are like those in it, the most alike first.

    ``islands`` holds the keys of the texts in each; ``apart`` pairs of text and island that do not belong together.
    A text goes to the one island that it is most like: where the nearest text lies.
    """
    drawn: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for key in sorted(keys):
        near = [
            (*_nearness(likeness.pairs, key, lying), island)
            for island, lying in islands.items()
            if (key, island) not in apart
        ]
        how, nearest, island = max(near, default=(0.0, key, 0), key=lambda found: (found[0], -found[2]))
        if how >= ALIKE:
            drawn[island].append((how, key, nearest))
    groups = {
        island: _drawn_group(likeness, sorted(found, key=lambda one: (-one[0], one[1])))
        for island, found in drawn.items()
    }
    named = {island: one for island, one in groups.items() if one.shared or one.nearly_equal}
    return dict(sorted(named.items(), key=lambda one: (-one[1].likeness, one[0])))


def _nearness(pairs: Mapping[tuple[int, int], float], key: int, lying: Sequence[int]) -> tuple[float, int]:
    """Return how alike a text is to the nearest of those in an island, and that one."""
    found = [(pairs.get((min(key, other), max(key, other)), 0.0), -other) for other in lying]
    how, nearest = max(found, default=(0.0, -key))
    return how, -nearest


def _drawn_group(likeness: Likeness, found: Sequence[tuple[float, int, int]]) -> Group:
    """Return the text that is most like an island, with those that are like this text too."""
    how, first, nearest = found[0]
    alike = [key for _how, key, _nearest in found[1:] if (min(first, key), max(first, key)) in likeness.pairs]
    keys = (first, *alike)[:LARGEST_GROUP]
    equal = len(keys) == 1 and how >= NEARLY_EQUAL
    return Group(keys, () if equal else likeness.shared_words((*keys, nearest)), equal, round(how, 4))


def _grams(words: Iterable[str]) -> list[str]:
    """Return the n-grams of words, each with its edges, so that short words count too."""
    edged = [f" {word} " for word in words]
    return [word[start : start + _SIZE] for word in edged for start in range(len(word) - _SIZE + 1)]


def _folded_words(text: str) -> list[str]:
    """Return the words that name something, folded."""
    return [word for word in map(_folded, _WORD.findall(text)) if word and word not in _JOINING]


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    """Return a word without case, accents and variants of a letter; Arabic without its article."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_FOLDED)
    return bare.removeprefix("ال") if len(bare) > len("ال") + 2 else bare
