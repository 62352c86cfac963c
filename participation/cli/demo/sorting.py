"""The moderator at the board: lays cards together one by one so that the room can watch, and titles the islands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from participation.cli.demo.city import PhaseVoices, Topic
from participation.contributions.models import Cluster, TranslationState
from participation.contributions.queries import get_card, get_cluster, list_board_cards
from participation.contributions.services import (
    create_cluster,
    place_card,
    title_cluster,
    translate_card,
    translate_cluster,
)
from participation.workshop.models import Step, Workshop

TITLED_AFTER = 3
"""Cards that lie together before the room finds their title."""


@dataclass(frozen=True, slots=True)
class Move:
    """What the room decides aloud: this card belongs to that topic; without a card, what the topic is called."""

    topic: int
    card: int | None = None


def moves_for(topics: Sequence[Topic]) -> list[Move]:
    """Return the moves that sort the cards in the order of their arrival, each title as soon as there is one."""
    order = sorted((card, topic) for topic, entry in enumerate(topics) for card in entry.cards)
    waiting = {topic: min(TITLED_AFTER, len(entry.cards)) for topic, entry in enumerate(topics)}
    moves = []
    for card, topic in order:
        moves.append(Move(topic, card))
        waiting[topic] -= 1
        if waiting[topic] == 0:
            moves.append(Move(topic))
    return moves


class Board:
    """The board of one phase while it is sorted. ``clusters`` are the ids of clusters by topic."""

    def __init__(self, voices: PhaseVoices, workshop: Workshop, step: Step) -> None:
        """Look for the cards of the ``voices`` among those that have arrived; what others wrote is left alone."""
        arrived = {card.text: card.id for card in list_board_cards(workshop.id, phase=step.phase)}
        self._voices = voices
        self._cards: Mapping[int, int] = {
            index: arrived[card.text] for index, card in enumerate(voices.cards) if card.text in arrived
        }
        self._placed: set[int] = set()
        self.clusters: dict[int, int] = {}

    def carry_out(self, move: Move, workshop: Workshop, step: Step) -> None:
        """Carry out a move; a card that never arrived is passed over."""
        if move.card is None:
            self._title(move.topic, workshop, step)
        elif move.card in self._cards:
            self._place(move.card, move.topic, workshop, step)

    def translate_loose(self, workshop: Workshop) -> None:
        """Attach the translations of cards that found no topic, where the interpreter has not come to them."""
        for index in self._cards.keys() - self._placed:
            self._translate(index, workshop)

    def _place(self, index: int, topic: int, workshop: Workshop, step: Step) -> None:
        card_id, double = self._cards[index], index in self._placed
        if not double:
            self._translate(index, workshop)
        if topic in self.clusters:
            place_card(workshop, step, None, card_id, self.clusters[topic], double=double)
        else:
            cluster = create_cluster(workshop, step, None, card_ids=[] if double else [card_id])
            self.clusters[topic] = cluster.id
            if double:
                place_card(workshop, step, None, card_id, cluster.id, double=True)
        self._placed.add(index)

    def _title(self, topic: int, workshop: Workshop, step: Step) -> None:
        """Write the title in the workshop's language, with its translations."""
        cluster = self._cluster(topic, workshop, step)
        texts = self._voices.topics[topic].title
        title_cluster(cluster, step, None, texts[workshop.language], workshop.language)
        for language, text in texts.items():
            if language != workshop.language:
                translate_cluster(cluster, language, text, TranslationState.HUMAN, None)

    def _cluster(self, topic: int, workshop: Workshop, step: Step) -> Cluster:
        if topic in self.clusters:
            return get_cluster(workshop.id, self.clusters[topic])
        cluster = create_cluster(workshop, step, None)
        self.clusters[topic] = cluster.id
        return cluster

    def _translate(self, index: int, workshop: Workshop) -> None:
        translation = self._voices.cards[index].translation
        if translation is not None:
            card = get_card(workshop.id, self._cards[index])
            if all(known.language != workshop.language for known in card.translations):
                translate_card(card, workshop.language, translation, TranslationState.HUMAN, None)
