"""A concept leaves as plain tables and comes back the same, also through a spreadsheet program, or not at all."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.concept.csv_set import CONCEPT_TABLES
from participation.concept.reading import read_document
from participation.concept.reading.errors import (
    DocumentBroken,
    DocumentTypeMismatch,
    DocumentUnpacksTooLarge,
    NoGoalsFound,
)
from participation.concept.tree import ConceptTree, GoalEntry, IndicatorEntry, ValueEntry, WordEntry
from participation.concept.tree.errors import NestedTooDeep, UnfitValue, UnknownKeys
from participation.export.data_package import make_concept_set
from participation.licences import LICENCES
from tests.export.unit.trees import ADOPTED, TREE, some_text, trees

WRITTEN = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
THOROUGHLY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
AGAIN = GoalEntry("9.9", "Die Vereine sind offen.", repeated=True)
DATED = replace(ADOPTED, title="Bis wann", due_on="2027-12-31", funded_until="2028-06-30")
VALUES = (ValueEntry("2025-01-01", -1.5), ValueEntry("2026-01-01", 1e-7))
RICH = replace(
    TREE,
    goals=(
        *TREE.goals,
        GoalEntry(
            "3",
            "Wohnen",
            children=(
                GoalEntry("1", "Alle wohnen gut.", children=(AGAIN,)),
                GoalEntry(
                    "2",
                    "Noch eins",
                    measures=(replace(ADOPTED, number="5"), replace(ADOPTED, number="6"), DATED),
                    indicators=(
                        IndicatorEntry(
                            "=Zahl", values=(ValueEntry("2025-01-01", -1.5), ValueEntry("2026-01-01", 1e-7))
                        ),
                    ),
                ),
            ),
        ),
    ),
    vocabulary=(WordEntry("actor", "city", "Die Stadt"), WordEntry("target_group", "city", "Alle")),
)


def written(tree):
    return make_concept_set(tree, WRITTEN, None)


def read(content):
    return read_document(content, "Konzept.zip").tree


def tables(content):
    """Return the texts of the tables by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def zipped(texts, encoding="utf-8-sig"):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text.encode(encoding))
    return stream.getvalue()


def test_a_concept_is_read_back_unchanged():
    assert read(written(RICH)) == RICH


def test_days_of_measures_are_days_in_their_table_and_come_back_or_stay_empty():
    content = written(RICH)
    rows = csv.DictReader(io.StringIO(tables(content)["measures.csv"], newline=""), delimiter=";")
    days = [(row["due_on"], row["funded_until"]) for row in rows]
    assert days == [("", ""), ("", ""), ("2027-12-31", "2028-06-30")]
    *_, undated, dated = read(content).goals[-1].children[-1].measures
    assert ((undated.due_on, undated.funded_until), dated) == (("", ""), DATED)
    columns = json.loads(tables(content)["datapackage.json"])["resources"]
    kinds = {field["name"]: field["type"] for each in columns for field in each["schema"]["fields"]}
    assert (kinds["due_on"], kinds["funded_until"]) == ("date", "date")


def levels_with_words(tree):
    values = st.lists(st.tuples(st.dates().map(str), st.floats(allow_nan=False, allow_infinity=False)), max_size=2)
    words = st.lists(
        st.builds(
            WordEntry, st.just("actor"), some_text.map(lambda text: f"k{text}"), some_text.map(lambda text: f"n{text}")
        ),
        max_size=2,
        unique_by=lambda word: word.key,
    )
    return st.builds(_enriched, st.just(tree), values, words)


def _enriched(tree, values, words):
    readings = tuple(ValueEntry(*value) for value in values)
    top = replace(tree.goals[0], indicators=(*tree.goals[0].indicators, IndicatorEntry("Werte", values=readings)))
    return replace(tree, goals=(top, *tree.goals[1:]), vocabulary=tuple(words))


@THOROUGHLY
@given(trees.flatmap(levels_with_words))
def test_any_concept_is_read_back_unchanged(tree: ConceptTree):
    tree = replace(tree, title=tree.title or "x")
    assert read(written(tree)) == tree


