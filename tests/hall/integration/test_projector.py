"""The projector: what everybody may see, in the workshop's first language, and only what changed since."""

import re

import pytest

from participation.access.services import join
from participation.contributions.models import Card, CardState
from participation.contributions.services import create_cluster, hide_card, place_card, submit_card
from participation.i18n.languages import LANGUAGES
from participation.kernel.database import db
from participation.kernel.ids import new_token
from participation.kernel.transaction import transaction
from participation.workshop.models import StepKind, WorkshopState
from participation.workshop.services import show_on_screen
from tests.factories import a_card, a_cluster, a_moderator
from tests.hall.console.desk import sign_in

KEYS = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(9)]
STATEMENTS_OF_A_BOARD = 8


def board(client, hall, since=None):
    query = "" if since is None else f"?since={since}"
    return client.get(f"/{hall.code}/board{query}", headers={"Accept-Language": "ar"}).text


def revision(page):
    return int(re.search(r'data-revision="(\d+)"', page).group(1))


def send(hall, text, key):
    with hall.app.app_context(), transaction():
        workshop = hall.row()
        card, _new = submit_card(workshop, join(workshop.id, new_token(), "de"), text=text, language="ar", key=key)
        return card.id


def test_screen_speaks_the_first_language_of_the_workshop(collecting, client):
    page = client.get(f"/{collecting.code}/screen", headers={"Accept-Language": "ar"}).text
    assert '<html lang="de" dir="ltr">' in page


def test_newest_card_comes_first_in_its_own_language_and_direction(collecting, client):
    ids = [send(collecting, text, key) for text, key in zip("AB", KEYS, strict=False)]
    page = board(client, collecting)
    assert re.findall(r'id="card-(\d+)"', page) == [str(ids[1]), str(ids[0])]
    assert page.count('<p class="card__text" lang="ar" dir="rtl">') == 2


@pytest.mark.parametrize("state", [CardState.WAITING, CardState.HIDDEN, CardState.WITHDRAWN])
def test_card_that_not_everybody_may_see_is_not_on_the_board(collecting, client, state):
    with collecting.app.app_context():
        a_card(collecting.row(), text="Geheim", state=state)
    assert "Geheim" not in board(client, collecting)


def test_changes_hold_only_what_came_since(collecting, client):
    send(collecting, "alt", KEYS[0])
    seen = revision(board(client, collecting))
    new_id = send(collecting, "neu", KEYS[1])
    changes = board(client, collecting, seen)
    assert (re.findall(r'id="card-(\d+)"', changes), revision(changes) > seen) == ([str(new_id)], True)


def test_hidden_card_is_marked_as_removed(collecting, client):
    card_id = send(collecting, "Herr Maier", KEYS[0])
    seen = revision(board(client, collecting))
    with collecting.app.app_context():
        moderator = a_moderator(collecting.row())
        with transaction():
            hide_card(db.session.get(Card, card_id), db.session.merge(moderator), "nennt einen Namen")
    changes = board(client, collecting, seen)
    assert (f'id="card-{card_id}" data-removed' in changes, "Herr Maier" in changes) == (True, False)


def test_sorted_card_leaves_the_loose_ones_and_its_cluster_comes(hall, client):
    hall.run(StepKind.COLLECT)
    card_id = send(hall, "Kein Bus", KEYS[0])
    hall.run(StepKind.CLUSTER)
    seen = revision(board(client, hall))
    with hall.app.app_context(), transaction():
        workshop = hall.row()
        cluster = create_cluster(workshop, workshop.current_step, None, title="Abends fährt nichts")
        place_card(workshop, workshop.current_step, None, card_id, cluster.id)
        cluster_id = cluster.id
    changes = board(client, hall, seen)
    assert (f'id="cluster-{cluster_id}"' in changes, f'id="loose-{card_id}" data-removed' in changes) == (True, True)


