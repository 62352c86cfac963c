"""A tag finds its language in any case, by as many of its subtags as possible, or not at all; folders declare them."""

from gettext import c2py
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from participation.i18n.languages import LANGUAGES, direction_of, find_language, read_languages

TRANSLATIONS = Path(__file__).resolve().parents[3] / "translations"
FINNISH = 'tag = "fi"\nlocale = "fi"\nname = "Suomi"\n'


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("DE-x-leicht", "de-x-leicht"),
        ("tr-TR", "tr"),
        ("ar", "ar"),
        ("zh-CN", "zh"),
        ("zh_Hant_TW", "zh"),
        ("pt-BR", "pt"),
        ("fa-AF", "fa-AF"),
        ("fa-IR", "fa"),
        ("prs", "fa-AF"),
        ("prs-AF", "fa-AF"),
        ("kmr", "ku"),
        ("sr-Latn", "sr"),
        ("iw", "he"),
        ("xx", None),
        ("", None),
        (None, None),
    ],
)
def test_tag_finds_its_language(tag, found):
    language = find_language(tag)
    assert (language.tag if language else None) == found


def test_arabic_persian_and_hebrew_run_from_right_to_left():
    assert {tag for tag in LANGUAGES if direction_of(tag) == "rtl"} == {"ar", "fa", "fa-AF", "he"}


def test_languages_stand_by_script_with_the_citys_own_first():
    order = "de de-x-leicht en es fr it ku pl pt ro tr el ru sr uk he ar fa-AF fa th ti zh"
    assert list(LANGUAGES) == order.split()


def declared(folder: Path, text: str):
    (folder / "fi").mkdir()
    (folder / "fi" / "language.toml").write_text(text, "utf-8")
    return read_languages(folder)


def test_folder_with_a_declaration_is_a_language(tmp_path):
    (tmp_path / "notes").mkdir()
    language = declared(tmp_path, FINNISH)["fi"]
    assert (language.folder, language.name, language.direction, language.fallback) == ("fi", "Suomi", "ltr", None)


@pytest.mark.parametrize("text", ['tag = "fi"\n', FINNISH + 'colour = "blue"\n', "tag ="])
def test_declaration_that_cannot_be_read_is_named(tmp_path, text):
    with pytest.raises(ValueError, match=r"fi/language\.toml"):
        declared(tmp_path, text)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_declaration_names_a_locale_its_direction_and_a_fallback_that_ships(language):
    assert Locale.parse(language.locale).text_direction == language.direction
    assert language.fallback is None or language.fallback in LANGUAGES


FEWER_FORMS = {"fa", "fa-AF", "he", "tr"}
"""CLDR tells more apart than a sentence needs: after a Persian or Turkish number the noun stays singular, and the
Hebrew dual is for days and hours."""


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag not in {"en"} | FEWER_FORMS])
def test_catalogue_tells_the_same_numbers_apart_as_cldr(tag):
    with (TRANSLATIONS / LANGUAGES[tag].folder / "LC_MESSAGES" / "participant.po").open("rb") as file:
        form_of = c2py(read_po(file).plural_expr)
    category_of = Locale.parse(LANGUAGES[tag].locale).plural_form
    pairs = {(form_of(number), category_of(number)) for number in range(1000)}
    assert len(pairs) == len({form for form, _ in pairs}) == len({category for _, category in pairs})
