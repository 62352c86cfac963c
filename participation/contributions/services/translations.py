"""Texts in other languages beside the original, which stays as it is."""

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.contributions.domain import clean_text, clean_title
from participation.contributions.errors import LanguageUnknown
from participation.contributions.models import (
    Card,
    CardTranslation,
    Cluster,
    ClusterTranslation,
    TranslationState,
)
from participation.i18n.languages import LANGUAGES
from participation.kernel import clock
from participation.kernel.database import db
from participation.workshop.models import Workshop
from participation.workshop.services import hold_workshop, touch_board


def translate_card(
    card: Card, language: str, text: str, state: TranslationState, actor: StaffUser | None
) -> CardTranslation:
    """Attach a translation to a card, in place of an earlier one into the same language.

    Raises ``LanguageUnknown`` (also for the card's own language), ``CardEmpty``, ``CardTooLong``.
    """
    _check_target(language, card.language)
    text = clean_text(text)
    hold_workshop(card.workshop_id)
    translation = next((known for known in card.translations if known.language == language), None)
    if translation is None:
        translation = CardTranslation(language=language)
        card.translations.append(translation)
    translation.text = text
    translation.state = state
    translation.author_id = actor.id if actor else None
    translation.at = clock.now()
    card.revision = touch_board(db.session.get_one(Workshop, card.workshop_id))
    _log(actor, "translate_card", card, language, state)
    return translation


def translate_cluster(
    cluster: Cluster, language: str, text: str, state: TranslationState, actor: StaffUser | None
) -> ClusterTranslation:
    """Attach a translation to a cluster's title, in place of an earlier one into the same language.

    Raises ``LanguageUnknown`` (also for the title's own language), ``TitleEmpty``, ``TitleTooLong``.
    """
    hold_workshop(cluster.workshop_id)
    _check_target(language, cluster.language)
    text = clean_title(text)
    translation = next((known for known in cluster.translations if known.language == language), None)
    if translation is None:
        translation = ClusterTranslation(language=language)
        cluster.translations.append(translation)
    translation.text = text
    translation.state = state
    cluster.revision = touch_board(db.session.get_one(Workshop, cluster.workshop_id))
    _log(actor, "translate_cluster", cluster, language, state)
    return translation


def _check_target(language: str, original: str) -> None:
    if language not in LANGUAGES or language == original:
        raise LanguageUnknown


def _log(actor: StaffUser | None, action: str, subject: Card | Cluster, language: str, state: TranslationState) -> None:
    log_move(
        actor,
        action,
        subject.__tablename__,
        subject.id,
        workshop_id=subject.workshop_id,
        language=language,
        state=state.value,
    )
