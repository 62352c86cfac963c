"""A guess at a language asks only when it is sure, and never about texts that say too little."""

import pytest

from participation.i18n.hint import LanguageHint, is_long_enough, judge


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ok", False),
        ("Bus!!! 12345678901234567890", False),
        ("Akşam otobüs yok, nasıl gideceğiz?", True),
        ("晚上没有公共汽车", True),
    ],
)
def test_short_texts_are_not_asked_about(text, expected):
    assert is_long_enough(text) is expected


@pytest.mark.parametrize(
    ("language", "guess", "sure", "among_all", "expected"),
    [
        ("de", "tr", 0.99, "tr", "tr"),
        ("de", "de", 0.99, "de", None),
        ("de-x-leicht", "de", 0.99, "de", None),
        ("de", "tr", 0.90, "tr", None),
        ("de", "tr", 0.99, "pl", None),
        ("de", "en", 0.99, "en", None),
    ],
)
def test_question_is_asked_only_for_a_sure_guess_at_a_language_of_the_workshop(
    language, guess, sure, among_all, expected
):
    assert judge(language, ["de", "ar", "tr"], guess, sure, among_all) == expected


def test_process_of_its_own_tells_turkish_from_german():
    hint = LanguageHint()
    try:
        guesses = hint.guess(
            ["Akşam otobüs yok, eve nasıl gideceğiz?", "Es fehlt ein Treffpunkt für Jugendliche"], ["de", "tr"]
        )
        assert [(tag, sure > 0.95, among_all) for tag, sure, among_all in guesses] == [
            ("tr", True, "tr"),
            ("de", True, "de"),
        ]
        hint._process.kill()
        hint._process.wait()
        assert hint.guess(["Es fehlt ein Treffpunkt für Jugendliche"], ["de", "tr"])[0][0] == "de"
    finally:
        hint.close()
