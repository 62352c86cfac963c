"""Names of those who report are let go of, as the form promises."""

from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.monitoring.queries import get_request
from participation.privacy.retention import REPORTERS_KEPT
from participation.privacy.services import purge
from tests.monitoring.integration.conftest import link_of, overdue, reported


def test_form_promises_the_period_that_is_kept(client, asked):
    page = client.get(link_of(asked), headers={"Accept-Language": "en"})
    assert ("deleted two years after the deadline" in page.text, REPORTERS_KEPT.days) == (True, 2 * 365)


def test_names_and_contacts_go_two_years_after_the_deadline_and_the_report_stays(asked):
    reported(asked, reporter="Ada", happened="Es läuft.")
    round_id = get_request(asked).round_id
    for days, gone, names in (
        (REPORTERS_KEPT.days, 0, ("Ada", "Olga, 0241 1")),
        (REPORTERS_KEPT.days + 1, 2, ("", "")),
    ):
        overdue(round_id, days=days)
        with transaction():
            assert purge()["reporters"] == gone
        db.session.expire_all()
        request = get_request(asked)
        assert (request.report.reporter, request.round.contact) == names
        assert request.report.happened == "Es läuft."