@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8"), ("\t", "utf-16"), (";", "cp1252"), (",", "cp1252")]
)
def test_tables_saved_again_by_a_spreadsheet_program_are_read(separator, encoding):
    def saved(text):
        stream = io.StringIO(newline="")
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
        width = None
        for row in rows:
            width = width or len(row)
            csv.writer(stream, delimiter=separator).writerow(row[::-1])
        return stream.getvalue()

    texts = {f"Ordner/{name}": saved(text) for name, text in tables(written(RICH)).items() if name.endswith(".csv")}
    if encoding == "utf-16":
        with pytest.raises(UnfitValue):
            read(zipped(texts, encoding))
    else:
        assert read(zipped(texts, encoding)) == RICH


def test_cells_are_safe_in_spreadsheet_programs():
    content = written(RICH)
    for name, text in tables(content).items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
                dangerous = [cell for cell in row if cell[:1] in {"=", "+", "@", "\t", "\r"} or cell.startswith("-")]
                assert dangerous == (["-1.5"] if "-1.5" in row else [])


def changed(name, old, new):
    texts = tables(written(RICH))
    assert old in texts[name], texts[name]
    return zipped(texts | {name: texts[name].replace(old, new, 1)})


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        ("goals.csv", "goal;", "ziel;", "goals.csv"),
        ("goals.csv", "2;1;0;1;1;", "2;77;0;1;1;", "goals.csv, 3, parent"),
        ("goals.csv", "2;1;0;1;1;", "2;2;0;1;1;", "goals.csv, 3, parent"),
        ("goals.csv", "2;1;0;1;1;", "1;1;0;1;1;", "goals.csv, 3"),
        ("goals.csv", "2;1;0;1;1;", "zwei;1;0;1;1;", "goals.csv, 3, goal"),
        ("goals.csv", "2;1;0;1;1;", "-2;1;0;1;1;", "goals.csv, 3, goal"),
        ("goals.csv", "2;1;0;1;1;", "2;1;0;2;1;", "goals.csv, 3, level"),
        ("goals.csv", "2;1;0;1;1;Sport verbindet", "2;1;0;1;1;Sport verbindet;mehr", "goals.csv, 3"),
        ("goal_fields.csv", "3;2", "3;77", "goal_fields.csv, 2, field"),
        ("goal_fields.csv", "3;2", "77;2", "goal_fields.csv, 2, goal"),
        ("measure_goals.csv", "3;0;1;1", "3;0;77;1", "measure_goals.csv, 2, measure"),
        ("indicator_values.csv", "2;2025", "77;2025", "indicator_values.csv, 2, indicator"),
        ("measures.csv", "1;adopted;", "1;beschlossen;", "measures.csv, 2, state"),
        ("measures.csv", "1;adopted;", ";adopted;", "measures.csv, 2, measure"),
        ("measures.csv", "2027-12-31", "31.12.2027", "measures.csv, 4, due_on"),
        ("measures.csv", "2028-06-30", "2028", "measures.csv, 4, funded_until"),
        ("indicator_values.csv", "2025-01-01", "1.1.2025", "indicator_values.csv, 2, at"),
        ("indicator_values.csv", "-1.5", "viel", "indicator_values.csv, 2, value"),
        ("indicator_values.csv", "-1.5", "nan", "indicator_values.csv, 2, value"),
        ("concept.csv", "Integrationskonzept", "", "concept.csv, 2, title"),
        ("fields.csv", "2;Sport", "1;Sport", "fields.csv, 3"),
        ("vocabulary.csv", "actor", "colour", "vocabulary.csv, 2, kind"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(name, old, new, where):
    with pytest.raises(UnfitValue) as told:
        read(changed(name, old, new))
    assert told.value.where == where


def test_a_decimal_comma_is_read():
    again = read(changed("indicator_values.csv", "-1.5", "-1,5"))
    assert again == RICH


def test_goals_that_hang_on_each_other_are_refused():
    text = "goal;parent;position;level;number;text\r\n1;;0;0;;A\r\n2;3;0;1;;B\r\n3;2;0;1;;C\r\n"
    empty = {name: text.split("\r\n")[0] + "\r\n" for name, text in tables(written(RICH)).items()}
    kept = {name: tables(written(RICH))[name] for name in ("concept.csv", "levels.csv")}
    with pytest.raises(UnfitValue) as told:
        read(zipped({**empty, **kept, "goals.csv": text}))
    assert told.value.where == "goals.csv, 3, parent"


def test_goals_deeper_than_the_levels_are_refused():
    with pytest.raises((NestedTooDeep, UnfitValue)):
        read(changed("levels.csv", "2;Teilziel\r\n", ""))


@pytest.mark.parametrize("name", ["concept.csv", "levels.csv", "goals.csv"])
def test_a_missing_table_is_named(name):
    texts = tables(written(RICH))
    del texts[name]
    with pytest.raises(UnfitValue) as told:
        read(zipped(texts))
    assert (told.value.where, told.value.needed) == ("Konzept.zip", name)


def test_tables_that_only_some_concepts_need_may_be_missing():
    needed = {f"{table.name}.csv" for table in CONCEPT_TABLES if table.needed}
    texts = {name: text for name, text in tables(written(RICH)).items() if name in needed}
    assert read(zipped(texts)).goals[0].children[0].children[0].measures == ()


def test_a_table_that_no_concept_has_is_named():
    with pytest.raises(UnknownKeys) as told:
        read(zipped(tables(written(RICH)) | {"cards.csv": "card\r\n1\r\n"}))
    assert told.value.keys == ("cards.csv",)


def test_a_set_without_goals_is_no_concept():
    texts = {name: text.split("\r\n")[0] for name, text in tables(written(RICH)).items()}
    whole = {name: tables(written(RICH))[name] for name in ("concept.csv", "levels.csv")}
    with pytest.raises(NoGoalsFound):
        read(zipped(texts | whole))


def test_what_is_no_zip_is_refused():
    with pytest.raises(DocumentTypeMismatch):
        read(b"goal;text\r\n")
    with pytest.raises(DocumentBroken):
        read(b"PK\x03\x04 but nothing more")


def test_a_zip_that_unpacks_to_far_too_much_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("goals.csv", b"0" * 50_000_000)
    with pytest.raises(DocumentUnpacksTooLarge):
        read(stream.getvalue())


def test_the_dictionary_describes_every_table_and_column():
    texts = tables(make_concept_set(RICH, WRITTEN, LICENCES["CC-BY-4.0"]))
    dictionary = json.loads(texts.pop("datapackage.json"))
    assert {resource["path"] for resource in dictionary["resources"]} == set(texts)
    assert dictionary["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in dictionary["resources"]:
        header = next(csv.reader(io.StringIO(texts[resource["path"]]), delimiter=resource["dialect"]["delimiter"]))
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        assert all(field["title"] and field["title@de"] for field in fields)
        assert resource["title"] != resource["title@de"]


def test_without_a_chosen_licence_none_is_named():
    assert "licenses" not in json.loads(tables(written(RICH))["datapackage.json"])


def test_every_foreign_key_leads_to_a_row_and_every_primary_key_is_one():
    texts = tables(written(RICH))
    resources = {each["name"]: each for each in json.loads(texts["datapackage.json"])["resources"]}
    rows = {
        name: list(csv.DictReader(io.StringIO(texts[each["path"]], newline=""), delimiter=";"))
        for name, each in resources.items()
    }
    for name, each in resources.items():
        key = each["schema"].get("primaryKey", [])
        keys = [tuple(row[part] for part in key) for row in rows[name]]
        assert not key or len(set(keys)) == len(keys)
        for pointer in each["schema"].get("foreignKeys", []):
            there = pointer["reference"]
            known = {row[there["fields"]] for row in rows[there["resource"] or name]} | {""}
            assert {row[pointer["fields"]] for row in rows[name]} <= known