def test_revision_from_the_future_gets_the_whole_board(collecting, client):
    send(collecting, "A", KEYS[0])
    assert 'id="board"' in board(client, collecting, 9999)


@pytest.mark.parametrize(
    ("shown", "expected"), [("qr", "invitation__qr"), ("blank", "board--blank"), ("frozen", 'data-show="frozen"')]
)
def test_moderator_decides_what_the_screen_shows(collecting, client, shown, expected):
    with collecting.app.app_context(), transaction():
        show_on_screen(collecting.row(), shown, None)
    assert expected in board(client, collecting)


def test_blank_screen_shows_no_card(collecting, client):
    send(collecting, "Kein Bus", KEYS[0])
    with collecting.app.app_context(), transaction():
        show_on_screen(collecting.row(), "blank", None)
    assert "Kein Bus" not in board(client, collecting)


@pytest.mark.parametrize("number", [1, 3])
def test_board_takes_the_same_statements_for_any_number_of_cards(collecting, client, statements, number):
    with collecting.app.app_context():
        workshop = collecting.row()
        a_cluster(workshop, cards=[a_card(workshop) for _ in range(number)])
    statements.clear()
    board(client, collecting)
    assert len(statements) == STATEMENTS_OF_A_BOARD


def test_invitations_in_many_languages_take_turns_by_seven(hall, client):
    with hall.app.app_context():
        hall.row().languages = list(LANGUAGES)
        db.session.commit()
    groups = re.findall(r'<ul class="invitation__calls" (data-off)?>(.*?)</ul>', board(client, hall), re.DOTALL)
    shown = [(bool(off), len(re.findall(r"<li ", items))) for off, items in groups]
    assert shown == [(False, 7), (True, 7), (True, 7)]


def test_qr_code_is_an_svg_that_may_be_kept(hall, client):
    answers = [client.get(f"/{hall.code}/qr.svg{query}") for query in ("", "?to=results")]
    assert [answer.mimetype for answer in answers] == ["image/svg+xml"] * 2
    assert answers[0].data != answers[1].data
    assert answers[0].headers["Cache-Control"] == "public, max-age=3600"


def test_results_stay_open_after_the_workshop(hall, client):
    with hall.app.app_context():
        workshop = hall.row()
        a_cluster(workshop, title="Abends fährt nichts", cards=[a_card(workshop, text="Kein Bus")])
        a_card(workshop, text="Geheim", state=CardState.HIDDEN)
        workshop.state = WorkshopState.CLOSED
        db.session.commit()
    page = client.get(f"/{hall.code}/results").text
    assert ("Abends fährt nichts" in page, "Kein Bus" in page, "Geheim" in page) == (True, True, False)


def flags(page):
    return re.findall(r'<a class="flag" href="([^"]+)"><span class="flag__words" lang="(\w+)"', page)


def test_card_on_the_screen_of_a_resident_leads_to_its_report_in_their_language(collecting, device):
    card = send(collecting, "Etwas", KEYS[0])
    device.look("?lang=tr")
    address = f"/{collecting.code}/cards/{card}/report?back=screen"
    for page in (device.look("/screen"), device.look("/board"), device.look("/board?since=0")):
        assert flags(page.text) == [(address, "tr")]
    for answer in (device.client.get(address), report(device, address, "person")):
        assert f'href="/{collecting.code}/screen"' in answer.text


def report(device, address, kind):
    return device.client.post(address, data={"csrf_token": device.token(), "kind": kind})


def test_wall_and_staff_see_nothing_of_reporting(collecting, app, client):
    send(collecting, "Etwas", KEYS[0])
    with app.app_context():
        moderator = sign_in(app, a_moderator(collecting.row()).id)
    moderator.get(f"/{collecting.code}")
    seen = [each.get(f"/{collecting.code}/screen").text for each in (client, moderator)]
    assert [(flags(page), "onlooker" in page) for page in seen] == [([], False), ([], False)]
