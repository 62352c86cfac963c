"""The questions and answers in words that residents read; the office reads the short names."""

from collections.abc import Mapping
from types import MappingProxyType

from participation.i18n import gettext, mark
from participation.i18n.languages import LANGUAGES
from participation.reach.models import OTHER, SKIPPED, Question

QUESTIONS: Mapping[Question, str] = MappingProxyType(
    {
        Question.AGE: mark("How old are you?"),
        Question.DISTRICT: mark("Where do you live?"),
        Question.LANGUAGE: mark("Which language do you speak most at home?"),
        Question.SINCE: mark("How long have you lived in Germany?"),
        Question.GENDER: mark("What is your gender?"),
    }
)
ANSWERS: Mapping[str, str] = MappingProxyType(
    {
        "0-17": mark("under 18"),
        "18-29": mark("18 to 29"),
        "30-44": mark("30 to 44"),
        "45-59": mark("45 to 59"),
        "60-74": mark("60 to 74"),
        "75": mark("75 or older"),
        "birth": mark("since I was born"),
        "0-1": mark("less than 2 years"),
        "2-5": mark("2 to 5 years"),
        "6-10": mark("6 to 10 years"),
        "11-20": mark("11 to 20 years"),
        "21": mark("more than 20 years"),
        "female": mark("female"),
        "male": mark("male"),
        "diverse": mark("non-binary"),
    }
)
OTHERS: Mapping[Question, str] = MappingProxyType(
    {Question.DISTRICT: mark("somewhere else"), Question.LANGUAGE: mark("another language")}
)
NO_ANSWER = mark("no answer")


def words_of(question: Question, answer: str) -> tuple[str, str | None]:
    """Return an answer as it is read, and its language where that is not the reader's: languages name themselves."""
    if answer == SKIPPED:
        return gettext(NO_ANSWER), None
    if answer == OTHER and question in OTHERS:
        return gettext(OTHERS[question]), None
    if question is Question.LANGUAGE and answer in LANGUAGES:
        return LANGUAGES[answer].name, answer
    return (gettext(ANSWERS[answer]), None) if answer in ANSWERS else (answer, "")
