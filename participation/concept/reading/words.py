"""The words of a concept's vocabulary as a document says them, and the keys that measures keep for them."""

from __future__ import annotations

from participation.concept.chapter import Names, key_of_choice, names_of
from participation.concept.domain import VocabularyKind, word_key
from participation.concept.tree import WordEntry

KINDS = tuple(kind.value for kind in VocabularyKind)


class KnownWords:
    """The words of the concept that is updated, and those that the document lists itself."""

    def __init__(self, of_concept: tuple[WordEntry, ...] = ()) -> None:
        self._of_concept = of_concept
        self._listed: list[WordEntry] = []

    @property
    def entries(self) -> tuple[WordEntry, ...]:
        """The words that the document lists, or those of the concept where it lists none."""
        return tuple(self._listed) or self._of_concept

    def take_list(self, kind: str, names: tuple[str, ...]) -> None:
        """Take the words of one kind that the document lists; known ones keep their keys."""
        for name in names:
            taken = {entry.key for entry in self._listed if entry.kind == kind}
            key = self.key_of(kind, name)
            if key is None or key in taken:
                key = word_key(name, taken)
            self._listed.append(WordEntry(kind, key, name))

    def key_of(self, kind: str, text: str) -> str | None:
        """Answer the key of a printed word; None when neither document nor concept knows it."""
        return key_of_choice(kind, text, self._names)

    @property
    def _names(self) -> Names:
        return names_of((*self._of_concept, *self._listed))
