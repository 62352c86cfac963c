"""What ``concept import`` tells: for people line by line, for scripts as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from participation.concept.comparison import Change
from participation.concept.messages import CHANGE_NAMES, word_note, word_place
from participation.concept.reading import Note
from participation.concept.services import ImportPlan, changes_data
from participation.concept.tree import GoalEntry, TreeCounts
from participation.i18n import gettext as _
from participation.i18n import ngettext


def described(plan: ImportPlan, concept_id: int | None, edition_id: int | None) -> dict[str, Any]:
    """Return the plan for scripts.

    ``concept`` and ``edition`` are their numbers, null as long as they do not exist. ``changes`` has three lists of
    ``{"path", "what", "before", "after"}``: ``path`` are the goals above, ``what`` one of goal, measure, field,
    indicator, level, city, edition, order. ``warnings`` tells everything that was interpreted or not understood.
    """
    held = plan.counts
    return {
        "concept": concept_id,
        "edition": edition_id,
        "counts": {
            "goals": held.goals,
            "measures": held.measures,
            "fields_of_action": held.fields_of_action,
            "indicators": held.indicators,
        },
        "changes": changes_data(plan.changes),
        "warnings": [{"where": word_place(note.where), "message": word_note(note)} for note in plan.notes],
    }


def report(plan: ImportPlan) -> str:
    """Return the tree that would be created, what was interpreted and not understood, and the differences."""
    parts = [_tree(plan), *_notes(plan.notes), *_differences(plan), [_conclusion(plan)]]
    return "\n\n".join("\n".join(part) for part in parts if part)


def counted(held: TreeCounts) -> str:
    """Return the counts in one line: ``4 Themenfeld, 23 Leitziel, 25 measures …``."""
    levels = [f"{number} {name}" for name, number in held.goals.items()]
    return ", ".join(
        [
            *levels,
            ngettext("%(num)s measure", "%(num)s measures", held.measures),
            ngettext("%(num)s field of action", "%(num)s fields of action", held.fields_of_action),
            ngettext("%(num)s indicator", "%(num)s indicators", held.indicators),
        ]
    )


def _tree(plan: ImportPlan) -> list[str]:
    fields = [_("Fields of action: %(names)s", names=" · ".join(plan.tree.fields_of_action))]
    return [plan.tree.title, *(fields if plan.tree.fields_of_action else []), *_goals(plan.tree.goals, 1)]


def _goals(goals: Sequence[GoalEntry], depth: int) -> Iterator[str]:
    for goal in goals:
        yield f"{'  ' * depth}{goal.number or ''} {goal.text}".replace("\n", " ").rstrip()
        for entry in goal.measures:
            head = entry.title or entry.text.replace("\n", " ")
            number = f"{entry.number}. " if entry.number else ""
            yield f"{'  ' * depth}    – {number}{head}"
        yield from _goals(goal.children, depth + 1)


def _notes(notes: Sequence[Note]) -> Iterator[list[str]]:
    headings = (
        ("not_understood", _("Not understood:")),
        ("warning", _("Please look at this:")),
        ("interpreted", _("Interpreted:")),
    )
    for kind, heading in headings:
        lines = [f"  {word_place(note.where)}: {word_note(note)}" for note in notes if note.kind == kind]
        yield [heading, *lines] if lines else []


def _differences(plan: ImportPlan) -> Iterator[list[str]]:
    if plan.before is None:
        return
    for heading, changes in (
        (_("Would be added:"), plan.changes.added),
        (_("Would be changed:"), plan.changes.changed),
        (_("Would be removed:"), plan.changes.removed),
    ):
        yield [heading, *(line for change in changes for line in _change(change))] if changes else []


def _change(change: Change) -> Iterator[str]:
    where = " › ".join(change.path)
    yield f"  {_(CHANGE_NAMES[change.what])}" + (f" ({where})" if where else "")
    for sign, text in (("-", change.before), ("+", change.after)):
        yield from (f"    {sign} {line}" for line in text.splitlines())


def _conclusion(plan: ImportPlan) -> str:
    held = counted(plan.counts)
    if plan.identical:
        return _("The concept says this already: %(counts)s. Nothing would be changed.", counts=held)
    if plan.before is None:
        return _("A new concept would be created: %(counts)s.", counts=held)
    return _("The concept would hold: %(counts)s.", counts=held)
