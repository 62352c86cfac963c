"""What staff does to cards: hide, show, let through, redact, translate."""

import pytest
from sqlalchemy import select

from participation.access.models import LogEntry
from participation.contributions.errors import (
    CardEmpty,
    CardUnknown,
    LanguageUnknown,
    ReasonMissing,
    TitleEmpty,
)
from participation.contributions.models import CardState, TranslationState
from participation.contributions.queries import (
    ShownText,
    count_cards,
    count_languages,
    get_card,
    list_board_cards,
    list_clusters,
    list_hidden,
    list_waiting,
    loose_cards,
    shown_text,
)
from participation.contributions.services import (
    approve_card,
    hide_card,
    redact_card,
    show_card,
    translate_card,
    translate_cluster,
    withdraw_card,
)
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind
from tests.factories import (
    a_card,
    a_cluster,
    a_moderator,
    a_participant,
    a_workshop,
    an_office_user,
    run_step,
    step_of,
)


@pytest.fixture
def workshop(database):
    workshop = a_workshop()
    run_step(workshop)
    return workshop


@pytest.fixture
def moderator(workshop):
    return a_moderator(workshop)


def log():
    entries = db.session.scalars(select(LogEntry).order_by(LogEntry.id))
    return [
        (entry.actor, entry.action, entry.subject_type, entry.subject_id, entry.reason, entry.details)
        for entry in entries
    ]


def test_hidden_card_leaves_the_board_and_shown_again_lies_where_it_lay(workshop, moderator):
    card, other = a_card(workshop), a_card(workshop)
    cluster = a_cluster(workshop, cards=[card, other])
    with transaction():
        hide_card(card, moderator, " names a person ")

    assert (card.state, card.reason, card.revision) == (CardState.HIDDEN, "names a person", 2)
    assert list_board_cards(workshop.id, phase=Phase.CRITIQUE) == [other]
    assert [island.cards for island in list_clusters(workshop.id, Phase.CRITIQUE)] == [[other]]
    assert (list_hidden(workshop.id), loose_cards(workshop.id, Phase.CRITIQUE)) == ([card], [])

    with transaction():
        show_card(card, moderator)

    assert (card.state, card.reason, card.revision) == (CardState.VISIBLE, "", 3)
    assert list_clusters(workshop.id, Phase.CRITIQUE) == [cluster]
    assert cluster.cards == [card, other]
    assert log() == [
        (moderator, "hide_card", "card", card.id, "names a person", {}),
        (moderator, "show_card", "card", card.id, "", {}),
    ]


def test_withdrawn_card_keeps_its_place_but_not_its_count(workshop):
    resident = a_participant(workshop)
    card = a_card(workshop, participant=resident)
    cluster = a_cluster(workshop, cards=[card])
    with transaction():
        withdraw_card(workshop, resident, card.id)

    assert (cluster.cards, [spot.card for spot in cluster.placements]) == ([], [card])


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_hiding_and_redacting_need_a_reason(workshop, moderator, reason):
    card = a_card(workshop)
    with pytest.raises(ReasonMissing), transaction():
        hide_card(card, moderator, reason)
    with pytest.raises(ReasonMissing), transaction():
        redact_card(card, moderator, "Jemand", reason)

    assert (card.state, card.redacted_at, log()) == (CardState.VISIBLE, None, [])


@pytest.mark.parametrize("state", [CardState.HIDDEN, CardState.WITHDRAWN])
def test_card_off_the_board_is_not_hidden_again(workshop, moderator, state):
    card = a_card(workshop, state=state, reason="first")
    with transaction():
        hide_card(card, moderator, "second")

    assert (card.state, card.reason, card.revision, log()) == (state, "first", 1, [])


@pytest.mark.parametrize("state", [CardState.VISIBLE, CardState.WAITING, CardState.WITHDRAWN])
def test_only_a_hidden_card_is_shown_again(workshop, moderator, state):
    card = a_card(workshop, state=state)
    with transaction():
        show_card(card, moderator)

    assert (card.state, log()) == (state, [])


def test_waiting_card_is_let_through(workshop, moderator):
    card = a_card(workshop, state=CardState.WAITING)
    assert (list_waiting(workshop.id), list_board_cards(workshop.id)) == ([card], [])
    with transaction():
        approve_card(card, moderator)

    assert (list_waiting(workshop.id), list_board_cards(workshop.id), card.revision) == ([], [card], 2)
    assert log() == [(moderator, "approve_card", "card", card.id, "", {})]


def test_waiting_card_can_be_hidden_instead(workshop, moderator):
    card = a_card(workshop, state=CardState.WAITING)
    with transaction():
        hide_card(card, moderator, "insult")

    assert card.state is CardState.HIDDEN


@pytest.mark.parametrize("state", [CardState.HIDDEN, CardState.WITHDRAWN, CardState.VISIBLE])
def test_only_a_waiting_card_is_let_through(workshop, moderator, state):
    card = a_card(workshop, state=state)
    with transaction():
        approve_card(card, moderator)

    assert (card.state, log()) == (state, [])


