"""Which text a reader sees: approved or human before a machine's, a machine's before a foreign original."""

import pytest

from participation.contributions.models import TranslationState
from participation.i18n.wording import KnownText, ShownText, choose_text, is_readable

MACHINE, HUMAN, APPROVED = TranslationState.MACHINE, TranslationState.HUMAN, TranslationState.APPROVED


def known(language, state, text=""):
    return KnownText(language, text or f"{language} {state.value}", state)


def chosen(language, translations, reader):
    shown = choose_text("original", language, translations, reader)
    return (shown.text, shown.language)


@pytest.mark.parametrize(
    ("language", "translations", "reader", "expected"),
    [
        ("de", [], "ar", ("original", "de")),
        ("de", [known("en", APPROVED)], "ar", ("original", "de")),
        ("de", [known("ar", MACHINE)], "ar", ("ar machine", "ar")),
        ("de", [known("ar", HUMAN)], "ar", ("ar human", "ar")),
        ("de", [known("ar", APPROVED)], "ar", ("ar approved", "ar")),
        ("de", [known("ar", APPROVED)], "de", ("original", "de")),
        ("ar", [known("de", APPROVED)], "de-x-leicht", ("de approved", "de")),
        ("ar", [known("de", APPROVED), known("de-x-leicht", MACHINE)], "de-x-leicht", ("de approved", "de")),
        (
            "ar",
            [known("de", APPROVED), known("de-x-leicht", HUMAN)],
            "de-x-leicht",
            ("de-x-leicht human", "de-x-leicht"),
        ),
        ("ar", [known("de", MACHINE)], "de-x-leicht", ("de machine", "de")),
        ("de", [known("de-x-leicht", HUMAN)], "de-x-leicht", ("de-x-leicht human", "de-x-leicht")),
        ("de", [known("de-x-leicht", MACHINE)], "de-x-leicht", ("original", "de")),
        ("de", [known("de-x-leicht", HUMAN)], "de", ("original", "de")),
        ("fa", [], "fa-AF", ("original", "fa")),
    ],
)
def test_reader_sees(language, translations, reader, expected):
    assert chosen(language, translations, reader) == expected


def test_only_a_machines_text_is_marked_as_such():
    shown = [choose_text("original", "de", [known("ar", state)], "ar").is_machine for state in TranslationState]
    assert dict(zip(TranslationState, shown, strict=True)) == {MACHINE: True, HUMAN: False, APPROVED: False}
    assert ShownText("original", "de", original=True).is_machine is False


@pytest.mark.parametrize(
    ("language", "translations", "reader", "expected"),
    [
        ("de", [], "de-x-leicht", True),
        ("ar", [], "de", False),
        ("ar", [known("de", MACHINE)], "de", False),
        ("ar", [known("de", HUMAN)], "de", True),
        ("ar", [known("de", APPROVED)], "de-x-leicht", True),
        ("ar", [known("en", APPROVED)], "de", False),
    ],
)
def test_text_waits_for_an_interpreter_until_somebody_answers_for_it(language, translations, reader, expected):
    assert is_readable(language, translations, reader) is expected
