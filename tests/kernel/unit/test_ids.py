"""Codes can be read out and typed; tokens cannot be guessed."""

from participation.kernel.ids import CODE_ALPHABET, hash_token, new_code, new_token


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
