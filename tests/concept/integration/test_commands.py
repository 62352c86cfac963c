"""`participation concept import` and `export`: one line for people, JSON for scripts, exit codes 0, 1, 2."""

import json
from dataclasses import replace

import docx
import pytest
from sqlalchemy import func, select

from participation.cli.concepts import concept as group
from participation.concept.models import Concept, Goal
from participation.concept.queries import tree_of
from participation.concept.tree import to_json
from tests.concept.integration.editions import an_adopted_edition, begun
from tests.concept.integration.steps import TREE, imported, taken_over

AACHEN_COUNTS = {
    "goals": {"Themenfeld": 4, "Leitziel": 23, "Teilziel": 67},
    "measures": 25,
    "fields_of_action": 7,
    "indicators": 0,
}


@pytest.fixture
def run(app):
    def call(*arguments):
        return app.test_cli_runner().invoke(group, [str(argument) for argument in arguments])

    return call


@pytest.fixture
def json_file(tmp_path):
    def write(tree, name="concept.json"):
        path = tmp_path / name
        path.write_text(json.dumps(to_json(tree)), encoding="utf-8")
        return path

    return write


@pytest.fixture
def mapping_file(tmp_path, aachen_mapping):
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps({"field_spellings": aachen_mapping.field_spellings}), encoding="utf-8")
    return path


def rows(database, model) -> int:
    database.session.rollback()
    return database.session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize("document", ["aachen_docx", "aachen_xlsx"])
def test_import_answers_a_script_with_the_facts(request, run, document):
    answer = json.loads(run("import", request.getfixturevalue(document), "--json").stdout)
    assert list(answer) == ["concept", "edition", "counts", "changes", "warnings"]
    assert (answer["concept"], answer["edition"], answer["counts"]) == (1, 1, AACHEN_COUNTS)


def test_dry_run_writes_nothing_and_has_no_numbers(database, run, aachen_docx):
    answer = json.loads(run("import", aachen_docx, "--dry-run", "--json").stdout)
    assert (answer["concept"], answer["edition"], answer["counts"]) == (None, None, AACHEN_COUNTS)
    assert rows(database, Concept) == 0


def test_dry_run_shows_the_tree_and_what_was_interpreted(run, aachen_docx):
    shown = run("import", aachen_docx, "--dry-run").output
    assert "\n  4 Gesellschaftliches Engagement und Teilhabe\n" in shown
    assert "\nInterpreted:\n" in shown
    assert shown.endswith(
        "A new concept would be created: "
        "4 Themenfeld, 23 Leitziel, 67 Teilziel, 25 measures, 7 fields of action, 0 indicators.\n"
    )


def test_mapping_file_names_the_fields(run, database, aachen_docx, mapping_file, facts):
    run("import", aachen_docx, "--mapping", mapping_file)
    concept = database.session.scalar(select(Concept))
    assert [field.name for field in concept.fields] == facts["fields_of_action"]


def test_same_file_again_finds_its_concept_and_says_that_nothing_changed(run, database, aachen_docx):
    run("import", aachen_docx)
    again = run("import", aachen_docx)
    assert (again.exit_code, again.output) == (
        0,
        "“7. Maßnahmen der Integrationsplanung” (concept 1) says this already; nothing was changed.\n",
    )
    assert rows(database, Concept) == 1


def test_title_names_a_new_concept_and_finds_it_again(run, database, json_file):
    run("import", json_file(TREE), "--title", "Anders")
    again = run("import", json_file(TREE), "--title", "Anders")
    assert again.output == "“Anders” (concept 1) says this already; nothing was changed.\n"


def test_changes_need_yes_and_show_the_differences_first(run, database, json_file):
    taken_over(TREE)
    changed = json_file(replace(TREE, goals=TREE.goals[:1]))
    refused = run("import", changed)
    assert refused.exit_code == 1
    assert "Would be removed:\n  goal\n    - 2 Niemand bleibt allein.\n" in refused.stdout
    assert refused.stderr.startswith("Nothing was changed.")
    assert rows(database, Goal) == 5
    assert run("import", changed, "--yes").exit_code == 0
    assert rows(database, Goal) == 3


