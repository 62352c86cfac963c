"""Indicators in a column of their own: a paragraph for what is measured, one for each figure and its source.

As in `lines`, what is written is read back unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from participation.concept.chapter.lines import (
    DETAILS,
    JOINER,
    parse_indicator_head,
    split_joined,
)
from participation.concept.chapter.readings import parse_value_list, value_list
from participation.concept.chapter.vocabulary import (
    STYLE_INDICATOR_DETAIL,
    STYLE_INDICATOR_NAME,
    key_of_label,
    value_in_words,
    word,
)
from participation.concept.tree.entries import IndicatorEntry

_ORDER: Final = ("baseline", "target", "values", "source")


def indicator_cell(indicator: IndicatorEntry, language: str) -> tuple[tuple[str, str], ...]:
    """Answer the paragraphs of an indicator as (text, style): "name (unit) [steigend]", then its figures and source."""
    values = {key: getattr(indicator, key) for key in ("source", "baseline", "target")}
    values["values"] = value_list(indicator.values, language).replace("; ", ";\n")
    details = tuple((f"{word(key, language)}: {values[key]}", STYLE_INDICATOR_DETAIL) for key in _ORDER if values[key])
    return ((_head(indicator, language), STYLE_INDICATOR_NAME), *details)


def parse_indicator_cell(paragraphs: Iterable[tuple[str, str]]) -> tuple[IndicatorEntry, ...]:
    """Read what `indicator_cell` wrote, as (text, style); paragraphs of another style are passed over."""
    found: list[IndicatorEntry] = []
    for text, style in paragraphs:
        if style == STYLE_INDICATOR_NAME and text:
            found.append(_parse_head(text))
        elif style == STYLE_INDICATOR_DETAIL and found:
            found[-1] = _with_detail(found[-1], text)
    return tuple(found)


def _head(indicator: IndicatorEntry, language: str) -> str:
    plain = indicator.name
    if indicator.unit:
        plain += f" ({indicator.unit})"
    if indicator.direction:
        plain += f" [{value_in_words(indicator.direction, language)}]"
    said = (indicator.name, indicator.unit, indicator.direction)
    return plain if parse_indicator_head(plain) == said else f"{JOINER} · ".join(said)


def _parse_head(text: str) -> IndicatorEntry:
    said = tuple(split_joined(text)) if JOINER in text else parse_indicator_head(text)
    return IndicatorEntry(*said) if said is not None and len(said) == 3 else IndicatorEntry(text)  # noqa: PLR2004 - the parts of a head


def _with_detail(entry: IndicatorEntry, text: str) -> IndicatorEntry:
    """Answer the indicator with a detail put into place; what is no detail of ours goes on with its name."""
    label, colon, value = text.partition(": ")
    key = key_of_label(label, DETAILS) if colon else None
    if key == "values":
        readings = parse_value_list(value)
        return entry if readings is None else replace(entry, values=readings)
    if key is None:
        return replace(entry, name=f"{entry.name} {text}".strip())
    texts: dict[str, str] = {key: value.strip()}
    return replace(entry, **texts)  # type: ignore[arg-type]  # keys are texts of an entry only
