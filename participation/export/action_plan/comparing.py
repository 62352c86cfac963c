"""A file that came back beside the measures as they stand: what it would change, what it leaves, what it lacks."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from participation.concept.models import Concept, Edition, EditionState, Measure, MeasureState
from participation.export.action_plan.cells import EditionWords, Unclear, tidy
from participation.export.action_plan.errors import ActionPlanForeign, ActionPlanOutdated
from participation.export.action_plan.form import NUMBER, PARTS, WHY, cell_of, paper_language, said_by
from participation.export.action_plan.remarks import Remark, Spot
from participation.export.action_plan.rows import Row, Trouble, read_rows
from participation.export.queries import list_measures_of, printed_numbers
from participation.i18n import gettext, speaking
from participation.measures.queries import find_version, load_measures, reachable_states
from participation.measures.standing import STATE_NAMES

_NOT_SAID: Final = object()


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of a measure: what stands there `now`, what the file says, and what stood there when it was written.

    Values are those of the history. Where the office changed the part since (`is_conflict`), somebody chooses.
    """

    name: str
    now: Any
    said: Any
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class MeasureReturn:
    """What the file changes of one measure, and the reason that its row gives."""

    measure: Measure
    changes: tuple[PartChange, ...]
    why: str

    @property
    def state(self) -> PartChange | None:
        """The change of its state, if there is one."""
        return next((change for change in self.changes if change.name == "state"), None)


@dataclass(frozen=True, slots=True)
class ReturnedPlan:
    """A file that came back. `absent` are the measures of the edition that it does not name: they stay."""

    edition: Edition
    returns: tuple[MeasureReturn, ...]
    remarks: tuple[Remark, ...]
    absent: tuple[Measure, ...]
    words: EditionWords

    @property
    def left(self) -> list[Remark]:
        """What was not taken over."""
        return [remark for remark in self.remarks if remark.is_left]

    @property
    def told(self) -> list[Remark]:
        """What a person should know."""
        return [remark for remark in self.remarks if not remark.is_left]

    @property
    def fingerprint(self) -> str:
        """What somebody confirms: another one says that something changed since."""
        seen = [(entry.measure.id, entry.measure.version, entry.why, entry.changes) for entry in self.returns]
        return hashlib.sha256(repr(seen).encode()).hexdigest()


def compare_with_file(concept: Concept, content: bytes, filename: str) -> ReturnedPlan:
    """Return what a file would change; nothing is written.

    Raises what `read_rows` raises, ``ActionPlanForeign`` without a measure of the concept, ``ActionPlanOutdated``.
    """
    filled = read_rows(content, filename)
    remarks = list(filled.remarks)
    measures = {measure.id: measure for measure in load_measures({row.measure_id for row in filled.rows})}
    edition = _edition_of(concept, measures.values())
    known = [row for row in filled.rows if _is_known(row, edition, measures, remarks)]
    words = EditionWords(edition)
    with speaking(paper_language(concept)):
        written = _Written(edition, printed_numbers(edition.id))
    of_measure: dict[int, list[Row]] = defaultdict(list)
    for row in known:
        of_measure[row.measure_id].append(row)
    returns = [_Comparison(measures[key], words, written, remarks).of(rows) for key, rows in of_measure.items()]
    absent = tuple(measure for measure in list_measures_of(edition.id) if measure.id not in of_measure)
    return ReturnedPlan(edition, tuple(entry for entry in returns if entry.changes), tuple(remarks), absent, words)


def _edition_of(concept: Concept, measures: Iterable[Measure]) -> Edition:
    """Return the edition to which most rows belong."""
    editions = Counter(measure.edition for measure in measures if measure.edition.concept_id == concept.id)
    if not editions:
        raise ActionPlanForeign
    edition: Edition = editions.most_common(1)[0][0]
    if edition.state is EditionState.SUPERSEDED:
        raise ActionPlanOutdated
    return edition


def _is_known(row: Row, edition: Edition, measures: Mapping[int, Measure], remarks: list[Remark]) -> bool:
    measure = measures.get(row.measure_id)
    if measure is None or measure.edition.concept_id != edition.concept_id:
        remarks.append(Remark("measure_unknown", row.spot, {"written": row.written}))
    elif measure.edition_id != edition.id:
        remarks.append(Remark("measure_elsewhere", row.spot, {"label": measure.label}))
    else:
        return True
    return False


@dataclass(frozen=True, slots=True)
class _Written:
    """What the export writes into the cells of a measure."""

    edition: Edition
    numbers: Mapping[int, Sequence[str]]

    def is_same(self, name: str, raw: Any, value: Any) -> bool:  # noqa: ANN401 - whatever a cell holds
        """Whether a cell still holds what the export wrote for this value, in the language of the papers."""
        with speaking(paper_language(self.edition.concept)):
            wrote = cell_of(self.edition.concept, name, value)
        if isinstance(raw, str) or isinstance(wrote, str):
            return tidy(str(raw or "")) == tidy(str(wrote or ""))
        return bool(raw is None and wrote is None)


