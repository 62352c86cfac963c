"""Differences word by word, and what two people wrote brought together. No database."""

from participation.measures.differing import Piece, differing_words
from participation.measures.reconciling import Reconciled, reconcile


def test_difference_names_words_and_not_letters():
    assert differing_words("Der Verein gibt Kurse.", "Der Sportverein gibt Kurse.") == [
        Piece("same", "Der "),
        Piece("gone", "Verein"),
        Piece("new", "Sportverein"),
        Piece("same", " gibt Kurse."),
    ]


def test_number_with_its_signs_is_one_word():
    assert differing_words("5.000 Euro", "7.500 Euro") == [
        Piece("gone", "5.000"),
        Piece("new", "7.500"),
        Piece("same", " Euro"),
    ]


def test_difference_keeps_lines_and_signs():
    pieces = differing_words("Eins.\nZwei", "Eins!\nZwei")
    assert pieces == [Piece("same", "Eins"), Piece("gone", "."), Piece("new", "!"), Piece("same", "\nZwei")]


def test_both_texts_can_be_read_out_of_the_difference():
    before, after = "Kurse am Samstag für Kinder", "am Samstag Kurse für alle Kinder"
    pieces = differing_words(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_equal_and_empty_texts_differ_in_nothing():
    assert (differing_words("Kurse", "Kurse"), differing_words("", "")) == ([Piece("same", "Kurse")], [])


BASE = {"lead": "Verein", "costs": "100", "text": "Kurse", "place": ""}


def test_what_only_the_other_changed_is_taken_and_what_only_i_changed_stays():
    now, mine = BASE | {"lead": "Schulamt"}, BASE | {"costs": "200"}
    assert reconcile(BASE, now, mine) == Reconciled(taken=("lead",), conflicts=())


def test_what_both_changed_differently_is_a_conflict():
    now, mine = BASE | {"lead": "Schulamt", "text": "Fest"}, BASE | {"lead": "Jugendamt", "text": "Fest"}
    assert reconcile(BASE, now, mine) == Reconciled(taken=(), conflicts=("lead",))


def test_without_the_version_that_was_read_every_difference_is_a_conflict():
    now, mine = BASE | {"lead": "Schulamt"}, BASE | {"costs": "200"}
    assert reconcile(None, now, mine) == Reconciled(taken=(), conflicts=("lead", "costs"))
