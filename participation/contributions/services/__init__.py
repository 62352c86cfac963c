"""Use cases around cards, their moderation and translation, clusters, and topics turned round."""

from participation.contributions.services.cards import submit_card, withdraw_card
from participation.contributions.services.clusters import (
    create_cluster,
    merge_clusters,
    place_card,
    split_cluster,
    title_cluster,
)
from participation.contributions.services.inversions import choose_topics, write_inversion
from participation.contributions.services.moderation import approve_card, hide_card, redact_card, show_card
from participation.contributions.services.moves import undo_move
from participation.contributions.services.paper import PaperPile, accepts_paper, type_in_cards, withdraw_paper_card
from participation.contributions.services.translations import translate_card, translate_cluster

__all__ = [
    "PaperPile",
    "accepts_paper",
    "approve_card",
    "choose_topics",
    "create_cluster",
    "hide_card",
    "merge_clusters",
    "place_card",
    "redact_card",
    "show_card",
    "split_cluster",
    "submit_card",
    "title_cluster",
    "translate_card",
    "translate_cluster",
    "type_in_cards",
    "undo_move",
    "withdraw_card",
    "withdraw_paper_card",
    "write_inversion",
]
