"""The take-home code: follows from the device, differs between workshops, is read however it was typed."""

import pytest

from participation.access.take_home import LENGTH, hash_take_home, read_take_home, take_home_code
from participation.kernel.ids import CODE_ALPHABET, hash_token

TOKEN = "the token of a device"
CODE = take_home_code(TOKEN, 7)


def test_device_has_the_same_code_each_time():
    assert take_home_code(TOKEN, 7) == CODE


def test_code_differs_between_devices_and_between_workshops():
    assert len({CODE, take_home_code(TOKEN, 8), take_home_code("another token", 7)}) == 3


def test_code_is_three_groups_of_four_without_look_alikes():
    groups = CODE.split(" ")
    assert ([len(group) for group in groups], set("".join(groups)) - set(CODE_ALPHABET)) == ([4, 4, 4], set())


def test_codes_use_all_letters_and_digits_at_each_place():
    codes = [take_home_code(f"token {number}", 1).replace(" ", "") for number in range(2000)]
    assert [len({code[place] for code in codes}) for place in range(LENGTH)] == [len(CODE_ALPHABET)] * LENGTH


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace(" ", ""),
        CODE.replace(" ", "-"),
        f"  {CODE.replace(' ', ' · ')}\n",
        f"{CODE} · https://stadt.example/t",
        f"Werkstatt am 3. Mai: {CODE}",
        "".join(chr(ord(sign) + 0xFEE0) if sign != " " else sign for sign in CODE),
    ],
    ids=["as shown", "small", "in one", "hyphens", "dots", "copied", "in a note", "full width"],
)
def test_code_is_read_however_it_was_typed(typed):
    assert read_take_home(typed) == CODE


@pytest.mark.parametrize("typed", ["", "   ", CODE[:-1], CODE + "7", "0O1I L0O1 IL0O", "كلمات", "x" * 500])
def test_what_is_no_code_is_read_as_none(typed):
    assert read_take_home(typed) == ""


def test_hash_is_that_of_the_code_in_any_grouping_and_no_hash_of_the_token():
    assert hash_take_home(CODE) == hash_take_home(CODE.replace(" ", ""))
    assert hash_take_home(CODE) != hash_token(TOKEN)
