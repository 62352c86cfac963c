"""Translations of a concept's texts: to whom they belong, when they are out of date, two people at one text."""

import pytest

from participation.concept.editions.beginning import begin_edition
from participation.concept.models import EditionState, MeasureState
from participation.concept.translations.errors import (
    OriginalChanged,
    TargetUnfit,
    TranslatedMeanwhile,
    TranslationTooLong,
)
from participation.concept.translations.models import TextTranslation
from participation.concept.translations.saving import Written, save_translation
from participation.concept.translations.texts import hash_of, list_texts
from participation.concept.translations.wordings import Wordings, shown_labels, shown_names
from participation.i18n.wording import ShownText, TranslationState
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from tests.factories import a_concept, a_field, a_goal, a_measure, an_edition, an_office_user, saved, stands_as

GOAL = "Alle Kinder schwimmen sicher."


@pytest.fixture
def edition(database):
    concept = a_concept(title="Zusammen", language="de", levels=["Themenfeld", "Ziel"])
    a_field(concept, name="Sport")
    edition = an_edition(concept, title="2026", state=EditionState.ADOPTED)
    goal = a_goal(edition, text=GOAL, number="1")
    a_measure(edition, goals=[goal], title="Kurse", text="Die Stadt bietet Kurse an.", state=MeasureState.ADOPTED)
    return edition


def translate(edition, original, text, seen=0, language="en"):
    with transaction():
        return save_translation(edition, language, Written(hash_of(original), text, seen), None)


def reads(edition, text, reader="en"):
    return Wordings(edition.concept, reader).of(text)


def test_texts_of_an_edition_stand_in_the_order_of_reading_each_once(edition):
    a_measure(edition, title="Sport", text="Noch geheim", state=MeasureState.DRAFT)
    a_measure(edition, title="Sport", text="", state=MeasureState.DONE)
    assert [(each.kind, each.part, each.text) for each in list_texts(edition)] == [
        ("concept", "title", "Zusammen"),
        ("edition", "title", "2026"),
        ("level", "name", "Themenfeld"),
        ("level", "name", "Ziel"),
        ("field", "name", "Sport"),
        ("goal", "text", GOAL),
        ("measure", "title", "Kurse"),
        ("measure", "text", "Die Stadt bietet Kurse an."),
    ]


def test_draft_edition_offers_all_its_measures_to_be_translated_before_the_adoption(edition):
    stands_as(edition, EditionState.DRAFT)
    a_measure(edition, title="Noch offen", text="", state=MeasureState.DRAFT)
    assert [each.text for each in list_texts(edition)][-1] == "Noch offen"


def test_blanks_and_line_ends_do_not_make_another_text():
    assert hash_of("Alle  Kinder\nschwimmen ") == hash_of("Alle Kinder schwimmen")


def test_translation_is_shown_to_who_reads_its_language_and_nobody_else(edition):
    translate(edition, GOAL, "All children swim safely.")
    assert reads(edition, GOAL) == ShownText(
        "All children swim safely.", "en", original=False, state=TranslationState.HUMAN
    )
    assert [reads(edition, GOAL, reader) for reader in ("de", "ar")] == [ShownText(GOAL, "de", original=True)] * 2


def test_translation_into_easy_german_is_shown_to_who_reads_it_beside_the_german_original(edition):
    translate(edition, GOAL, "Alle Kinder können gut schwimmen.", language="de-x-leicht")
    assert reads(edition, GOAL, "de-x-leicht").text == "Alle Kinder können gut schwimmen."
    assert reads(edition, GOAL, "de").text == GOAL


def test_changed_text_has_no_translation_any_more(edition):
    translate(edition, GOAL, "All children swim safely.")
    assert reads(edition, "Alle Kinder schwimmen gern.").original


