"""Topics turned round: which critique topics are chosen, and how their opposites are worded."""

from collections.abc import Sequence

from sqlalchemy import select

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.contributions.domain import clean_title
from participation.contributions.errors import ClusterUnknown, LanguageUnknown
from participation.contributions.models import Cluster, Inversion
from participation.contributions.queries import list_inversions
from participation.i18n.languages import LANGUAGES
from participation.kernel.database import db
from participation.workshop.models import Phase, Step, Workshop
from participation.workshop.services import hold_workshop, touch_board, touch_stage


def choose_topics(
    workshop: Workshop, step: Step, actor: StaffUser | None, cluster_ids: Sequence[int]
) -> list[Inversion]:
    """Choose which critique topics are turned round, in this order; return their inversions.

    A topic that is not chosen any more is dropped, not deleted: its wishes keep their thread, and chosen again
    it is there with its text. The same choice again changes nothing. Raises ``ClusterUnknown``.
    """
    hold_workshop(workshop.id)
    chosen = list(dict.fromkeys(cluster_ids))
    _check_critique_topics(workshop, chosen)
    present = list_inversions(workshop.id)
    if [inversion.cluster_id for inversion in present] == chosen:
        return present
    _arrange(workshop, chosen)
    _announce(workshop)
    log_move(actor, "choose_topics", "step", step.id, workshop_id=workshop.id, clusters=chosen, position=step.position)
    return list_inversions(workshop.id)


def write_inversion(inversion: Inversion, actor: StaffUser | None, language: str, text: str) -> None:
    """Word the positive opposite of a topic in one language; an empty text takes that language away.

    Raises ``LanguageUnknown``, ``TitleTooLong``, ``TitleEmpty`` (for a text that prints nothing).
    """
    if language not in LANGUAGES:
        raise LanguageUnknown
    text = clean_title(text) if text.strip() else ""
    hold_workshop(inversion.workshop_id)
    if inversion.texts.get(language, "") == text:
        return
    workshop = db.session.get_one(Workshop, inversion.workshop_id)
    texts = {tag: known for tag, known in (inversion.texts | {language: text}).items() if known}
    inversion.texts = {tag: texts[tag] for tag in sorted(texts, key=lambda tag: tag != workshop.language)}
    _announce(workshop)
    log_move(actor, "write_inversion", "inversion", inversion.id, workshop_id=workshop.id, language=language)


def _check_critique_topics(workshop: Workshop, cluster_ids: Sequence[int]) -> None:
    statement = select(Cluster).where(
        Cluster.id.in_(cluster_ids), Cluster.workshop_id == workshop.id, Cluster.phase == Phase.CRITIQUE
    )
    on_board = [cluster for cluster in db.session.scalars(statement) if cluster.is_on_board]
    if len(on_board) != len(cluster_ids):
        raise ClusterUnknown


def _arrange(workshop: Workshop, chosen: Sequence[int]) -> None:
    """Let exactly the chosen topics stand, each at its place."""
    rows = db.session.scalars(select(Inversion).where(Inversion.workshop_id == workshop.id))
    known = {inversion.cluster_id: inversion for inversion in rows}
    for inversion in known.values():
        inversion.dropped = inversion.cluster_id not in chosen
    for position, cluster_id in enumerate(chosen):
        inversion = known.get(cluster_id) or Inversion(workshop_id=workshop.id, cluster_id=cluster_id)
        inversion.position = position
        db.session.add(inversion)
    db.session.flush()


def _announce(workshop: Workshop) -> None:
    """Phones show the topics as well as projector and consoles do."""
    touch_stage(workshop)
    touch_board(workshop)
