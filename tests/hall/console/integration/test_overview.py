"""The list of workshops that somebody leads."""

from lxml import html

from participation.workshop.models import WorkshopState
from tests.factories import a_moderator, a_workshop, an_office_user
from tests.hall.console.desk import sign_in, words

TITLES = "//a[@class='workshop__title']"


def titles(app, user_id):
    return words(html.fromstring(sign_in(app, user_id).get("/console/").text), TITLES)


def test_moderator_sees_only_own_workshops_the_running_one_first(app):
    with app.app_context():
        a_workshop(title="Of somebody else")
        own = [
            a_workshop(title="Runs", state=WorkshopState.RUNNING),
            a_workshop(title="Over", state=WorkshopState.CLOSED),
            a_workshop(title="Soon", state=WorkshopState.PLANNED),
        ]
        moderator = a_moderator(*own).id
    assert titles(app, moderator) == ["Runs", "Soon", "Over"]


def test_office_sees_all_workshops(app):
    with app.app_context():
        a_workshop(title="One")
        a_workshop(title="Two")
        office = an_office_user().id
    assert titles(app, office) == ["Two", "One"]


def test_moderator_without_a_workshop_is_told_who_can_help(app):
    with app.app_context():
        moderator = a_moderator().id
    page = html.fromstring(sign_in(app, moderator).get("/console/").text)
    assert words(page, "//main/p") == [
        "You lead no workshop yet. The integration office names the moderators when it prepares one."
    ]
