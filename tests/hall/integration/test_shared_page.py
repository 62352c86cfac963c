"""The page that the whole hall shares, around what belongs to one device."""

import pytest

from participation.contributions.models import Card, CardState
from participation.hall.views import join
from participation.kernel.database import db
from participation.kernel.transaction import transaction

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
