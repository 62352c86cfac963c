"""Codes can be read out and typed; tokens cannot be guessed."""

import pytest

from participation.kernel.ids import CODE_ALPHABET, KeyInvalid, check_key, hash_token, new_code, new_key, new_token


def test_code_has_six_characters_without_look_alikes():
    codes = [new_code() for _ in range(200)]
    assert {len(code) for code in codes} == {6}
    assert set("".join(codes)) <= set(CODE_ALPHABET)
    assert set("01OIL").isdisjoint(CODE_ALPHABET)


def test_tokens_differ():
    assert len({new_token() for _ in range(200)}) == 200


def test_hash_of_a_token_is_stable_and_says_nothing_of_it():
    token = new_token()
    assert hash_token(token) == hash_token(token)
    assert token not in hash_token(token)


def test_key_is_kept_in_its_canonical_form():
    assert check_key(" 6F9619FF8B86D011B42D00C04FC964FF ") == "6f9619ff-8b86-d011-b42d-00c04fc964ff"


def test_new_key_is_one_that_is_accepted():
    key = new_key()
    assert check_key(key) == key


@pytest.mark.parametrize("key", ["", "1", "not-a-uuid", "6f9619ff-8b86-d011-b42d-00c04fc964ff0"])
def test_key_that_is_no_uuid_is_refused(key):
    with pytest.raises(KeyInvalid):
        check_key(key)
