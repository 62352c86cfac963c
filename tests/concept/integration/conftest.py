"""The real documents beside the repository, and a client of the office."""

import json
import os
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from participation.concept.reading import Mapping
from tests.factories import an_office_user


@pytest.fixture(scope="session")
def concepts() -> Path:
    """The folder of real concept documents."""
    shared = os.environ.get("PARTICIPATION_SHARED", Path(__file__).parents[4] / "shared")
    folder = Path(shared) / "concepts"
    if not folder.is_dir():
        pytest.skip("the real concept documents are not here")
    return folder


@pytest.fixture(scope="session")
def aachen_docx(concepts: Path) -> Path:
    return concepts / "aachen-2016-kapitel-7.docx"


@pytest.fixture(scope="session")
def aachen_xlsx(concepts: Path) -> Path:
    return concepts / "aachen-2016-ziele.xlsx"


@pytest.fixture(scope="session")
def facts(concepts: Path) -> dict:
    return json.loads((concepts / "aachen-2016.facts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def aachen_mapping() -> Mapping:
    """What the person who imports the text document confirms: the full names of three fields of action."""
    return Mapping(
        field_spellings={
            "Sozialplanung": "Wohnen / Sozialplanung",
            "Sicherheit": "Sicherheit / Rassismus / Religiöser Extremismus",
            "Öffentlichkeitsarbeit": "Öffentlichkeitsarbeit / Presse",
        }
    )


@pytest.fixture
def office(app, database) -> FlaskClient:
    """A client that is signed in as a member of the office."""
    user = an_office_user()
    return signed_in(app, user)


def signed_in(app, user) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = str(user.id)
        session["_fresh"] = True
        session["language"] = "en"
    return client


@pytest.fixture
def token(office) -> str:
    """The token against forgery, as it stands in every form."""
    return re.search(r'name="csrf_token" value="([^"]+)"', office.get("/office/concepts/import").text)[1]


@pytest.fixture
def post(office, token):
    def call(address: str, **values):
        return office.post(address, data={"csrf_token": token, **values})

    return call
