"""The page of a concept's Word template, and the documents that look like it."""

from io import BytesIO

import docx
import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from participation.access.models import LogEntry
from participation.export.models import WordTemplate
from participation.export.queries import find_template_content
from participation.kernel.database import db
from tests.export.unit.letterheads import letterhead, related, with_page_number
from tests.factories import a_goal, an_edition, an_office_user


@pytest.fixture
def concept(app):
    with app.app_context():
        edition = an_edition()
        edition.concept.language = "de"
        a_goal(parent=a_goal(edition, text="Sprache"), text="Alle verstehen sich.")
        return edition.concept_id


@pytest.fixture
def office(app, client):
    with app.app_context():
        user = an_office_user().id
    with client.session_transaction() as session:
        session["_user_id"] = str(user)
        session["_fresh"] = True
    client.get("/office/concepts", headers={"Accept-Language": "en"})
    return client


@pytest.fixture
def brought_in(office, concept):
    """The page that a file answers which is sent from the page's own form."""

    def send(content=None, filename="Briefkopf.docx", to=""):
        address = f"/office/concepts/{concept}/template"
        shown = office.get(address).get_data(as_text=True)
        token = shown.partition('name="csrf_token" value="')[2].partition('"')[0]
        file = {} if content is None else {"file": FileStorage(BytesIO(content), filename)}
        # Encoded here: the client would leave a file of this size open.
        boundary, body = encode_multipart({"csrf_token": token, **file})
        return office.post(address + to, data=body, content_type=f"multipart/form-data; boundary={boundary}")

    return send


def kept(app, concept):
    with app.app_context():
        return find_template_content(concept)


def chapter(office, concept):
    return docx.Document(BytesIO(office.get(f"/office/concepts/{concept}/export/docx").data))


def test_documents_look_like_the_template_until_it_is_taken_away(app, office, concept, brought_in):
    assert brought_in(letterhead()).status_code == 303
    assert chapter(office, concept).styles["Heading 1"].font.name == "Georgia"
    assert brought_in(to="/remove").status_code == 303
    assert (chapter(office, concept).styles["Heading 1"].font.name, kept(app, concept)) == ("Arial", None)


def test_another_template_takes_the_place_of_the_first(app, office, concept, brought_in):
    brought_in(letterhead())
    brought_in(with_page_number(), "Neu.docx")
    with app.app_context():
        rows = db.session.query(WordTemplate).all()
        moves = db.session.query(LogEntry.action).filter(LogEntry.action.like("%template%")).all()
        assert ([row.filename for row in rows], len(moves)) == (["Neu.docx"], 2)
    handed = office.get(f"/office/concepts/{concept}/template/file")
    assert handed.data == with_page_number()


def test_refused_template_leaves_the_one_before(app, concept, brought_in):
    brought_in(letterhead())
    answer = brought_in(related("image", "https://elsewhere.example/a.png"))
    said = answer.get_data(as_text=True)
    assert (answer.status_code, "https://elsewhere.example/a.png" in said, 'role="alert"' in said) == (422, True, True)
    assert kept(app, concept) == letterhead()


@pytest.mark.parametrize(("content", "status"), [(None, 422), (b"", 422), (b"\r\n0" * 2 * 1024 * 1024, 413)])
def test_file_that_is_missing_empty_or_too_large_is_refused(app, concept, brought_in, content, status):
    answer = brought_in(content)
    assert (answer.status_code, kept(app, concept)) == (status, None)


def test_page_tells_what_the_template_gives_and_lacks(office, concept, brought_in):
    brought_in(letterhead())
    said = office.get(f"/office/concepts/{concept}/template?lang=en").get_data(as_text=True)
    told = ["Briefkopf.docx", "210 × 297 mm", "Contents 1", "they are put into the footer"]
    assert [words for words in told if words not in said] == []


@pytest.mark.parametrize("address", ["/office/concepts/99/template", "/office/concepts/1/template/file"])
def test_what_is_not_there_is_not_found(office, concept, address):
    assert office.get(address).status_code == 404


@pytest.mark.parametrize(
    ("asked", "header"), [("", "Maßnahmen"), ("measures", "Maßnahmen"), ("indicators", "Indikatoren")]
)
def test_form_of_the_chapter_can_be_chosen(office, concept, asked, header):
    file = office.get(f"/office/concepts/{concept}/export/docx", query_string={"form": asked}).data
    first = docx.Document(BytesIO(file)).tables[0].rows[0]
    assert first.cells[1].text == header


def test_form_that_there_is_not_is_not_found(office, concept):
    assert office.get(f"/office/concepts/{concept}/export/docx?form=columns").status_code == 404


def test_chapter_of_a_draft_says_that_it_is_one(office, concept):
    word = chapter(office, concept)
    quiet = [line.text for line in word.paragraphs if line.style.name == "Quiet"]
    assert quiet[0] == "Entwurf"
