"""A tag finds its language in any case, by its primary subtag, or not at all."""

import pytest

from participation.i18n.languages import LANGUAGES, direction_of, find_language


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("DE-x-leicht", "de-x-leicht"),
        ("tr-TR", "tr"),
        ("ar", "ar"),
        ("xx", None),
        ("", None),
        (None, None),
    ],
)
def test_tag_finds_its_language(tag, found):
    language = find_language(tag)
    assert (language.tag if language else None) == found


def test_only_arabic_runs_from_right_to_left():
    assert [tag for tag in LANGUAGES if direction_of(tag) == "rtl"] == ["ar"]
