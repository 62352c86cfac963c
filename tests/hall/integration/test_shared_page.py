"""The page that the whole hall shares, around what belongs to one device."""

import re
import uuid

import pytest

from participation.access.models import Participant
from participation.contributions.models import Card, CardState, CardTranslation, TranslationState
from participation.hall.services import walk
from participation.hall.views import join
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.queries import find_round
from participation.prioritisation.services import close_round
from participation.workshop.models import Phase, StepKind, WorkshopState
from tests.factories import a_card, a_cluster, a_table, run_step, step_of

LANGUAGES = ("de", "ar", "tr")


def noting(drawn):
    """Return ``shared_page``, which adds to ``drawn`` what it answers."""
    draw = join.shared_page

    async def note(standing):
        drawn.append(await draw(standing))
        return drawn[-1]

    return note


async def no_page(_standing):
    return None


@pytest.fixture
def both_ways(monkeypatch):
    """Return a function that fetches a page drawn around its slots, and the same page drawn in one piece."""

    def fetch(device, query, *, each_as_a_newcomer=False):
        drawn = []
        with monkeypatch.context() as watched:
            watched.setattr(join, "shared_page", noting(drawn))
            shared = device.look(query)
        assert drawn[0] is not None
        if each_as_a_newcomer:
            device.client.delete_cookie("participation")
        with monkeypatch.context() as alone:
            alone.setattr(join, "shared_page", no_page)
            whole = device.look(query)
        return shared, whole

    return fetch


@pytest.fixture
def drawn(monkeypatch):
    """What ``shared_page`` has answered, one after the other."""
    drawn = []
    monkeypatch.setattr(join, "shared_page", noting(drawn))
    return drawn


def without_own_signs(page):
    """The page without what differs from device to device."""
    own = r'(data-now|value)="[^"]+"|<b dir="ltr" translate="no">[^<]+</b>'
    return re.sub(own, "", page)


