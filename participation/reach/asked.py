"""Which voluntary questions a workshop asks, and what can be answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from participation.i18n.languages import LANGUAGES
from participation.reach.domain import (
    FIXED_ANSWERS,
    LONGEST_DISTRICT,
    MOST_DISTRICTS,
    OTHER,
    SKIPPED,
    Question,
)
from participation.reach.errors import DistrictsMissing, DistrictTooLong, TooManyDistricts

EASY_GERMAN = "de-x-leicht"


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions that the office has chosen, in their order, and its list of districts."""

    questions: Sequence[Question] = ()
    districts: Sequence[str] = ()

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Asked":
        """Return what a workshop keeps; nothing is asked where nothing was set."""
        return cls(tuple(Question(word) for word in kept.get("asked", ())), tuple(kept.get("districts", ())))

    def kept(self) -> dict[str, Any]:
        """Return what the workshop keeps."""
        return {"asked": [question.value for question in self.questions], "districts": list(self.districts)}

    def answers_to(self, question: Question) -> Sequence[str]:
        """Return what can be answered, in its order. Nobody speaks easy German at home: it is German."""
        if question is Question.DISTRICT:
            return *self.districts, OTHER
        if question is Question.LANGUAGE:
            return *(tag for tag in LANGUAGES if tag != EASY_GERMAN), OTHER
        return FIXED_ANSWERS[question]

    def choices_of(self, question: Question) -> Sequence[str]:
        """Return what the form offers: first to leave the question out, then the answers."""
        return SKIPPED, *self.answers_to(question)

    def counted(self) -> list[tuple[Question, str]]:
        """Return all that is counted: each answer to each question, and that it was left out."""
        return [(question, answer) for question in self.questions for answer in (*self.answers_to(question), SKIPPED)]


def asked_of(words: Sequence[str], lines: str) -> Asked:
    """Return what the office has chosen: words of questions, and districts one a line, each once.

    Raises ``DistrictsMissing``, ``TooManyDistricts``, ``DistrictTooLong``.
    """
    questions = tuple(question for question in Question if question.value in words)
    cleaned = (" ".join(line.split()) for line in lines.splitlines())
    districts = tuple(dict.fromkeys(line for line in cleaned if line not in {"", OTHER}))
    if Question.DISTRICT in questions and not districts:
        raise DistrictsMissing
    if len(districts) > MOST_DISTRICTS:
        raise TooManyDistricts(MOST_DISTRICTS)
    for name in districts:
        if len(name) > LONGEST_DISTRICT:
            raise DistrictTooLong(name, LONGEST_DISTRICT)
    return Asked(questions, districts)
