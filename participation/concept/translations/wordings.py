"""What a reader sees of a concept's texts: translations where there are some, else the original."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select

from participation.concept.models import Concept, FieldOfAction, Measure, label_of
from participation.concept.translations.models import TextTranslation
from participation.concept.translations.texts import hash_of
from participation.i18n.languages import LANGUAGES, reads
from participation.i18n.wording import KnownText, ShownText, TranslationState, choose_text
from participation.kernel.database import db

MANY = 2000
"""From so many texts on all translations into a language are read instead of those that are asked for."""


class Wordings:
    """The texts of a concept as somebody reads them who reads ``reader``.

    ``learn`` reads the translations of all texts of a page in one statement; ``of`` then chooses. For a reader of the
    concept's own language the database is not asked at all.
    """

    def __init__(self, concept: Concept, reader: str) -> None:
        """Begin for one reader; nothing is read yet."""
        self._concept_id, self._language, self.reader = concept.id, concept.language, reader
        self._known: dict[str, list[KnownText]] = {}

    @property
    def translated(self) -> bool:
        """Whether any text that was asked for has a translation that this reader can read."""
        return any(self._known.values())

    @property
    def by_machine(self) -> bool:
        """Whether all of these translations are a machine's; where only some are, each says so itself."""
        return all(known.state is TranslationState.MACHINE for found in self._known.values() for known in found)

    @property
    def partly_by_machine(self) -> bool:
        """Whether any of these translations is a machine's."""
        return any(known.state is TranslationState.MACHINE for found in self._known.values() for known in found)

    def learn(self, texts: Iterable[str]) -> None:
        """Read the translations of texts that will be asked for."""
        learn_together([(self, texts)])

    def of(self, text: str) -> ShownText:
        """Return what the reader sees of a text of the concept."""
        if self.reader == self._language or not text:
            return ShownText(text, self._language, original=True)
        self.learn([text])
        return choose_text(text, self._language, self._known[hash_of(text)], self.reader)

    def label(self, title: str, text: str) -> ShownText:
        """Return the line by which the reader calls a measure: its title, else the beginning of its text."""
        shown = self.of(title or text)
        return shown if title else replace(shown, text=label_of("", shown.text))

    def lacks(self, texts: Iterable[str]) -> set[tuple[int, str]]:
        """Return which of these texts are still to be read, each by its concept and its hash."""
        if self.reader == self._language:
            return set()
        return {(self._concept_id, each) for each in {hash_of(text) for text in texts if text} - self._known.keys()}

    def keep(self, lacking: Iterable[tuple[int, str]], found: Mapping[tuple[int, str], list[KnownText]]) -> None:
        """Remember what was read of what was lacking."""
        self._known |= {key[1]: found.get(key, []) for key in lacking}


def learn_together(asked: Iterable[tuple[Wordings, Iterable[str]]]) -> None:
    """Read the translations of texts of several concepts for the same reader, in one statement."""
    lacking = [(wordings, wordings.lacks(texts)) for wordings, texts in asked]
    keys = {key for _wordings, each in lacking for key in each}
    if not keys:
        return
    found = _read(keys, lacking[0][0].reader)
    for wordings, each in lacking:
        wordings.keep(each, found)


def _read(keys: Collection[tuple[int, str]], reader: str) -> Mapping[tuple[int, str], list[KnownText]]:
    columns = (TextTranslation.language, TextTranslation.text, TextTranslation.state)
    statement = select(TextTranslation.concept_id, TextTranslation.hash, *columns).where(
        TextTranslation.concept_id.in_({concept_id for concept_id, _hash in keys}),
        TextTranslation.language.in_([tag for tag in LANGUAGES if reads(reader, tag)]),
    )
    if len(keys) < MANY:
        statement = statement.where(TextTranslation.hash.in_({key for _concept, key in keys}))
    found: defaultdict[tuple[int, str], list[KnownText]] = defaultdict(list)
    for concept_id, key, language, text, state in db.session.execute(statement.order_by(TextTranslation.id)):
        found[concept_id, key].append(KnownText(language, text, state))
    return found


def shown_labels(measures: Iterable[Measure], reader: str) -> dict[int, ShownText]:
    """Return by id what measures of whatever concepts are called for a reader; in one statement."""
    rows = list(measures)
    wordings = _by_concept([(measure.edition.concept, measure.title or measure.text) for measure in rows], reader)
    return {each.id: wordings[each.edition.concept_id].label(each.title, each.text) for each in rows}


def shown_names(fields: Iterable[FieldOfAction], reader: str) -> dict[int, ShownText]:
    """Return by id what fields of action of whatever concepts are called for a reader; in one statement."""
    rows = list(fields)
    wordings = _by_concept([(field.concept, field.name) for field in rows], reader)
    return {each.id: wordings[each.concept_id].of(each.name) for each in rows}


def _by_concept(pairs: Iterable[tuple[Concept, str]], reader: str) -> dict[int, Wordings]:
    texts: defaultdict[Concept, list[str]] = defaultdict(list)
    for concept, text in pairs:
        texts[concept].append(text)
    found = {concept.id: Wordings(concept, reader) for concept in texts}
    learn_together([(found[concept.id], said) for concept, said in texts.items()])
    return found
