"""Cards on the console: the newest, those that wait, those that are hidden, and one with all that belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation.contributions.models import Card, CardState, CardTranslation
from participation.contributions.queries import ShownText, list_board_cards, list_inversions, shown_text
from participation.hall.console.card_story import Event, story_of
from participation.hall.stage import Stage
from participation.workshop.models import Phase, Workshop

NEWEST = 60
"""Cards that are listed at once: more than anybody reads while a hall writes."""


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as the moderator reads it: the text shown, and the original beside it when that is another one."""

    card: Card
    shown: ShownText
    missing: tuple[str, ...]
    """Languages of the workshop in which nobody can read the card yet."""


@dataclass(frozen=True, slots=True)
class CardFile:
    """One card with what belongs to it: its text as shown, its translations, its story."""

    shown: ShownCard
    translations: Sequence[CardTranslation]
    story: Sequence[Event]


def show_cards(cards: Sequence[Card], workshop: Workshop, language: str) -> list[ShownCard]:
    """Return the cards with the text that a reader of ``language`` sees."""
    return [_show(card, workshop, language) for card in cards]


def collected(stage: Stage) -> dict[str, object]:
    """Return the variables of the console while cards come in: by state, the newest first."""
    cards = list_board_cards(stage.workshop.id, phase=stage.phase, visible_only=False)
    by_state = {
        state: show_cards([card for card in reversed(cards) if card.state is state], stage.workshop, stage.language)
        for state in CardState
    }
    return {
        "waiting_cards": by_state[CardState.WAITING][::-1],
        "newest_cards": by_state[CardState.VISIBLE][:NEWEST],
        "hidden_cards": by_state[CardState.HIDDEN],
        "count_visible": len(by_state[CardState.VISIBLE]),
        "count_languages": len({shown.card.language for shown in by_state[CardState.VISIBLE]}),
        "topics": list_inversions(stage.workshop.id) if stage.phase is Phase.FANTASY else [],
    }


def card_file(card: Card, workshop: Workshop, language: str) -> CardFile:
    """Return one card with everything that belongs to it."""
    return CardFile(_show(card, workshop, language), card.translations, story_of(card))


def _show(card: Card, workshop: Workshop, language: str) -> ShownCard:
    readable = {card.language} | {translation.language for translation in card.translations}
    missing = tuple(tag for tag in workshop.languages if tag not in readable)
    return ShownCard(card, shown_text(card, language), missing)