def test_next_edition_has_the_translations_of_what_it_still_says(edition):
    translate(edition, GOAL, "All children swim safely.")
    translate(edition, "Kurse", "Courses")
    with transaction():
        begun = begin_edition(edition.concept, None)
    begun.goals[0].text = "Alle Kinder schwimmen gern."
    db.session.commit()
    assert [reads(begun, each.text).original for each in list_texts(begun) if each.kind in {"goal", "measure"}] == [
        True,
        False,
        True,
    ]


def test_empty_translation_takes_it_away(edition):
    row = translate(edition, GOAL, "All children swim safely.")
    assert translate(edition, GOAL, " ", row.version) is None
    assert reads(edition, GOAL).original
    assert translate(edition, GOAL, "") is None


def test_who_leaves_what_a_machine_proposes_as_it_is_approves_it(edition):
    concept_id = edition.concept_id
    machine = {"concept_id": concept_id, "language": "en", "state": TranslationState.MACHINE, "original": ""}
    for original, draft in ((GOAL, "All children swim."), ("Kurse", "Curse")):
        saved(TextTranslation(**machine, hash=hash_of(original), text=draft))
    assert reads(edition, GOAL).is_machine
    states = [
        translate(edition, *written, seen=1).state for written in ((GOAL, "All children swim."), ("Kurse", "Courses"))
    ]
    assert states == [TranslationState.APPROVED, TranslationState.HUMAN]


def test_second_of_two_translators_is_shown_the_first_ones_words_and_overwrites_nothing(edition):
    translate(edition, GOAL, "All children swim safely.")
    with pytest.raises(TranslatedMeanwhile) as refused:
        translate(edition, GOAL, "Every child swims.")
    assert refused.value.theirs == "All children swim safely."
    assert reads(edition, GOAL).text == "All children swim safely."
    assert translate(edition, GOAL, "Every child swims.", 1).text == "Every child swims."


def test_who_writes_the_same_a_second_time_changes_nothing(edition):
    versions = [translate(edition, GOAL, "All children swim safely.").version for _ in range(2)]
    assert versions == [1, 1]


@pytest.mark.parametrize(
    ("original", "text", "language", "refusal"),
    [
        ("Das sagt niemand mehr.", "Nobody says so.", "en", OriginalChanged),
        (GOAL, "Alle Kinder", "de", TargetUnfit),
        (GOAL, "Alle Kinder", "xx", TargetUnfit),
        (GOAL, "a" * 1001, "en", TranslationTooLong),
    ],
)
def test_unfit_translation_is_refused_by_name(edition, original, text, language, refusal):
    with pytest.raises(refusal):
        translate(edition, original, text, language=language)
    assert db.session.query(TextTranslation).count() == 0


def test_translator_who_leaves_leaves_the_translation(edition):
    office = an_office_user()
    with transaction():
        save_translation(edition, "en", Written(hash_of(GOAL), "All children swim safely."), office)
    db.session.delete(office)
    db.session.commit()
    assert [(row.text, row.author_id) for row in db.session.query(TextTranslation)] == [
        ("All children swim safely.", None)
    ]


def test_texts_of_several_concepts_are_read_in_one_statement_and_none_for_readers_of_their_language(
    edition, statements
):
    translate(edition, "Kurse", "Courses")
    other = an_edition(a_concept(language="de"))
    measures = [edition.measures[0], a_measure(other, title="Kurse")]
    fields = [edition.concept.fields[0], a_field(other.concept, name="Sport")]
    for row in (*measures, *fields):
        db.session.refresh(row)
    assert {row.concept.language for row in (*(each.edition for each in measures), *fields)} == {"de"}
    statements.clear()
    assert [each.text for each in shown_labels(measures, "en").values()] == ["Courses", "Kurse"]
    assert [each.text for each in shown_names(fields, "en").values()] == ["Sport", "Sport"]
    assert len(statements) == 2
    assert [each.text for each in shown_labels(measures, "de").values()] == ["Kurse", "Kurse"]
    assert len(statements) == 2
