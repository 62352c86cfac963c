"""Search by word stems, the same on every database. No database."""

import pytest

from participation.measures.stemming import Excerpt, excerpt, mark_hits, relevance, wanted_words


def found(asked, text, language="de"):
    return relevance(wanted_words(asked, language), "", text, language) > 0


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Kurse", "Der Kurs beginnt."),
        ("kurs", "Zwei Kurse am Samstag"),
        ("Mütter", "eine Mutter"),
        ("Muetter", "für Mütter"),
        ("Forderung", "Förderung der Sprache"),
        ("Foerderung", "Förderung der Sprache"),
        ("Strasse", "auf der Straße"),
        ("Kurs", "Schwimmkurse"),
        ("Förderung", "Sprachförderung"),
        ("schwimm", "Kinder schwimmen"),
        ("kurse mutter", "Mütter besuchen einen Schwimmkurs."),
        ("„Kurse“, Mütter!", "Kurse für Mütter"),
    ],
)
def test_german_word_is_found_by_its_stem_without_umlauts_and_in_compounds(asked, text):
    assert found(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Amt", "Gesamtschule"),
        ("Kurse Väter", "Kurse für Mütter"),
        ("Musik", "Sport im Verein"),
    ],
)
def test_other_words_are_not_found(asked, text):
    assert not found(asked, text)


def test_stems_are_those_of_the_language_of_the_concept():
    assert (found("courses", "A course", "en"), found("cities", "One city", "en")) == (True, True)
    assert found("cities", "One city", "de") is False


def test_language_without_stems_is_searched_by_words():
    assert (found("Kurse", "kurse", "ku"), found("x", "y", "de-x-leicht")) == (True, False)


def test_word_in_the_title_counts_more():
    wanted = wanted_words("Kurs", "de")
    assert relevance(wanted, "Kurse", "", "de") > relevance(wanted, "", "Kurse", "de") > 0


def test_hits_are_marked_as_they_were_written():
    shown = mark_hits("Schwimmkurse für Mütter", wanted_words("kurs", "de"), "de")
    assert shown == Excerpt((("Schwimmkurse", True), (" für Mütter", False)))


def test_nothing_is_marked_when_nothing_is_looked_for():
    assert mark_hits("Kurse", (), "de") == Excerpt((("Kurse", False),))


def test_excerpt_shows_the_surroundings_of_the_first_hit():
    text = f"{'Anfang ' * 40}hier lernen Mütter schwimmen {'Ende ' * 60}"
    shown = excerpt(text, wanted_words("Mutter", "de"), "de")
    words = "".join(part for part, _hit in shown.pieces)
    assert [part for part, hit in shown.pieces if hit] == ["Mütter"]
    assert (words.startswith("… Anfang"), words.endswith("Ende …"), len(words) < 250) == (True, True, True)


def test_text_without_a_hit_has_no_excerpt():
    assert excerpt("Sport im Verein", wanted_words("Musik", "de"), "de") == Excerpt(())