def test_answer_that_nothing_has_changed_varies_as_the_page_that_was_kept(collecting, device):
    device.look()
    headers = {"Accept-Encoding": "gzip"}
    kept = device.client.get(f"/{device.code}", headers=headers).headers
    same = device.client.get(f"/{device.code}", headers=headers | {"If-None-Match": kept["ETag"]})
    assert (same.status_code, same.headers["Vary"]) == (304, kept["Vary"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_around_its_slots_says_what_the_page_in_one_piece_says(collecting, device, both_ways, language):
    query = f"?lang={language}"
    device.look(query)
    for sent in ("", "Kein Bus am Abend", "<b>&", "Gruß"):
        if sent:
            assert device.write(sent).status_code == 303
        if sent == "Gruß":
            with collecting.app.app_context(), transaction():
                card = db.session.query(Card).filter_by(text=sent).one()
                card.state, card.reason = CardState.HIDDEN, "Beleidigt"
        device.look(query)
        shared, whole = both_ways(device, query)
        assert shared.headers["ETag"] == whole.headers["ETag"]
        assert len(shared.text) == len(whole.text)


def test_translated_card_and_the_table_stand_on_both_pages_alike(collecting, device, both_ways):
    device.look("?lang=de")
    device.write("Akşam otobüs yok", language="tr")
    with collecting.app.app_context(), transaction():
        card = db.session.query(Card).one()
        known = CardTranslation(language="de", text="Abends fährt kein Bus", state=TranslationState.MACHINE)
        card.translations.append(known)
        db.session.query(Participant).one().table_id = a_table(collecting.row(), name="Am Fenster").id
    device.look("?lang=de")
    shared, whole = both_ways(device, "?lang=de")
    assert shared.headers["ETag"] == whole.headers["ETag"]
    assert [text in shared.text for text in ("Abends fährt kein Bus", "Akşam otobüs yok", "Am Fenster")] == [True] * 3


@pytest.fixture
def voting(hall):
    """A hall that votes on three topics, one of them in three languages; nobody has given dots."""
    with hall.app.app_context():
        for title in ("Kein Bus & keine Bahn", "Die Halle ist zu", "Niemand im Amt hilft"):
            a_cluster(hall.row(), title=title)
        with transaction():
            walk(hall.row(), step_of(hall.row(), StepKind.VOTE, Phase.CRITIQUE).position, None)
        with transaction():
            option = find_round(hall.row().current_step_id).options[0]
            option.titles, option.machine_titles = option.titles | {"ar": "لا حافلة", "tr": "Otobüs yok"}, ["tr"]
    return hall


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_of_a_vote_around_its_slots_says_what_the_page_in_one_piece_says(voting, device, both_ways, language):
    query = f"?lang={language}"
    device.look(query)
    shared, whole = both_ways(device, query)
    assert shared.headers["ETag"] == whole.headers["ETag"]
    assert (len(shared.text), shared.text.count('name="option"')) == (len(whole.text), 6)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [StepKind.WELCOME, StepKind.COLLECT])
def test_first_visit_around_its_slots_says_what_it_says_in_one_piece(hall, device, both_ways, kind, language):
    hall.run(kind, Phase.PREPARATION if kind is StepKind.WELCOME else Phase.CRITIQUE)
    shared, whole = both_ways(device, f"?lang={language}", each_as_a_newcomer=True)
    assert without_own_signs(shared.text) == without_own_signs(whole.text)
    assert shared.headers["Content-Security-Policy"] == whole.headers["Content-Security-Policy"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_welcome_around_its_slots_says_what_the_page_in_one_piece_says(hall, device, both_ways, language):
    for ready in (open_doors, welcome_everybody, set_tables_up, sit_down_by_the_window):
        with hall.app.app_context(), transaction():
            ready(hall.row())
        device.look(f"?lang={language}")
        shared, whole = both_ways(device, f"?lang={language}")
        assert shared.headers["ETag"] == whole.headers["ETag"]
        assert len(shared.text) == len(whole.text)


def open_doors(workshop):
    workshop.state, workshop.current_step = WorkshopState.OPEN, None


def welcome_everybody(workshop):
    run_step(workshop, StepKind.WELCOME, Phase.PREPARATION)


def set_tables_up(workshop):
    a_table(workshop, name="Am Fenster")


def sit_down_by_the_window(workshop):
    db.session.query(Participant).one().table_id = workshop.tables[0].id


def test_vote_is_drawn_in_one_piece_for_whoever_has_given_dots_or_has_a_late_card_and_when_it_is_closed(
    voting, device, another_device, drawn
):
    device.look()
    with voting.app.app_context(), transaction():
        card = a_card(voting.row(), step=step_of(voting.row(), StepKind.COLLECT, Phase.CRITIQUE))
        card.participant_id, card.late = db.session.query(Participant.id).scalar(), True
        card_id = card.id
    device.look()
    with voting.app.app_context(), transaction():
        db.session.delete(db.session.get(Card, card_id))
    page = device.look()
    option = re.search(r'name="option"\s+value="(\d+)"', page.text)[1]
    ballot = {"csrf_token": device.token(), "option": option, "key": str(uuid.uuid4())}
    assert device.client.post(f"/{device.code}/ballots", data=ballot).status_code == 303
    device.look()
    another_device.look()
    another_device.look()
    with voting.app.app_context(), transaction():
        close_round(find_round(voting.row().current_step_id), None)
    another_device.look()
    assert [page is None for page in drawn] == [False, True, False, False, True, False, False, True]


def test_device_without_a_cookie_and_one_unknown_here_join_and_are_drawn_with_the_others(collecting, device, drawn):
    device.look()
    with collecting.app.app_context(), transaction():
        db.session.query(Participant).delete()
    device.look()
    device.look()
    with collecting.app.app_context():
        assert [person.language for person in db.session.query(Participant)] == ["de"]
    assert [page is None for page in drawn] == [False, False, False]


def test_late_card_and_another_language_than_before_are_drawn_in_one_piece_at_the_welcome(hall, device, drawn):
    device.look()
    hall.run(StepKind.WELCOME, Phase.PREPARATION)
    device.look("?lang=ar")
    with hall.app.app_context(), transaction():
        card = a_card(hall.row(), step=step_of(hall.row(), StepKind.COLLECT, Phase.CRITIQUE))
        card.participant_id, card.late = db.session.query(Participant.id).scalar(), True
    device.look()
    assert [page is None for page in drawn] == [False, True, True]
