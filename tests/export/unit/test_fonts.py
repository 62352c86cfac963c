from pathlib import Path

import pytest

from participation.export.errors import FontsMissing
from participation.export.fonts import REPLACEMENT, load_fonts


def test_text_of_known_scripts_stays_as_it_is(fonts: Path):
    text = "Kein Bus – „abends“\nAkşam otobüs yok, لا توجد دورات, Ні"
    assert load_fonts(fonts).displayable(text) == text


def test_character_without_a_glyph_is_replaced(fonts: Path):
    assert load_fonts(fonts).displayable("a\U0010fffdb") == f"a{REPLACEMENT}b"


def test_control_characters_vanish_and_a_tab_becomes_a_space(fonts: Path):
    assert load_fonts(fonts).displayable("a\x00\x07b\tc") == "ab c"


def test_mark_that_no_font_holds_together_with_its_letter_is_dropped(fonts: Path):
    vowel_of_devanagari = "\u093f"
    shown = load_fonts(fonts).displayable(f"ب{vowel_of_devanagari} क{vowel_of_devanagari}")
    assert shown == f"ب क{vowel_of_devanagari}"


def test_direction_marks_and_joiners_are_kept(fonts: Path):
    assert load_fonts(fonts).displayable("\u2067a\u200db\u2069") == "\u2067a\u200db\u2069"


def test_folder_without_fonts_is_named(tmp_path: Path):
    with pytest.raises(FontsMissing) as raised:
        load_fonts(tmp_path)
    assert raised.value.directory == tmp_path


def test_noto_sans_comes_first_so_that_it_sets_the_text(fonts: Path):
    assert load_fonts(fonts).families[:2] == ("Noto Sans", "Noto Sans Arabic")
