"""Machine translation is off unless a service is named; what does not fit is refused at the start."""

import pytest

from participation.config import SettingRefused, Settings, TranslationSettings


def read(tmp_path, **values):
    named = {f"PARTICIPATION_TRANSLATION_{name}": value for name, value in values.items()}
    return Settings.from_env({"PARTICIPATION_INSTANCE": str(tmp_path)} | named).translation


def test_nothing_is_translated_by_default(tmp_path):
    assert read(tmp_path) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"SERVICE": "libretranslate", "URL": "http://127.0.0.1:5000/"},
            TranslationSettings("libretranslate", "http://127.0.0.1:5000", None, 100_000, 10),
        ),
        ({"SERVICE": "DeepL", "KEY": "k"}, TranslationSettings("deepl", "https://api.deepl.com", "k", 100_000, 10)),
        (
            {"SERVICE": "deepl", "KEY": "k:fx"},
            TranslationSettings("deepl", "https://api-free.deepl.com", "k:fx", 100_000, 10),
        ),
        (
            {"SERVICE": "deepl", "KEY": "k", "URL": "https://mt.example", "DAILY_CHARACTERS": "5", "TIMEOUT": "3"},
            TranslationSettings("deepl", "https://mt.example", "k", 5, 3),
        ),
    ],
)
def test_service_is_read_with_its_limits(tmp_path, values, expected):
    assert read(tmp_path, **values) == expected


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"SERVICE": "babelfish"}, "SERVICE"),
        ({"KEY": "k"}, "SERVICE"),
        ({"URL": "https://mt.example"}, "SERVICE"),
        ({"SERVICE": "deepl"}, "KEY"),
        ({"SERVICE": "libretranslate"}, "URL"),
        ({"SERVICE": "libretranslate", "URL": "ftp://mt.example"}, "URL"),
        ({"SERVICE": "deepl", "KEY": "k", "DAILY_CHARACTERS": "many"}, "DAILY_CHARACTERS"),
        ({"SERVICE": "deepl", "KEY": "k", "DAILY_CHARACTERS": "0"}, "DAILY_CHARACTERS"),
        ({"SERVICE": "deepl", "KEY": "k", "TIMEOUT": "61"}, "TIMEOUT"),
    ],
)
def test_setting_that_does_not_fit_is_refused_by_its_name(tmp_path, values, name):
    with pytest.raises(SettingRefused) as refused:
        read(tmp_path, **values)
    assert refused.value.name == f"PARTICIPATION_TRANSLATION_{name}"
