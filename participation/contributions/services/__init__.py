"""Use cases around cards, their moderation and translation, clusters, and topics turned round."""

from participation.contributions.services.board_rows import Lifted
from participation.contributions.services.cards import (
    CardDraft,
    StoredCard,
    accepted,
    confirm_language,
    submit_card,
    submit_cards,
    withdraw_card,
)
from participation.contributions.services.clusters import (
    create_cluster,
    merge_clusters,
    order_cluster,
    split_cluster,
    title_cluster,
    write_titles,
)
from participation.contributions.services.gathering import RoomTopic, gather_topics, join_topics
from participation.contributions.services.interpreting import (
    approve_translation,
    flag_unclear,
    release_task,
    settle_doubt,
    take_task,
)
from participation.contributions.services.inversions import choose_topics, write_inversion
from participation.contributions.services.marks import hide_mark, set_mark, show_mark, withdraw_mark
from participation.contributions.services.moderation import approve_card, hide_card, redact_card, show_card
from participation.contributions.services.moves import redo_move, undo_back_to, undo_move
from participation.contributions.services.paper import PaperPile, accepts_paper, type_in_cards, withdraw_paper_card
from participation.contributions.services.placing import gather_cards, move_cards, place_card
from participation.contributions.services.reports import report_card, settle_reports
from participation.contributions.services.suggestions import dismiss_suggestion
from participation.contributions.services.translations import translate_card, translate_cluster

__all__ = [
    "CardDraft",
    "Lifted",
    "PaperPile",
    "RoomTopic",
    "StoredCard",
    "accepted",
    "accepts_paper",
    "approve_card",
    "approve_translation",
    "choose_topics",
    "confirm_language",
    "create_cluster",
    "dismiss_suggestion",
    "flag_unclear",
    "gather_cards",
    "gather_topics",
    "hide_card",
    "hide_mark",
    "join_topics",
    "merge_clusters",
    "move_cards",
    "order_cluster",
    "place_card",
    "redact_card",
    "redo_move",
    "release_task",
    "report_card",
    "set_mark",
    "settle_doubt",
    "settle_reports",
    "show_card",
    "show_mark",
    "split_cluster",
    "submit_card",
    "submit_cards",
    "take_task",
    "title_cluster",
    "translate_card",
    "translate_cluster",
    "type_in_cards",
    "undo_back_to",
    "undo_move",
    "withdraw_card",
    "withdraw_mark",
    "withdraw_paper_card",
    "write_inversion",
    "write_titles",
]
