"""Lists take a fixed number of statements, whatever their length."""

import pytest

from participation.contributions.models import CardState, CardTranslation, ClusterTranslation, TranslationState
from participation.contributions.queries import (
    board_changes,
    card_history,
    list_board_cards,
    list_clusters,
    list_hidden,
    list_inversions,
    list_moves,
    list_own_cards,
    list_waiting,
    loose_cards,
    shown_text,
)
from participation.contributions.services import place_card
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster, a_moderator, a_participant, a_workshop, an_inversion, saved, step_of


def draw_cards(cards):
    """Read everything that is shown of cards."""
    return [
        (
            shown_text(card, "en"),
            card.step.phase,
            [spot.cluster_id for spot in card.placements],
            card.inversion.texts if card.inversion else None,
        )
        for card in cards
    ]


def draw_clusters(clusters):
    return [(cluster.title_in("en"), [shown_text(card, "en") for card in cluster.cards]) for cluster in clusters]


def draw_changes(changes):
    return draw_cards(changes.cards) + draw_clusters(changes.clusters)


READINGS = {
    "cards on the board": lambda ids: draw_cards(list_board_cards(ids["workshop"], phase=Phase.FANTASY)),
    "loose cards": lambda ids: draw_cards(loose_cards(ids["workshop"], Phase.FANTASY)),
    "waiting cards": lambda ids: draw_cards(list_waiting(ids["workshop"])),
    "hidden cards": lambda ids: draw_cards(list_hidden(ids["workshop"])),
    "own cards": lambda ids: [(card.text, card.state) for card in list_own_cards(ids["participant"])],
    "clusters": lambda ids: draw_clusters(list_clusters(ids["workshop"], Phase.FANTASY)),
    "changes": lambda ids: draw_changes(board_changes(ids["workshop"], 0)),
    "topics": lambda ids: [topic.text_in("tr") for topic in list_inversions(ids["workshop"])],
    "moves": lambda ids: [move.actor.name for move in list_moves(ids["step"])],
    "history": lambda ids: [move.actor.name for move in card_history(ids["card"])],
}


def fill(workshop, participant):
    """Add one of everything that can be listed; return the card that was moved."""
    step = step_of(workshop, StepKind.COLLECT, Phase.FANTASY)
    topic = an_inversion(workshop, a_cluster(workshop), texts={})
    lying, moved, _loose, _waiting, _hidden = cards = [
        a_card(workshop, step, participant, state=state, inversion=topic)
        for state in (*[CardState.VISIBLE] * 3, CardState.WAITING, CardState.HIDDEN)
    ]
    for card in cards:
        saved(CardTranslation(card_id=card.id, language="en", text="…", state=TranslationState.HUMAN))
    cluster = a_cluster(workshop, phase=Phase.FANTASY, cards=[lying])
    for island in (cluster, topic.cluster):
        saved(ClusterTranslation(cluster_id=island.id, language="en", text="…", state=TranslationState.HUMAN))
    move(workshop, moved, cluster)
    return moved


def move(workshop, card, cluster):
    moderator = a_moderator(workshop)
    with transaction():
        place_card(workshop, step_of(workshop, StepKind.CLUSTER, Phase.FANTASY), moderator, card.id, cluster.id)


@pytest.mark.parametrize("name", READINGS)
def test_reading_three_takes_as_many_statements_as_reading_one(database, statements, name):
    workshop = a_workshop()
    participant = a_participant(workshop)
    card = fill(workshop, participant)
    ids = {
        "workshop": workshop.id,
        "participant": participant.id,
        "step": step_of(workshop, StepKind.CLUSTER, Phase.FANTASY).id,
        "card": card.id,
    }

    def count():
        db.session.remove()
        statements.clear()
        read = READINGS[name](ids)
        return len(read), len(statements)

    rows, needed = count()
    workshop, participant, card = (db.session.merge(row) for row in (workshop, participant, card))
    for _time in range(2):
        fill(workshop, participant)
        move(workshop, card, a_cluster(workshop, phase=Phase.FANTASY))
    more_rows, needed_for_more = count()

    assert more_rows >= rows + 2
    assert needed_for_more == needed
