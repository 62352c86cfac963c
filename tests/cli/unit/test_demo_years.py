"""The demonstration city is told in 2026 and lives in the year in which it is loaded."""

import json
from datetime import date

import pytest

from participation.cli.demo.city import FOLDER
from participation.cli.demo.years import TOLD_IN, moved


@pytest.mark.parametrize(
    ("told", "heard"),
    [
        ('"due_on": "2025-11-30"', '"due_on": "2027-11-30"'),
        ("ab Schuljahr 2025/2026", "ab Schuljahr 2027/2028"),
        ("في الطريق إلى إصدار 2027", "في الطريق إلى إصدار 2029"),
        ("V/2024/0117", "V/2026/0117"),
    ],
)
def test_years_in_dates_and_texts_move_with_the_year_of_the_demonstration(told, heard) -> None:
    assert moved(told, date(2028, 1, 1)) == heard


@pytest.mark.parametrize("number", ["410.000 Euro", "12.024 Euro", "20250", "1,2025", "2100 Stunden"])
def test_other_numbers_stay(number) -> None:
    assert moved(number, date(2028, 1, 1)) == number


@pytest.mark.parametrize("name", ["city.json", "history.json"])
def test_story_is_told_word_for_word_in_its_own_year(name) -> None:
    told = (FOLDER / name).read_text("utf-8")

    assert moved(told, date(TOLD_IN, 7, 1)) == told


def numbers_in(data):
    if isinstance(data, dict):
        return [number for value in data.values() for number in numbers_in(value)]
    if isinstance(data, list):
        return [number for value in data for number in numbers_in(value)]
    return [data] if isinstance(data, int | float) else []


def test_values_of_indicators_and_other_figures_do_not_move() -> None:
    told = (FOLDER / "city.json").read_text("utf-8")

    assert numbers_in(json.loads(moved(told, date(2028, 1, 1)))) == numbers_in(json.loads(told))
