"""The spotlight: one card, or one cluster with its cards, large on the projector. Only what everybody may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation.access.models import StaffUser
from participation.contributions.errors import CardUnknown, ClusterUnknown
from participation.contributions.models import Card, CardState, CardTranslation, Cluster
from participation.contributions.queries import get_card, get_cluster, list_clusters
from participation.workshop.models import Workshop
from participation.workshop.screen import SPOTLIGHTS, Screen, Shown
from participation.workshop.services import show_on_screen


@dataclass(frozen=True, slots=True)
class Spotlight:
    """What is shown large: a card, or a cluster."""

    card: Card | None = None
    cluster: Cluster | None = None


NOTHING = Spotlight()


def put_large(workshop: Workshop, shown: Shown, subject: int, actor: StaffUser | None) -> None:
    """Show a card or a cluster of this workshop large.

    Raises ``CardUnknown`` for a card of another workshop or one that not everybody may see, ``ClusterUnknown`` for a
    cluster that is not on the board.
    """
    if shown is Shown.CARD:
        if get_card(workshop.id, subject).state is not CardState.VISIBLE:
            raise CardUnknown
    else:
        get_cluster(workshop.id, subject)
    show_on_screen(workshop, shown, actor, subject)


def leave_large(workshop: Workshop, card_id: int, actor: StaffUser | None) -> None:
    """End the spotlight on a card, so that it is not large again when it is shown again."""
    screen = Screen.read(workshop.screen)
    if (screen.shown, screen.subject) == (Shown.CARD, card_id):
        show_on_screen(workshop, Shown.STEP, actor)


def spotlight_of(workshop: Workshop) -> Spotlight:
    """Return what is shown large now; nothing when it was hidden, withdrawn, merged or dissolved in the meantime."""
    screen = Screen.read(workshop.screen)
    if screen.shown not in SPOTLIGHTS or screen.subject is None:
        return NOTHING
    try:
        return _find(workshop, screen.shown, screen.subject)
    except (CardUnknown, ClusterUnknown):
        return NOTHING


def beside(card: Card, languages: Sequence[str]) -> CardTranslation | None:
    """Return the translation that stands beside a large card: into the first of the ``languages`` that has one."""
    translated = {translation.language: translation for translation in card.translations}
    return next((translated[tag] for tag in languages if tag in translated and tag != card.language), None)


def _find(workshop: Workshop, shown: Shown, subject: int) -> Spotlight:
    if shown is Shown.CARD:
        card = get_card(workshop.id, subject)
        return Spotlight(card=card) if card.state is CardState.VISIBLE else NOTHING
    phase = get_cluster(workshop.id, subject).phase
    drawn = next(cluster for cluster in list_clusters(workshop.id, phase) if cluster.id == subject)
    return Spotlight(cluster=drawn)
