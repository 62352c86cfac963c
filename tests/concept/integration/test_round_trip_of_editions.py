"""A concept goes out and comes in again as it was, through rows, editions and every kind of file."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from participation.concept.chapter import ChapterForm
from participation.concept.editions.adoption import Resolution, adopt_edition
from participation.concept.editions.beginning import begin_edition
from participation.concept.models import Edition
from participation.concept.queries import counts, tree_of
from participation.concept.reading import Reading, read_document
from participation.concept.services import apply_import, prepare_import, read_for
from participation.concept.tidying import tidied
from participation.concept.tree import ConceptTree, GoalEntry, IndicatorEntry, MeasureEntry
from participation.export.services import ConceptFormat, export_concept, keep_template
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from tests.export.unit.letterheads import letterhead

FIELDS = ("Sprache / Bildung", "Öffentlichkeit, Presse", "Sport")
LEVELS = ("Themenfeld", "Leitziel", "Teilziel", "Ziel der Übergänge")
FEW = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # looking for a smaller example takes minutes here
)

words = st.sampled_from(
    (
        "dto.",
        "dto. und mehr",
        "s. o.",
        "Übergänge glücken für alle größeren Straßenzüge.",
        "Ärztinnen, Ämter & Vereine – „gemeinsam“",
        "1.1 steht schon im Text",
        "a) erstens",
        "Leitziel 2: Sport",
        "=1+1",
        "أهلا بكم",
        "Die Stadt " + "berät, begleitet und öffnet Türen; " * 40 + "immer.",
        "eins\nzwei",
    )
)
one_line = words.filter(lambda text: "\n" not in text and len(text) < 200)
maybe = st.just("") | words
some_fields = st.sets(st.sampled_from(FIELDS)).map(lambda chosen: tuple(name for name in FIELDS if name in chosen))
measures = st.builds(
    MeasureEntry,
    text=words,
    title=st.just("") | one_line,
    number=st.none() | st.integers(1, 9).map(str),
    state=st.sampled_from(("draft", "adopted", "in_progress", "postponed")),
    lead=maybe,
    costs=maybe,
    time_frame=st.just("") | one_line,
    fields=some_fields,
)
indicators = st.builds(IndicatorEntry, one_line, st.just("") | one_line, st.sampled_from(("", "up", "down")))


def goals(depth: int):
    """Siblings that share neither number nor text, some without a number."""
    made = st.builds(
        GoalEntry,
        st.none() | st.integers(1, 30).map(str),
        words,
        some_fields,
        st.lists(measures, max_size=2, unique_by=lambda entry: (entry.text, entry.title)).map(tuple),
        st.lists(indicators, max_size=1).map(tuple),
        goals(depth - 1) if depth > 1 else st.just(()),
    )
    unlike = (lambda goal: goal.number or object(), lambda goal: goal.text)
    return st.lists(made, min_size=1, max_size=2, unique_by=unlike).map(tuple)


def numbered_levels(depth: int):
    return st.builds(
        ConceptTree,
        title=one_line,
        language=st.sampled_from(("de", "en")),
        levels=st.just(LEVELS[:depth]),
        fields_of_action=st.just(FIELDS),
        goals=goals(depth),
        city=st.sampled_from(("", "Köln")),
        edition=st.sampled_from(("", "Fassung 2030")),
    )


trees = st.integers(1, 4).flatmap(numbered_levels).map(tidied)


def stored(tree: ConceptTree) -> Edition:
    """The first edition of a new concept that says what the tree says."""
    with transaction():
        edition_id = apply_import(prepare_import(Reading(tree)), None).id
    return db.session.get_one(Edition, edition_id)


def through(edition: Edition, ending: ConceptFormat, form: ChapterForm | None = None) -> ConceptTree:
    """What is read from the file of an edition; a CSV has no place for title, lists and city."""
    file = export_concept(edition, ending, form)
    tree = tree_of(edition)
    base = replace(tree, goals=()) if ending is ConceptFormat.CSV else None
    read = read_document(file.content, file.name, base=base).tree
    return replace(read, title=tree.title) if ending is ConceptFormat.CSV else read


@pytest.mark.parametrize("ending", [ConceptFormat.ZIP, ConceptFormat.JSON])
def test_deadlines_come_back(database, ending):
    dated = MeasureEntry(text="Eins", due_on="2027-12-31", funded_until="2028-06-30")
    edition = stored(replace(ONE_LEVEL, goals=(GoalEntry("1", "Ziel", measures=(dated, MeasureEntry(text="Zwei"))),)))
    days = [(measure.due_on, measure.funded_until) for measure in through(edition, ending).goals[0].measures]
    assert days == [("2027-12-31", "2028-06-30"), ("", "")]


@pytest.fixture
def adopted():
    """Makes the draft edition the adopted one, and begins the next."""

    def call(edition: Edition) -> tuple[Edition, Edition]:
        resolution = Resolution("Rat der Stadt", date(2026, 11, 4), "0815/2026")
        with transaction():
            first = adopt_edition(db.session.get_one(Edition, edition.id), resolution, None).id
            second = begin_edition(db.session.get_one(Edition, first).concept, None, "2030").id
        return db.session.get_one(Edition, first), db.session.get_one(Edition, second)

    return call


@pytest.fixture
def aachen(concepts, aachen_mapping):
    path = concepts / "aachen-2016-kapitel-7.docx"
    with transaction():
        edition_id = apply_import(prepare_import(read_for(None, path, path.name, aachen_mapping)), None).id
    return db.session.get_one(Edition, edition_id)


@pytest.mark.parametrize("ending", list(ConceptFormat))
def test_counts_of_aachen_survive_import_edition_export_import(database, aachen, adopted, ending):
    before = counts([aachen])[aachen.id]
    first, second = adopted(aachen)

    file = export_concept(second, ending)
    again = prepare_import(read_for(second.concept, file.content, file.name), second.concept)

    assert [counts([edition])[edition.id] for edition in (first, second)] == [before, before]
    assert (before.goals, before.measures, before.fields_of_action) == (
        {"Themenfeld": 4, "Leitziel": 23, "Teilziel": 67},
        25,
        7,
    )
    assert (again.identical, again.counts.goals, again.counts.measures) == (True, before.goals, before.measures)


@pytest.mark.parametrize("form", list(ChapterForm))
def test_counts_of_aachen_survive_each_form_in_the_template_of_the_city(database, aachen, adopted, form):
    before = counts([aachen])[aachen.id]
    _, second = adopted(aachen)
    with transaction():
        keep_template(db.session.get_one(Edition, second.id).concept, letterhead(), "Briefkopf.docx", None)
    edition = db.session.get_one(Edition, second.id)

    file = export_concept(edition, ConceptFormat.DOCX, form)
    again = prepare_import(read_for(edition.concept, file.content, file.name), edition.concept)

    assert (again.identical, again.counts.goals, again.counts.measures) == (True, before.goals, before.measures)
    assert (again.counts.measures, again.counts.fields_of_action) == (25, 7)


ONE_LEVEL = ConceptTree("Konzept", "de", ("Themenfeld",), FIELDS, (GoalEntry(None, "dto."),))


def test_any_concept_is_the_same_after_export_and_import(database):
    @FEW
    @example(ONE_LEVEL)
    @given(trees)
    def holds(tree):
        edition = stored(tree)
        said = tree_of(edition)
        assert {ending: through(edition, ending) for ending in ConceptFormat} == dict.fromkeys(ConceptFormat, said)
        with transaction():
            keep_template(edition.concept, letterhead(), "Briefkopf.docx", None)
        in_template = {form: through(edition, ConceptFormat.DOCX, form) for form in ChapterForm}
        assert in_template == dict.fromkeys(ChapterForm, said)

    holds()
