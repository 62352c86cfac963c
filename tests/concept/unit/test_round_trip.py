"""What is printed is read back unchanged: any tree, in each form that can hold it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.concept.chapter import (
    INTEGRATION_PHASES,
    SPATIAL_REFERENCES,
    STATES,
    field_list,
    format_mark,
    goal_line,
    heading_line,
    indicator_cell,
    indicator_line,
    measure_line,
    parse_field_list,
    parse_goal_line,
    parse_heading_line,
    parse_indicator_cell,
    parse_indicator_line,
    parse_mark,
    parse_measure_line,
    parse_value_list,
    protect_cell,
    unprotect_cell,
)
from participation.concept.reading import read_document
from participation.concept.tree import (
    ConceptTree,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    Origin,
    ValueEntry,
    WordEntry,
    from_json,
    to_json,
)

PIECES = st.sampled_from(
    [
        "1",
        "1.1",
        "2.",
        "a)",
        "Ziel",
        "Leitziel 2:",
        ":",
        "(x)",
        "[up]",
        "·",
        "Quelle: ",
        "Der Verein",
        "öffnet",
        "“",
        "„",
        "· Rang 2",
        "=1+1",
        "'",
        "-",
        "+",
        "dto.",
        "Ä/B",
        ",",
        ";",
        "–",
        "أهلا",
        "Indikator: ",
        "Maßnahmen",
        "&amp;",
        "<b>",
        "\n",
    ]
)
FIELDS = ("Sport", "Sport / Bewegung", "Sicherheit, Ordnung", "Sprache / Bildung", "Wohnen")
DOCUMENTS = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _tidy(pieces: list[str]) -> str:
    lines = (" ".join(line.split()) for line in " ".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


texts = st.lists(PIECES, max_size=6).map(_tidy)
some_text = texts.filter(bool)
lines = texts.map(lambda text: text.replace("\n", " "))
some_line = lines.filter(bool)
numbers = st.none() | st.sampled_from(["1", "2", "1.1", "1.2a", "A", "IV", "Ziel A", "3.1.4"])
measure_numbers = st.none() | st.sampled_from(["1", "2", "10", "a", "1.1"])
field_lists = st.sets(st.sampled_from(FIELDS)).map(lambda chosen: tuple(name for name in FIELDS if name in chosen))
counts = st.none() | st.integers(0, 400)
origins = st.none() | st.builds(Origin, some_line, counts, counts)
measures = st.builds(
    MeasureEntry,
    text=texts,
    title=lines,
    number=measure_numbers,
    state=st.sampled_from(STATES),
    origin=origins,
    lead=texts,
    costs=texts,
    place=lines,
    spatial_reference=st.sampled_from(("", *SPATIAL_REFERENCES, "quartier_nord")),
    integration_phase=st.sampled_from(("", *INTEGRATION_PHASES)),
    indicator=texts,
    fields=field_lists,
).filter(lambda entry: entry.title or entry.text)
indicators = st.builds(
    IndicatorEntry,
    name=some_line,
    unit=lines,
    direction=st.sampled_from(("", "up", "down")),
    source=lines,
    baseline=lines,
    target=lines,
    values=st.dictionaries(
        st.dates().map(lambda day: day.isoformat()), st.floats(-1e12, 1e12).map(lambda value: value + 0.0), max_size=2
    ).map(lambda values: tuple(ValueEntry(at, values[at]) for at in sorted(values))),
)
VOCABULARY = (
    WordEntry("actor", "turnverein_1848_e_v", "Turnverein 1848 e.V."),
    WordEntry("spatial_reference", "quartier_nord", "Quartier Nord"),
    WordEntry("spatial_reference", "city", "Gesamte Stadt"),
)


def _siblings(goals: st.SearchStrategy[GoalEntry]) -> st.SearchStrategy[tuple[GoalEntry, ...]]:
    return st.lists(
        goals, min_size=1, max_size=3, unique_by=(lambda goal: goal.number or goal.text, lambda goal: goal.text)
    ).map(tuple)


def _goals(levels: int) -> st.SearchStrategy[GoalEntry]:
    children = st.just(()) | _siblings(_goals(levels - 1)) if levels > 1 else st.just(())
    return st.builds(
        GoalEntry,
        number=numbers,
        text=some_text,
        fields=field_lists,
        measures=st.lists(measures, max_size=2).map(tuple),
        indicators=st.lists(indicators, max_size=2, unique=True).map(tuple),
        children=children,
    )


def _at(goals: tuple[GoalEntry, ...], depth: int) -> Iterator[GoalEntry]:
    for goal in goals:
        yield from [goal] if depth == 0 else _at(goal.children, depth - 1)


def _repeated(goals: tuple[GoalEntry, ...]) -> tuple[GoalEntry, ...]:
    """Print a goal of the first branch under the last one as well, where a document could tell that."""
    first, last = goals[0], goals[-1]
    said = [goal.text for goal in _at(goals, 1)]
    taken = {goal.number for goal in last.children}
    again = next((goal for goal in first.children if said.count(goal.text) == 1 and goal.number not in taken), None)
    if again is None or first is last:
        return goals
    place = GoalEntry(again.number, again.text, repeated=True)
    return (*goals[:-1], replace(last, children=(*last.children, place)))


@st.composite
def trees(draw: st.DrawFn) -> ConceptTree:
    levels = draw(st.sampled_from([("Ziel",), ("Leitziel", "Teilziel"), ("Themenfeld", "Ebene 2", "Teilziele")]))
    return ConceptTree(
        title=draw(st.sampled_from(["Integrationskonzept", "2030 gemeinsam"])),
        language=draw(st.sampled_from(["de", "en", "ar"])),
        levels=levels,
        fields_of_action=FIELDS,
        goals=_repeated(draw(_siblings(_goals(len(levels))))),
        vocabulary=VOCABULARY,
        city=draw(st.sampled_from(["", "Beispielstadt"])),
        edition=draw(st.sampled_from(["", "Fassung 2030"])),
    )


@given(trees())
@settings(deadline=None)
def test_any_tree_is_read_back_from_json(tree):
    assert from_json(json.loads(json.dumps(to_json(tree)))) == tree


@given(trees())
@DOCUMENTS
def test_any_tree_is_read_back_from_a_printed_docx(print_docx: Callable[[ConceptTree], bytes], tree):
    assert read_document(print_docx(tree), "chapter.docx").tree == tree


@given(trees())
@DOCUMENTS
def test_any_tree_is_read_back_from_a_workbook(print_xlsx: Callable[[ConceptTree], bytes], tree):
    assert read_document(print_xlsx(tree), "concept.xlsx").tree == tree


@given(trees())
@DOCUMENTS
def test_any_tree_is_read_back_from_a_csv_that_updates_it(print_csv: Callable[[ConceptTree], bytes], tree):
    assert read_document(print_csv(tree), "concept.csv", base=tree).tree == tree


@given(numbers, some_text)
def test_goal_line_is_read_back(number, text):
    assert parse_goal_line(goal_line(number, text)) == (number, text)


@given(measure_numbers, texts)
def test_measure_line_is_read_back(number, text):
    assert parse_measure_line(measure_line(number, text)) == (number, text)


@given(st.sampled_from(["Leitziel", "Ebene 2", "Goal: main", "3 Schritte"]), numbers, some_text)
def test_heading_line_is_read_back(level, number, text):
    assert parse_heading_line(heading_line(level, number, text)) == (level, number, text)


@given(indicators, st.sampled_from(["de", "en"]))
def test_indicator_line_is_read_back(indicator, language):
    assert parse_indicator_line(indicator_line(indicator, language)) == indicator


@given(st.lists(indicators, max_size=3).map(tuple), st.sampled_from(["de", "en"]))
def test_indicators_of_a_column_are_read_back(listed, language):
    printed = [paragraph for indicator in listed for paragraph in indicator_cell(indicator, language)]
    assert parse_indicator_cell(printed) == listed


def test_readings_of_an_indicator_stand_one_below_the_other():
    readings = (ValueEntry("2026-12-31", 25.1), ValueEntry("2028-12-31", 1031))
    printed = indicator_cell(IndicatorEntry("Besuche", values=readings), "de")
    assert printed == (
        ("Besuche", "Indicator Name"),
        ("Werte: 31.12.2026: 25,1;\n31.12.2028: 1.031", "Indicator Detail"),
    )


def test_readings_in_an_english_document_are_written_as_english_is():
    (_name, (said, _style)) = indicator_cell(IndicatorEntry("Visits", values=READINGS), "en")
    assert said == "Values: 31 December 2026: 1,200.5"


READINGS = (ValueEntry("2026-12-31", 1200.5),)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("31.12.2026: 1.200,5", "as it is printed in German"),
        ("31 December 2026: 1,200.5", "as it is printed in English"),
        ("2026-12-31: 1200.5", "as it was printed before"),
        ("31.12.2026: 1200.5", "typed in Word with a point"),
        ("31.12.2026 : 1200,5;", "typed in Word without care"),
    ],
)
def test_readings_are_understood(said, why):
    assert parse_value_list(said) == READINGS, why


@pytest.mark.parametrize("said", ["31.02.2026: 5", "31 Dezembre 2026: 5", "31.12.2026: viele", "31.12.2026", "2026: 5"])
def test_what_is_no_reading_is_not_guessed(said):
    assert parse_value_list(said) is None


@given(measures, st.sampled_from(["de", "en"]))
def test_mark_is_read_back(entry, language):
    mark = format_mark(entry, language)

    assert mark is None or parse_mark(mark) == (entry.state, entry.origin)


@given(st.lists(st.sampled_from([*FIELDS, "A; B"]), unique=True).map(tuple))
def test_field_list_is_read_back(fields):
    assert parse_field_list(field_list(fields)) == fields


@given(texts)
def test_protected_cell_is_read_back(text):
    assert unprotect_cell(protect_cell(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+49", "-x", "@x", "'=1"])
def test_cell_that_a_spreadsheet_would_run_starts_with_an_apostrophe(text):
    assert protect_cell(text) == f"'{text}"
