"""The language of a card: a guess asks its author, and the author's answer alone corrects it, with a trace."""

import pytest

from participation.access.queries import list_log_of
from participation.contributions import hints
from participation.contributions.errors import CardUnknown
from participation.contributions.models import CardState, CardTranslation, TranslationState
from participation.contributions.services import confirm_language
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.errors import StepClosed
from tests.factories import a_card, a_participant, a_workshop, end_step, run_step

pytestmark = pytest.mark.usefixtures("database")
TURKISH = "Akşam otobüs yok, eve nasıl gideceğiz?"


@pytest.fixture
def workshop(database):
    made = a_workshop(languages=["de", "tr", "ar"])
    run_step(made)
    return made


@pytest.fixture
def author(workshop):
    return a_participant(workshop)


@pytest.fixture
def guess(monkeypatch):
    """Let every text be Turkish, or what the test says; returns the texts that were looked at."""
    asked = []

    def answer(texts, _languages):
        asked.extend(texts)
        return [("tr", 0.99, "tr") for _text in texts]

    monkeypatch.setattr(hints._hint, "guess", answer)
    return asked


def test_author_is_asked_when_the_card_seems_to_be_in_another_language(workshop, author, guess):
    card = a_card(workshop, participant=author, text=TURKISH)
    hints.guess_languages([card.id])
    assert (card.guessed_language, card.language, guess) == ("tr", "de", [TURKISH])


@pytest.mark.parametrize(
    "values",
    [
        {"text": "ok"},
        {"language": "tr"},
        {"participant": None},
        {"on_paper": True},
        {"state": CardState.WITHDRAWN},
        {"state": CardState.HIDDEN},
    ],
)
def test_nobody_is_asked_without_need(workshop, author, guess, values):
    card = a_card(workshop, **{"participant": author, "text": TURKISH} | values)
    hints.guess_languages([card.id])
    assert card.guessed_language is None


def test_nobody_is_asked_when_the_guessing_breaks(workshop, author, monkeypatch):
    def broken(_texts, _languages):
        raise BrokenPipeError

    monkeypatch.setattr(hints._hint, "guess", broken)
    card = a_card(workshop, participant=author, text=TURKISH)
    hints.guess_languages([card.id])
    assert card.guessed_language is None


def test_yes_corrects_the_language_and_leaves_a_trace(workshop, author):
    known = [
        CardTranslation(language="tr", text="x", state=TranslationState.HUMAN),
        CardTranslation(language="en", text="y", state=TranslationState.MACHINE),
        CardTranslation(language="ar", text="z", state=TranslationState.APPROVED),
    ]
    card = a_card(workshop, participant=author, text=TURKISH, guessed_language="tr", translations=known)
    board = workshop.board_revision
    with transaction():
        confirm_language(workshop, author, card.id, guess_is_right=True)
    assert (card.text, card.language, card.guessed_language) == (TURKISH, "tr", None)
    assert [translation.language for translation in card.translations] == ["ar"]
    assert (card.revision, workshop.board_revision) == (board + 1, board + 1)
    assert [(entry.actor, entry.action, entry.details) for entry in list_log_of("card", card.id)] == [
        (None, "correct_language", {"before": "de", "language": "tr"})
    ]


def test_no_keeps_the_language_and_is_not_asked_again(workshop, author):
    card = a_card(workshop, participant=author, text=TURKISH, guessed_language="tr")
    with transaction():
        confirm_language(workshop, author, card.id, guess_is_right=False)
    assert (card.language, card.guessed_language, list_log_of("card", card.id)) == ("de", None, [])


def test_answer_without_a_question_changes_nothing(workshop, author):
    card = a_card(workshop, participant=author, text=TURKISH)
    with transaction():
        confirm_language(workshop, author, card.id, guess_is_right=True)
    assert card.language == "de"


def test_only_the_author_answers_and_only_while_the_step_is_open(workshop, author):
    card = a_card(workshop, participant=author, text=TURKISH, guessed_language="tr")
    with pytest.raises(CardUnknown), transaction():
        confirm_language(workshop, a_participant(workshop), card.id, guess_is_right=True)
    end_step(card.step)
    with pytest.raises(StepClosed), transaction():
        confirm_language(workshop, author, card.id, guess_is_right=True)
    db.session.refresh(card)
    assert (card.language, card.guessed_language) == ("de", "tr")
