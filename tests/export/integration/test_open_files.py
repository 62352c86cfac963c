"""Sets of CSV files: downloaded by the office, written by the command, brought in where nothing is yet."""

import csv
import io
import json
import zipfile

import pytest

from participation.cli.concepts import concept
from participation.concept.queries import tree_of
from participation.concept.services import apply_import, prepare_import, read_for
from participation.contributions.models import Card, CardState
from participation.export.documentation import prepare_documentation
from participation.export.services import ConceptFormat, export_concept
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.models import RoundState
from participation.prioritisation.queries import list_rounds
from tests.export.integration.lived import reread


def tables(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    dictionary = json.loads(texts.pop("datapackage.json"))
    rows = {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
        for name, text in texts.items()
    }
    return rows, dictionary


def test_a_concept_brought_into_an_empty_installation_says_the_same(lived):
    tree = tree_of(lived.edition)
    content = export_concept(lived.edition, ConceptFormat.ZIP).content
    with transaction():
        plan = prepare_import(read_for(None, content, "Konzept.zip"))
        edition = apply_import(plan, None)
    assert edition.id != lived.edition.id
    assert tree_of(edition) == tree


def test_a_set_with_a_fault_changes_nothing(app, lived):
    rows, _ = tables(export_concept(lived.edition, ConceptFormat.ZIP).content)
    assert len(rows["measures"]) == 3
    path = app.config["SETTINGS"].instance / "set.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("goals.csv", "goal\r\n1\r\n")
    told = app.test_cli_runner().invoke(concept, ["import", str(path)])
    assert (told.exit_code, len(lived.edition.goals)) == (1, 5)
    assert "concept.csv" in told.stderr


@pytest.fixture
def workshop_set(lived, fonts):
    return tables(prepare_documentation(reread(lived), "zip", fonts, clock.now()).write())


def test_a_workshop_tells_the_cards_that_everybody_may_see(lived, workshop_set):
    rows, dictionary = workshop_set
    seen = [card.text for card in db.session.query(Card).order_by(Card.id) if card.state is CardState.VISIBLE]
    assert [row["text"] for row in rows["cards"]] == seen
    assert "Frau Muster ist schuld" not in json.dumps(rows, ensure_ascii=False)
    assert {name: len(table) for name, table in rows.items()} == {
        "workshop": 1,
        "cards": 13,
        "card_translations": 3,
        "clusters": 5,
        "cluster_cards": 12,
        "votes": 3,
        "vote_options": 7,
        "plans": 2,
        "plan_wishes": 2,
    }
    assert dictionary["title"] == "Werkstatt Ankommen"


def test_every_pointer_of_a_workshop_leads_to_a_row(workshop_set):
    rows, dictionary = workshop_set
    for resource in dictionary["resources"]:
        for pointer in resource["schema"].get("foreignKeys", []):
            there = pointer["reference"]
            known = {row[there["fields"]] for row in rows[there["resource"]]} | {""}
            assert {row[pointer["fields"]] for row in rows[resource["name"]]} <= known


def test_an_open_vote_is_not_told(lived, fonts):
    opened = list_rounds(lived.workshop.id)[1]
    opened.state = RoundState.OPEN
    db.session.commit()
    rows, _ = tables(prepare_documentation(reread(lived), "zip", fonts, clock.now()).write())
    assert [row["vote"] for row in rows["votes"]] == ["1", "2"]
    assert {row["vote"] for row in rows["vote_options"]} == {"1", "2"}


def test_the_office_downloads_both_sets(app, lived):
    office = app.test_client()
    with office.session_transaction() as session:
        session["_user_id"] = str(lived.office.id)
        session["_fresh"] = True
    chapter = office.get(f"/office/concepts/{lived.edition.concept_id}/export/zip")
    workshop = office.get(f"/office/workshops/{lived.workshop.code}/documentation.zip")
    assert [answer.content_type for answer in (chapter, workshop)] == ["application/zip", "application/zip"]
    assert "goals" in tables(chapter.data)[0]
    assert "cards" in tables(workshop.data)[0]
    assert "documentation.zip" in office.get(f"/office/workshops/{lived.workshop.code}").text
    assert "export/zip" in office.get(f"/office/concepts/{lived.edition.concept_id}").text
