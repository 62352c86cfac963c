"""Downloads of the office, and the commands that write the same files."""

import json
from io import BytesIO
from urllib.parse import unquote

import pytest
from pypdf import PdfReader

from participation.cli.workshops import workshop as workshop_commands
from participation.export.documentation import ENDINGS
from participation.export.invitation import invite_to
from participation.export.tent_words import tents_of
from participation.export.views import workshops
from participation.export.views.handing_out import disposition
from participation.export.views.workshops import file_name
from participation.hall.qr_code import svg_of
from participation.i18n.languages import LANGUAGES
from participation.kernel.database import db
from participation.workshop.queries import get_workshop, list_workshops
from tests.factories import a_card, a_workshop, an_office_user


@pytest.fixture
def code(app):
    with app.app_context():
        workshop = a_workshop(title="Werkstatt: «Ankommen» / ورشة", code="K7M2QX", languages=["de", "ar", "tr", "en"])
        a_card(workshop, text="Kein Platz")
        return workshop.code


@pytest.fixture
def office(app, client):
    with app.app_context():
        user = an_office_user().id
    with client.session_transaction() as session:
        session["_user_id"] = str(user)
        session["_fresh"] = True
    return client


STARTS = {"docx": b"PK", "pdf": b"%PDF", "xlsx": b"PK", "csv": b"\xef\xbb\xbf"}


@pytest.mark.parametrize(("ending", "start"), STARTS.items())
def test_documentation_is_handed_out_as_a_file(office, code, ending, start):
    answer = office.get(f"/office/workshops/{code}/documentation.{ending}")
    assert (answer.status_code, answer.content_type) == (200, ENDINGS[ending])
    assert answer.data.startswith(start)
    assert answer.headers["Content-Disposition"].startswith("attachment; ")


def test_json_is_the_complete_bundle(office, code):
    answer = office.get(f"/office/workshops/{code}/documentation.json")
    assert (answer.json["format"], answer.json["workshop"]["code"]) == ("participation.workshop", code)


@pytest.mark.parametrize("path", ["K7M2QX/documentation.exe", "AAAAAA/documentation.pdf", "AAAAAA/poster.pdf"])
def test_what_does_not_exist_is_not_found(office, code, path):
    assert office.get(f"/office/workshops/{path}").status_code == 404


def test_file_name_is_sane_and_survives_every_script(office, code):
    header = office.get(f"/office/workshops/{code}/documentation.csv").headers["Content-Disposition"]
    encoded = header.partition("filename*=UTF-8''")[2]
    assert unquote(encoded).endswith("-K7M2QX-Werkstatt-Ankommen-ورشة.csv")


def test_file_name_has_no_way_out_of_its_folder():
    assert file_name("poster", "K7M2QX", '../../etc/"passwd"\r\n', "pdf") == "poster-K7M2QX-etc-passwd.pdf"


def test_disposition_carries_a_plain_name_beside_the_encoded_one():
    assert disposition("inline", "Übersicht.pdf") == (
        "inline; filename=\"Ubersicht.pdf\"; filename*=UTF-8''%C3%9Cbersicht.pdf"
    )


@pytest.mark.parametrize(("size", "width"), [("", 210), ("?size=a4", 210), ("?size=a3", 297), ("?size=a0", 210)])
def test_poster_is_one_page_of_the_asked_paper(office, code, size, width):
    answer = office.get(f"/office/workshops/{code}/poster.pdf{size}")
    pages = PdfReader(BytesIO(answer.data)).pages
    assert [round(page.mediabox.width / 72 * 25.4) for page in pages] == [width]


def test_poster_names_the_join_address_and_all_languages(office, code):
    text = PdfReader(BytesIO(office.get(f"/office/workshops/{code}/poster.pdf").data)).pages[0].extract_text()
    assert [part for part in ("http://127.0.0.1:8000/K7M2QX", "Deutsch", "Türkçe", "English") if part not in text] == []


def printed(office, code, monkeypatch, query):
    """The poster as it was given to the typesetter."""
    posters = []
    monkeypatch.setattr(workshops, "write_poster", lambda poster, *_: posters.append(poster) or b"%PDF")
    office.get(f"/office/workshops/{code}/poster.pdf{query}")
    return posters[0]


def test_poster_in_one_language_leads_to_the_page_in_it(office, code, monkeypatch):
    whole, arabic = (printed(office, code, monkeypatch, query) for query in ("", "?language=ar"))
    said = [invitation.language for invitation in arabic.invitations]
    assert (arabic.language, arabic.direction, said) == ("ar", "rtl", ["ar"])
    assert arabic.qr.decode() == svg_of(f"http://127.0.0.1:8000/{code}?lang=ar")
    assert whole.qr.decode() == svg_of(f"http://127.0.0.1:8000/{code}")


@pytest.mark.parametrize(("paper", "room"), [("poster", 6), ("tents", 8)])
def test_paper_of_a_workshop_in_all_languages_names_those_for_which_there_is_no_room(app, code, paper, room):
    with app.app_context():
        workshop = get_workshop(code)
        workshop.languages = list(LANGUAGES)
        said = {"poster": invite_to, "tents": tents_of}[paper](workshop, "https://stadt.example", "")
    invited = [invitation.language for invitation in said.invitations]
    assert (len(invited), [*invited, *(name.language for name in said.also)]) == (room, list(LANGUAGES))


def test_no_database_connection_is_held_while_a_file_is_written(office, code, monkeypatch):
    held = []

    def note(*_arguments):
        held.append(db.engine.pool.checkedout())
        return b"%PDF"

    monkeypatch.setattr(workshops, "write_poster", note)
    office.get(f"/office/workshops/{code}/poster.pdf")
    assert held == [0]


def test_moderator_may_not_take_the_files(client, code):
    assert client.get(f"/office/workshops/{code}/documentation.pdf").status_code == 302


@pytest.mark.parametrize("ending", list(ENDINGS))
def test_command_writes_the_file(app, code, tmp_path, ending):
    target = tmp_path / f"out.{ending}"
    answer = app.test_cli_runner().invoke(
        workshop_commands, ["export", code, "--format", ending, "--out", str(target), "--json"]
    )
    assert json.loads(answer.output) == {"code": code, "format": ending, "file": str(target)}
    assert target.stat().st_size > 0


def test_command_takes_the_workshop_in_again(app, code, tmp_path):
    target, runner = tmp_path / "workshop.json", app.test_cli_runner()
    runner.invoke(workshop_commands, ["export", code, "--format", "json", "--out", str(target)])
    answer = runner.invoke(workshop_commands, ["import", str(target), "--json"])
    with app.app_context():
        assert [json.loads(answer.output)["code"], code] == [workshop.code for workshop in list_workshops()]


@pytest.mark.parametrize("content", [b"no json", b"{}", b'{"format": "participation.workshop", "version": 1}'])
def test_command_refuses_a_damaged_file_in_one_sentence(app, code, tmp_path, content):
    target = tmp_path / "broken.json"
    target.write_bytes(content)
    answer = app.test_cli_runner().invoke(workshop_commands, ["import", str(target)])
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert len(answer.stderr.splitlines()) == 1
    with app.app_context():
        assert len(list_workshops()) == 1
        db.session.rollback()
