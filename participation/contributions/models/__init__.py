"""Tables of cards and clusters, and what people say about them."""

from participation.contributions.domain import (
    MARK_LIMIT,
    SUGGESTED_LENGTH,
    TITLE_LIMIT,
    CardState,
    MoveKind,
    ReportKind,
)
from participation.contributions.models.board import (
    BoardMove,
    Card,
    CardTranslation,
    Cluster,
    ClusterTranslation,
    GatheredTopic,
    Inversion,
    Placement,
)
from participation.contributions.models.interpreting import TranslationTask
from participation.contributions.models.voices import CardReport, DismissedSuggestion, Mark
from participation.i18n.wording import TranslationState

__all__ = [
    "MARK_LIMIT",
    "SUGGESTED_LENGTH",
    "TITLE_LIMIT",
    "BoardMove",
    "Card",
    "CardReport",
    "CardState",
    "CardTranslation",
    "Cluster",
    "ClusterTranslation",
    "DismissedSuggestion",
    "GatheredTopic",
    "Inversion",
    "Mark",
    "MoveKind",
    "Placement",
    "ReportKind",
    "TranslationState",
    "TranslationTask",
]
