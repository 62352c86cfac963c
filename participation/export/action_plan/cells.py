"""What a cell says under the words of one edition, in the form in which the history of measures writes it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final

from participation.concept.models import KEYED, Edition, MeasureState
from participation.concept.queries import list_fields
from participation.concept.vocabulary import words_of
from participation.export.action_plan.form import FIRST_DAY, LAST_DAY, LISTS, folded
from participation.export.text import writable
from participation.i18n import gettext, speaking
from participation.i18n.formats import day
from participation.i18n.languages import STAFF_TAGS
from participation.measures.lengths import longest
from participation.measures.queries import DAYS, goal_lines
from participation.measures.standing import STATE_NAMES

_GERMAN_DAY: Final = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_SPACES: Final = re.compile("[ \t\u00a0]+")
_LONGEST_QUOTE: Final = 80


@dataclass(frozen=True, slots=True)
class Said:
    """A value that was understood; `remark` is a code of `remarks.TOLD` where it is to be told how."""

    value: Any
    remark: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unclear:
    """A cell that was not understood; `code` is one of `remarks.LEFT`, `values` fill its sentence."""

    code: str
    values: Mapping[str, object]


def tidy(text: str) -> str:
    """Return a text as it is compared: as a file holds it, without spaces around its lines and more than one within."""
    lines = _SPACES.sub(" ", writable(text)).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


class EditionWords:
    """Reads cells under the states, vocabularies, goals and fields of action of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._states = _by_name({state.value: STATE_NAMES[state] for state in MeasureState})
        self._keyed = {kind: _keys_of(edition, kind) for kind in KEYED}
        self._names = {kind: [word.name for word in words_of(edition.concept, kind)] for kind in KEYED}
        self._fields = {folded(entry.name): entry.name for entry in list_fields(edition.concept)}
        self.field_ids = {entry.name: entry.id for entry in list_fields(edition.concept)}
        self.goal_ids: dict[str, list[int]] = defaultdict(list)
        self._goals: dict[str, list[str]] = defaultdict(list)
        self._goal_order = goal_lines(edition.goals)
        for goal in edition.goals:
            (line,) = goal_lines([goal])
            self.goal_ids[line].append(goal.id)
            for name in {folded(line), folded(goal.number or ""), folded(goal.text)} - {""}:
                self._goals[name].append(line)

    def read(self, name: str, raw: Any) -> Said | Unclear:  # noqa: ANN401 - whatever a cell holds
        """Return what a cell of the column `name` says; an empty cell says that there is nothing."""
        if name in DAYS:
            return _read_day(raw)
        if isinstance(raw, date | time):
            return Unclear("day_in_text", {"written": _shown(raw)})
        text = tidy(_shown(raw)) if raw is not None else ""
        if name == "state":
            return self._state(text)
        if name in KEYED:
            return self._word(name, text)
        if name in LISTS:
            return self._list(name, text)
        limit = longest(name)
        return Said(text) if len(text) <= limit else Unclear("text_too_long", {"limit": limit})

    def _state(self, text: str) -> Said | Unclear:
        state = self._states.get(folded(text))
        if state is not None:
            return Said(state)
        known = ", ".join(gettext(name) for name in STATE_NAMES.values())
        return Unclear("state_unclear", {"written": text[:_LONGEST_QUOTE], "known": known})

    def _word(self, kind: str, text: str) -> Said | Unclear:
        if not text:
            return Said(None)
        key = self._keyed[kind].get(folded(text))
        if key is not None:
            return Said(key)
        known = ", ".join(self._names[kind])
        return Unclear("word_unclear", {"written": text[:_LONGEST_QUOTE], "known": known})

    def _list(self, name: str, text: str) -> Said | Unclear:
        found: list[str] = []
        for entry in self._entries(name, text):
            said = self._goal(entry) if name == "goals" else self._field(entry)
            if isinstance(said, Unclear):
                return said
            found.append(said.value)
        order = self._goal_order if name == "goals" else list(self.field_ids)
        return Said(sorted(dict.fromkeys(found), key=order.index))

    def _entries(self, name: str, text: str) -> list[str]:
        """Return the entries of a cell, one a line; a line that is none as a whole may hold several with semicolons."""
        known = self._goals if name == "goals" else self._fields
        lines = [line.strip() for line in text.split("\n")]
        split = (line.split(";") if folded(line) not in known else [line] for line in lines)
        return [entry.strip() for entries in split for entry in entries if entry.strip()]

    def _goal(self, entry: str) -> Said | Unclear:
        lines = self._goals.get(folded(entry), [])
        if len(lines) == 1 and len(self.goal_ids[lines[0]]) == 1:
            return Said(lines[0])
        return Unclear("goal_twice" if lines else "goal_unclear", {"written": entry[:_LONGEST_QUOTE]})

    def _field(self, entry: str) -> Said | Unclear:
        name = self._fields.get(folded(entry))
        return Said(name) if name is not None else Unclear("field_unclear", {"written": entry[:_LONGEST_QUOTE]})


def _read_day(raw: Any) -> Said | Unclear:  # noqa: ANN401 - whatever a cell holds
    if raw is None:
        return Said(None)
    found = raw.date() if isinstance(raw, datetime) else raw
    typed = isinstance(raw, str)
    if typed:
        found = _typed_day(raw.strip())
    if not isinstance(found, date):
        return Unclear("day_unclear", {"written": _shown(raw)[:_LONGEST_QUOTE]})
    if not FIRST_DAY <= found <= LAST_DAY:
        return Unclear("day_far", {"written": found.isoformat()})
    told = {"written": raw.strip(), "day": day(found)} if typed else {}
    return Said(found.isoformat(), "day_from_text" if typed else "", told)


def _typed_day(text: str) -> date | None:
    """Return a day that was typed as ISO 8601 or as Germans write it; two ways to read it are none."""
    german = _GERMAN_DAY.fullmatch(text)
    iso = f"{german[3]}-{int(german[2]):02}-{int(german[1]):02}" if german else text
    try:
        return date.fromisoformat(iso) if len(iso) == len("2027-12-31") else None
    except ValueError:
        return None


def _shown(raw: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime) and raw.time() == time():
        return raw.date().isoformat()
    return str(raw)


def _keys_of(edition: Edition, kind: str) -> dict[str, str]:
    """Return the keys of a vocabulary by their names in every language that staff speak."""
    found: dict[str, str] = {}
    for tag in STAFF_TAGS:
        with speaking(tag):
            found |= {folded(word.name): word.key for word in words_of(edition.concept, kind)}
    return found


def _by_name(names: Mapping[str, str]) -> dict[str, str]:
    """Return keys by their marked names in every language that staff speak, and by themselves."""
    found = {folded(key.replace("_", " ")): key for key in names} | {key: key for key in names}
    for tag in STAFF_TAGS:
        with speaking(tag):
            found |= _translated(names.items())
    return found


def _translated(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {folded(gettext(name)): key for key, name in names}
