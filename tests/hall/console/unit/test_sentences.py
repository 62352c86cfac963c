"""Every refusal that a console can meet has a sentence."""

import pytest

from participation.contributions import errors as contributions
from participation.hall.console.sentences import word_for_staff
from participation.hall.views.console import blueprint
from participation.kernel.errors import DomainError
from participation.measures import errors as measures
from participation.prioritisation import errors as prioritisation
from participation.web.messages import worded
from participation.workshop import errors as workshop


@pytest.mark.parametrize("module", [contributions, measures, prioritisation, workshop])
def test_every_refusal_is_worded(module):
    assert blueprint.name == "console"
    named = {
        error
        for error in vars(module).values()
        if isinstance(error, type) and issubclass(error, DomainError) and error.__module__ == module.__name__
    }
    assert named - worded() == set()


def test_moderator_reads_what_happened_to_the_card(app):
    with app.test_request_context("/?lang=en"):
        sentence = word_for_staff(contributions.CardUnknown())
    assert sentence == (
        "This card is not on the board any more. Somebody has hidden or withdrawn it. Nothing was changed by you."
    )
