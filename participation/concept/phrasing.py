"""How goals are phrased: as already reached (METHOD, Formulating). Words that say otherwise are pointed out. Pure.

A hint, never a rule: nothing is refused for its wording.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_WORDS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "de": re.compile(
            r"\b(?:soll(?:e?n|te|ten|test)?|muss|müssen|müssten?|wir\s+werden|werden\s+wir|wollen|möchten?)\b(?!-)",
            re.IGNORECASE,
        ),
        "en": re.compile(
            r"\b(?:should|shall|must|needs?\s+to|ought\s+to|(?:we\s+)?want(?:s)?\s+to|we\s+will)\b", re.IGNORECASE
        ),
    }
)


def unreached_words(text: str, language: str) -> tuple[str, ...]:
    """Answer the words by which a goal says that it is still to be reached, each once, as they are written.

    ``language`` is the concept's; for others than German and English nothing is found.
    """
    pattern = _WORDS.get(language.partition("-")[0].casefold())
    found = pattern.findall(text) if pattern else []
    return tuple({" ".join(words.casefold().split()): " ".join(words.split()) for words in reversed(found)}.values())[
        ::-1
    ]
