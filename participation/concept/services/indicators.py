"""Indicators of goals: what is measured. For its values over time see ``readings``."""

from __future__ import annotations

from dataclasses import dataclass

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.errors import IndicatorChanged, IndicatorNameMissing, IndicatorUnknown, TextTooLong
from participation.concept.models import Direction, Edition, Goal, Indicator
from participation.concept.tidying import FIGURE_LIMIT
from participation.kernel.database import db

INDICATOR_LIMIT = 500
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """What is written about an indicator; ``direction`` is a word of ``Direction`` or empty."""

    name: str
    unit: str = ""
    direction: str = ""
    source: str = ""
    baseline: str = ""
    target: str = ""


def get_indicator(edition: Edition, indicator_id: int) -> Indicator:
    """Return an indicator of this edition; raises ``IndicatorUnknown``."""
    indicator = db.session.get(Indicator, indicator_id)
    if indicator is None or indicator.goal.edition_id != edition.id:
        raise IndicatorUnknown
    return indicator


def add_indicator(goal: Goal, words: IndicatorWords, actor: StaffUser | None) -> Indicator:
    """Add an indicator as the last one of a goal; raises ``IndicatorNameMissing`` and ``TextTooLong``."""
    clean = _clean(words)
    place = max((other.position + 1 for other in goal.indicators), default=0)
    indicator = Indicator(goal=goal, position=place)
    _write(indicator, clean)
    db.session.add(indicator)
    db.session.flush()
    log_move(actor, "add_indicator", "indicator", indicator.id, goal=goal.text, after=clean.name)
    return indicator


def edit_indicator(
    indicator: Indicator, words: IndicatorWords, seen_version: int, actor: StaffUser | None
) -> Indicator:
    """Change what is written about an indicator.

    Raises ``IndicatorChanged`` when somebody saved after ``seen_version``, ``IndicatorNameMissing``, ``TextTooLong``.
    """
    db.session.refresh(indicator, with_for_update={"key_share": True})
    if indicator.version != seen_version:
        raise IndicatorChanged
    before, after = words_of_indicator(indicator), _clean(words)
    if before == after:
        return indicator
    _write(indicator, after)
    indicator.version += 1
    db.session.flush()
    log_move(actor, "edit_indicator", "indicator", indicator.id, before=_line(before), after=_line(after))
    return indicator


def remove_indicator(indicator: Indicator, actor: StaffUser | None) -> None:
    """Remove an indicator with its values; the log keeps what they were."""
    values = {reading.at.isoformat(): reading.value for reading in indicator.values}
    before = _line(words_of_indicator(indicator))
    log_move(
        actor, "remove_indicator", "indicator", indicator.id, goal=indicator.goal.text, before=before, values=values
    )
    db.session.delete(indicator)
    db.session.flush()


def words_of_indicator(indicator: Indicator) -> IndicatorWords:
    """Return what is written about an indicator."""
    return IndicatorWords(
        indicator.name,
        indicator.unit,
        indicator.direction.value if indicator.direction else "",
        indicator.source,
        indicator.baseline,
        indicator.target,
    )


def _clean(words: IndicatorWords) -> IndicatorWords:
    limits = {"name": INDICATOR_LIMIT, "source": INDICATOR_LIMIT, "direction": FIGURE_LIMIT}
    clean = {name: " ".join(getattr(words, name).split()) for name in IndicatorWords.__slots__}
    for name, text in clean.items():
        if len(text) > limits.get(name, FIGURE_LIMIT):
            raise TextTooLong(text[:_SHOWN], limits.get(name, FIGURE_LIMIT))
    if not clean["name"]:
        raise IndicatorNameMissing
    return IndicatorWords(**clean)


def _write(indicator: Indicator, words: IndicatorWords) -> None:
    for name in ("name", "unit", "source", "baseline", "target"):
        setattr(indicator, name, getattr(words, name))
    indicator.direction = Direction(words.direction) if words.direction else None


def _line(words: IndicatorWords) -> str:
    return " · ".join(filter(None, (getattr(words, name) for name in IndicatorWords.__slots__)))
