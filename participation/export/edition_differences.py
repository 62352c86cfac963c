"""What changed between two editions as a document: a table per goal; what is gone is struck out, new is underlined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from participation.concept.editions.differences import Difference, GoalDifferences, Part
from participation.concept.editions.messages import KIND_NAMES, STATE_NAMES, WHAT_NAMES
from participation.concept.editions.words import name_part, worded
from participation.concept.models import Edition
from participation.export.document import (
    BODY,
    QUIET,
    SUBTITLE,
    Block,
    Cell,
    Document,
    Heading,
    Metadata,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    paragraph,
)
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.i18n.formats import day
from participation.i18n.languages import direction_of

#: What it is about, which part of it, the text: shares of the text width.
WIDTHS: Final = (0.24, 0.18, 0.58)


def differences_document(old: Edition, new: Edition, found: Sequence[GoalDifferences]) -> Document:
    """Lay the differences out in the concept's language."""
    concept = new.concept
    with speaking(concept.language):
        title = _("What has changed: %(concept)s", concept=concept.title)
        blocks: list[Block] = [
            Heading(1, title),
            paragraph(f"{name_edition(old)} → {name_edition(new)}", SUBTITLE),
            Paragraph(
                (Run(_("struck out: gone"), struck=True), Run(" · "), Run(_("underlined: new"), underlined=True))
            ),
        ]
        for goal in found:
            blocks.extend(_goal(goal))
        if not found:
            blocks.append(paragraph(_("The two editions say the same, as far as you are looking.")))
    metadata = Metadata(author=concept.city, subject=new.title)
    return Document(title, concept.language, tuple(blocks), direction_of(concept.language), metadata)


def name_edition(edition: Edition) -> str:
    """Return what an edition is called, with its state and the day of its adoption."""
    name = edition.title or _("Edition %(number)s", number=edition.id)
    state = _(STATE_NAMES[edition.state.value])
    return f"{name} ({state}, {day(edition.as_of)})" if edition.as_of else f"{name} ({state})"


def _goal(goal: GoalDifferences) -> Iterator[Block]:
    label = f"{goal.level} {goal.number}".strip()
    yield Heading(2, f"{label}: {goal.text}" if goal.text else _("Measures without a goal"))
    if goal.path:
        yield paragraph(" › ".join(goal.path), QUIET)
    header = Row(tuple(cell(text) for text in (_("What"), _("Part"), _("Text"))))
    yield Table((header,), tuple(row for entry in goal.differences for row in _rows(entry)), WIDTHS)


def _rows(entry: Difference) -> Iterator[Row]:
    kinds = ", ".join(_(KIND_NAMES[kind]) for kind in entry.kinds)
    named = [paragraph(f"{entry.number} {entry.label}".strip())] if entry.what != "goal" else []
    about = (Paragraph((Run(f"{_(WHAT_NAMES[entry.what])}: {kinds}", bold=True),)), *named)
    if entry.reason:
        about = (*about, paragraph(_("Reason: %(reason)s", reason=entry.reason), QUIET))
    for place, part in enumerate(entry.parts):
        first = Cell(about) if place == 0 else cell("")
        yield Row((first, cell(name_part(part.name)), Cell((_changed(worded(part)),))))


def _changed(part: Part) -> Paragraph:
    runs = (Run(piece.text, struck=piece.sign == "removed", underlined=piece.sign == "added") for piece in part.pieces)
    return Paragraph(tuple(runs), BODY)