class _Comparison:
    """Puts the rows of one measure beside it."""

    def __init__(self, measure: Measure, words: EditionWords, written: _Written, remarks: list[Remark]) -> None:
        self._measure = measure
        self._words = words
        self._written = written
        self._remarks = remarks
        self._now = said_by(measure)

    def of(self, rows: Sequence[Row]) -> MeasureReturn:
        """Return what all its rows together change; each is compared with the version that it was written from."""
        said: dict[str, dict[str, tuple[Row, Any, bool]]] = defaultdict(dict)
        for row in rows:
            base = self._base(row.version)
            for name, value in self._changed(row, base or self._now):
                conflict = base is None or base.get(name) != self._now[name]
                said[name].setdefault(repr(value), (row, value, conflict))
        changes = [change for name in PARTS if name in said for change in self._agreed(name, said[name])]
        return MeasureReturn(self._measure, tuple(self._allowed(changes, rows[0].spot)), _reasons(rows))

    def _base(self, version: int) -> Mapping[str, Any] | None:
        """Return the measure as it was written; ``None`` when nobody knows."""
        if version == self._measure.version:
            return self._now
        found = find_version(self._measure, version)
        return found.values if found else None

    def _changed(self, row: Row, base: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Yield the parts that the row says differently than its version did."""
        self._tell_untaken(row)
        for name in PARTS:
            raw = row.cells.get(name, _NOT_SAID)
            if raw is _NOT_SAID or self._is_troubled(row, name, raw) or self._written.is_same(name, raw, base[name]):
                continue
            read = self._words.read(name, raw)
            if isinstance(read, Unclear):
                self._remarks.append(Remark(read.code, row.at(name), read.values))
            elif _differs(read.value, base[name]):
                if read.remark:
                    self._remarks.append(Remark(read.remark, row.at(name), read.values))
                yield name, read.value

    def _is_troubled(self, row: Row, name: str, raw: Any) -> bool:  # noqa: ANN401 - whatever a cell holds
        if isinstance(raw, Trouble):
            self._remarks.append(Remark(raw.code, row.at(name), {"written": raw.written}))
        return isinstance(raw, Trouble)

    def _tell_untaken(self, row: Row) -> None:
        """Tell that a new printed number is not taken: numbers are given in one deliberate move."""
        raw = row.cells.get(NUMBER, _NOT_SAID)
        printed = ", ".join(self._written.numbers.get(self._measure.id, ()))
        if raw is not _NOT_SAID and _squeezed(raw) != _squeezed(printed):
            self._remarks.append(Remark("told_column", row.at(NUMBER)))

    def _agreed(self, name: str, said: Mapping[str, tuple[Row, Any, bool]]) -> Iterator[PartChange]:
        """Yield the change of a part; rows that contradict each other change nothing."""
        if len(said) > 1:
            rows = ", ".join(Spot(row.spot.sheet, row.spot.row).in_words() for row, _, _ in said.values())
            first = next(iter(said.values()))[0]
            values = {"label": self._measure.label, "rows": rows}
            self._remarks.append(Remark("said_differently", first.at(name), values))
            return
        ((_, value, conflict),) = said.values()
        if _differs(value, self._now[name]):
            yield PartChange(name, self._now[name], value, conflict)

    def _allowed(self, changes: Sequence[PartChange], spot: Spot) -> Iterator[PartChange]:
        """Yield the changes that the edition and the flow of states allow, and name the others."""
        if self._measure.edition.state is not EditionState.DRAFT and any(entry.name != "state" for entry in changes):
            self._remarks.append(Remark("adopted", spot, {"label": self._measure.label}))
            changes = [entry for entry in changes if entry.name == "state"]
        for change in changes:
            if change.name != "state" or self._is_reachable(change, spot):
                yield change

    def _is_reachable(self, change: PartChange, spot: Spot) -> bool:
        reachable = reachable_states(self._measure)
        if change.said in reachable:
            return True
        names = {
            "before": gettext(STATE_NAMES[MeasureState(change.now)]),
            "after": gettext(STATE_NAMES[MeasureState(change.said)]),
            "possible": ", ".join(gettext(STATE_NAMES[state]) for state in reachable) or "–",
        }
        self._remarks.append(Remark("state_skipped", spot, {"label": self._measure.label, **names}))
        return False


def _reasons(rows: Iterable[Row]) -> str:
    """Return the reasons that the rows give, each once."""
    written = (row.cells.get(WHY) for row in rows)
    return " · ".join(dict.fromkeys(tidy(text) for text in written if isinstance(text, str)))


def _squeezed(raw: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """Return a printed number as it is compared."""
    return "" if raw is None or isinstance(raw, Trouble) else "".join(str(raw).split())


def _differs(said: Any, base: Any) -> bool:  # noqa: ANN401 - values of the history
    if isinstance(said, str) and isinstance(base, str):
        return tidy(said) != tidy(base)
    return bool((said or None) != (base or None))
