"""The page that the whole hall shares, around what belongs to one device."""

import pytest

from participation.access.models import Participant
from participation.contributions.models import Card, CardState, CardTranslation, TranslationState
from participation.hall.views import join
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from tests.factories import a_table

LANGUAGES = ("de", "ar", "tr")


@pytest.fixture
def both_ways(monkeypatch):
    """Return a function that fetches a page drawn around its slots, and the same page drawn in one piece."""

    def fetch(device, query):
        drawn = []
        with monkeypatch.context() as watched:
            watched.setattr(
                join, "shared_page", lambda standing, draw=join.shared_page: drawn.append(draw(standing)) or drawn[-1]
            )
            shared = device.look(query)
        assert drawn[0] is not None
        with monkeypatch.context() as alone:
            alone.setattr(join, "shared_page", lambda _standing: None)
            whole = device.look(query)
        return shared, whole

    return fetch


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


def test_device_without_a_cookie_and_one_unknown_here_are_drawn_in_one_piece(collecting, device, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        join, "shared_page", lambda standing, draw=join.shared_page: drawn.append(draw(standing)) or drawn[-1]
    )
    device.look()
    with collecting.app.app_context(), transaction():
        db.session.query(Participant).delete()
    device.look()
    device.look()
    assert [page is None for page in drawn] == [True, True, False]
