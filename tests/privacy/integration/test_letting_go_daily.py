"""What the privacy page promises happens by itself: a server lets go once a day."""

from datetime import timedelta

from participation.kernel import background, clock
from participation.privacy.daily import EVERY, begin_letting_go, purge_again_and_again
from participation.privacy.retention import CLOSED_KEPT
from participation.workshop.models import WorkshopState
from tests.factories import a_workshop, saved


def test_workshop_that_is_over_for_long_enough_is_archived_and_the_next_day_is_waited_for(database):
    workshops = []
    for days in (-1, 1):
        workshop = a_workshop()
        workshop.state = WorkshopState.CLOSED
        workshop.closed_at = clock.now() - CLOSED_KEPT - timedelta(days=days)
        workshops.append(saved(workshop))
    assert purge_again_and_again(["purge"]) == EVERY.total_seconds()
    assert [workshop.state for workshop in workshops] == [WorkshopState.CLOSED, WorkshopState.ARCHIVED]


def test_only_a_server_lets_go_by_itself(app):
    with app.app_context():
        assert begin_letting_go() is False
        app.extensions["background"] = {purge_again_and_again: background._Lane(1)}
        assert begin_letting_go() is True
