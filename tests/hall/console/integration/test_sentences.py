"""A refusal reads for a moderator as it looks from the console."""

import pytest

from participation.contributions import errors as contributions
from participation.hall.console.sentences import SENTENCES, word_for_staff
from participation.measures import errors as measures
from participation.prioritisation import errors as prioritisation
from participation.web.messages import word, worded
from participation.workshop import errors as workshop


@pytest.mark.parametrize("module", [contributions, measures, prioritisation, workshop])
def test_every_refusal_of_a_move_is_worded(app, module):
    named = {error for error in vars(module).values() if getattr(error, "__module__", "") == module.__name__}
    with app.app_context():
        assert named - worded() == set()


def test_moderator_reads_what_happened_to_the_card(app):
    with app.test_request_context("/?lang=en"):
        sentence = word_for_staff(contributions.CardUnknown())
    assert sentence == (
        "This card is not on the board any more. Somebody has hidden or withdrawn it. Nothing was changed by you."
    )


def test_other_refusals_read_as_everywhere(app):
    with app.test_request_context("/?lang=en"):
        assert workshop.StageMoved not in SENTENCES
        assert word_for_staff(workshop.StageMoved()) == word(workshop.StageMoved())