def test_script_gets_the_differences_with_the_refusal(run, database, json_file):
    taken_over(TREE)
    refused = run("import", json_file(replace(TREE, goals=TREE.goals[:1])), "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["changes"] == {
        "added": [],
        "changed": [],
        "removed": [
            {"path": [], "what": "goal", "before": "2 Niemand bleibt allein.", "after": ""},
            {"path": ["2 Niemand bleibt allein."], "what": "goal", "before": "Nachbarn kennen sich.", "after": ""},
        ],
    }


def test_document_goes_into_the_concept_that_is_named(run, database, aachen_docx, aachen_xlsx, mapping_file):
    run("import", aachen_docx, "--mapping", mapping_file)
    answer = json.loads(run("import", aachen_xlsx, "--concept", 1, "--yes", "--json").stdout)
    assert (answer["concept"], answer["counts"]) == (1, AACHEN_COUNTS)


def test_refusals_are_sentences_and_exit_with_one(run, tmp_path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 and nothing more")
    answer = run("import", broken)
    assert (answer.exit_code, answer.stderr) == (
        1,
        "The file “broken.docx” is damaged. Open it in your office program, save it anew and try again.\n",
    )


def test_unknown_concept_is_refused(run, json_file):
    answer = run("import", json_file(TREE), "--concept", 7)
    assert (answer.exit_code, answer.stderr) == (
        1,
        "There is no concept with the number 7. Choose one from the list.\n",
    )


def test_mapping_that_is_no_mapping_is_refused(run, json_file, tmp_path):
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"colours": {}}', encoding="utf-8")
    answer = run("import", json_file(TREE), "--mapping", mapping)
    assert (answer.exit_code, answer.stderr) == (1, "The mapping cannot be read: look at “colours” in it.\n")


def test_missing_file_is_wrong_usage(run):
    assert run("import", "nowhere.docx").exit_code == 2


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv", "json"])
def test_exported_file_says_what_the_concept_says(run, database, tmp_path, ending):
    edition = taken_over(TREE)
    path = tmp_path / f"{TREE.title}.{ending}"
    answer = run("export", "--concept", edition.concept_id, "--format", ending, "--out", path)
    assert (answer.exit_code, answer.output) == (0, f"Wrote {path}.\n")
    again = run("import", path)
    assert again.output == f"“{TREE.title}” (concept 1) says this already; nothing was changed.\n"


@pytest.mark.parametrize(("form", "header"), [("measures", "Maßnahmen"), ("indicators", "Indikatoren")])
def test_chapter_has_the_form_that_was_asked_for(run, database, tmp_path, form, header):
    edition = taken_over(TREE)
    path = tmp_path / f"{TREE.title}.docx"
    run("export", "--concept", edition.concept_id, "--format", "docx", "--form", form, "--out", path)
    assert docx.Document(str(path)).tables[0].rows[0].cells[1].text == header
    assert run("import", path).output == f"“{TREE.title}” (concept 1) says this already; nothing was changed.\n"


def test_aachen_chapter_goes_out_and_comes_back_as_the_same_tree(run, database, aachen_docx, aachen_mapping, tmp_path):
    edition = imported(aachen_docx, mapping=aachen_mapping)
    path = tmp_path / "out.docx"
    run("export", "--concept", edition.concept_id, "--format", "docx", "--out", path)
    assert tree_of(imported(path)) == tree_of(edition)


def test_export_takes_the_edition_that_is_named(run, database, tmp_path):
    former = an_adopted_edition()
    draft = begun(former)
    path = tmp_path / "out.json"
    written = {}
    for wanted in ("adopted", "draft", str(former.id), "newest"):
        run("export", "--concept", former.concept_id, "--format", "json", "--out", path, "--edition", wanted)
        written[wanted] = json.loads(path.read_text("utf-8"))["edition"]
    assert written == {"adopted": "2026", "draft": "2030", str(former.id): "2026", "newest": draft.title}


def test_export_of_an_edition_that_is_not_there_is_refused(run, database, tmp_path):
    edition = taken_over(TREE)
    wanted = ("--format", "json", "--out", tmp_path / "out.json", "--edition", "adopted")
    answer = run("export", "--concept", edition.concept_id, *wanted)
    assert (answer.exit_code, answer.stderr) == (1, "The concept has no such edition. Choose one from the list.\n")
