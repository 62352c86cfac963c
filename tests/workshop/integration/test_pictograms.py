"""The sign beside a prompt: chosen by the office from a small set, else that of the step."""

import re
from pathlib import Path

import pytest

from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.errors import PictogramUnknown
from participation.workshop.models import Step, StepKind
from participation.workshop.pictograms import PICTOGRAMS
from participation.workshop.services import choose_pictogram
from tests.factories import a_workshop, run_step

DRAWINGS = Path("templates/hall/phone/_pictogram.svg").read_text("utf-8")


def drawn(client, code):
    """The name of the drawing on the phone page."""
    path = re.search(r'class="pictogram".*?d="([^"]+)"', client.get(f"/{code}").text).group(1)
    return re.search(rf'"(\w+)": "{re.escape(path)}"', DRAWINGS).group(1)


def choose(step_id, name):
    with transaction():
        choose_pictogram(db.session.get_one(Step, step_id), name, None)


def test_chosen_sign_stands_beside_the_prompt_until_it_is_taken_away(app, client):
    with app.app_context():
        workshop = a_workshop()
        code, step_id = workshop.code, run_step(workshop).id
        before = drawn(client, code)
        choose(step_id, "way")
        chosen = drawn(client, code)
        choose(step_id, "")
        assert (before, chosen, drawn(client, code)) == ("collect", "way", "collect")


def test_sign_that_does_not_exist_is_refused(app):
    with app.app_context():
        step = run_step(a_workshop())
        with pytest.raises(PictogramUnknown):
            choose_pictogram(step, "skull", None)
        assert step.settings == {}


def test_every_sign_and_every_kind_of_step_has_a_drawing():
    names = set(re.findall(r'"(\w+)": "', DRAWINGS))
    assert names == {*PICTOGRAMS, *StepKind}