def test_redaction_replaces_the_personal_part_and_nothing_repeats_it(workshop):
    office = an_office_user()
    card = a_card(workshop, text="Frau Huber im Amt ist unfreundlich")
    with transaction():
        translate_card(card, "en", "Ms Huber is unfriendly", TranslationState.HUMAN, office)
    with transaction():
        redact_card(card, office, " [Name] im Amt ist unfreundlich", "names a person")

    assert (card.text, card.language) == ("[Name] im Amt ist unfreundlich", "de")
    assert (card.redacted_at is None, card.translations, card.revision) == (False, [], 3)
    assert log()[1:] == [(office, "redact_card", "card", card.id, "names a person", {})]
    assert "Huber" not in str(log())


def test_redaction_that_removes_nothing_is_none(workshop):
    card = a_card(workshop, text="Halle zu")
    with transaction():
        redact_card(card, None, "Halle zu", "mistake")

    assert (card.redacted_at, log()) == (None, [])


def test_redaction_leaves_a_text(workshop):
    card = a_card(workshop, text="Huber")
    with pytest.raises(CardEmpty), transaction():
        redact_card(card, None, " ", "names a person")

    assert card.text == "Huber"


def test_translation_stands_beside_the_original_and_replaces_the_earlier_one(workshop, moderator):
    card = a_card(workshop, text="Halle zu")
    with transaction():
        translate_card(card, "en", "Hall to", TranslationState.MACHINE, None)
    with transaction():
        translate_card(card, "en", "Sports hall closed", TranslationState.HUMAN, moderator)

    assert card.text == "Halle zu"
    assert [(known.language, known.text, known.state, known.author_id) for known in card.translations] == [
        ("en", "Sports hall closed", TranslationState.HUMAN, moderator.id)
    ]
    assert card.revision == 3
    assert log()[1] == (
        moderator,
        "translate_card",
        "card",
        card.id,
        "",
        {"language": "en", "state": "human"},
    )


@pytest.mark.parametrize(
    ("state", "language", "expected"),
    [
        (TranslationState.MACHINE, "en", ShownText("Closed", "en", original=False, state=TranslationState.MACHINE)),
        (TranslationState.HUMAN, "en", ShownText("Closed", "en", original=False, state=TranslationState.HUMAN)),
        (TranslationState.APPROVED, "en", ShownText("Closed", "en", original=False, state=TranslationState.APPROVED)),
        (TranslationState.APPROVED, "ar", ShownText("Halle zu", "de", original=True)),
        (TranslationState.APPROVED, "de", ShownText("Halle zu", "de", original=True)),
    ],
)
def test_reader_sees_a_translation_into_their_language_else_the_original(workshop, state, language, expected):
    card = a_card(workshop, text="Halle zu")
    with transaction():
        translate_card(card, "en", "Closed", state, None)

    assert shown_text(card, language) == expected


@pytest.mark.parametrize("language", ["de", "xx", ""])
def test_nothing_is_translated_into_its_own_or_an_unknown_language(workshop, language):
    card, cluster = a_card(workshop), a_cluster(workshop)
    with pytest.raises(LanguageUnknown), transaction():
        translate_card(card, language, "text", TranslationState.HUMAN, None)
    with pytest.raises(LanguageUnknown), transaction():
        translate_cluster(cluster, language, "text", TranslationState.HUMAN, None)


def test_title_is_translated(workshop, moderator):
    cluster = a_cluster(workshop, title="Abends fährt kein Bus")
    with transaction():
        translate_cluster(cluster, "en", "No bus", TranslationState.MACHINE, None)
    with transaction():
        translate_cluster(cluster, "en", "No bus in the evening", TranslationState.HUMAN, moderator)

    assert cluster.title_in("en") == ("No bus in the evening", "en")
    assert cluster.title_in("ar") == ("Abends fährt kein Bus", "de")
    assert (cluster.revision, len(cluster.translations)) == (3, 1)
    assert log()[1][1:4] == ("translate_cluster", "cluster", cluster.id)


def test_translated_title_says_something(workshop):
    cluster = a_cluster(workshop)
    with pytest.raises(TitleEmpty), transaction():
        translate_cluster(cluster, "en", " ", TranslationState.HUMAN, None)


def test_card_is_found_only_in_its_workshop(workshop):
    card = a_card(workshop)
    assert get_card(workshop.id, card.id) == card
    with pytest.raises(CardUnknown):
        get_card(a_workshop().id, card.id)


def test_cards_are_listed_and_counted_by_phase_step_and_state(workshop):
    wishes = step_of(workshop, StepKind.COLLECT, Phase.FANTASY)
    first = a_card(workshop)
    wish = a_card(workshop, wishes, language="ar")
    hidden = a_card(workshop, state=CardState.HIDDEN, language="tr")
    a_card(a_workshop())

    assert list_board_cards(workshop.id) == [first, wish]
    assert list_board_cards(workshop.id, phase=Phase.FANTASY) == [wish]
    assert list_board_cards(workshop.id, step_ids=[first.step_id], visible_only=False) == [first, hidden]
    assert (
        count_cards(workshop.id),
        count_cards(workshop.id, phase=Phase.FANTASY),
        count_cards(workshop.id, step_id=first.step_id),
        count_cards(workshop.id, state=CardState.HIDDEN),
        count_languages(workshop.id),
    ) == (2, 1, 1, 1, 2)
