"""The annex: what people were asked, in every language in which they were asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from participation.export.document import Block, Cell, Heading, Row, Table, cell
from participation.export.documentation.front import step_name
from participation.export.documentation.passages import header, language_name, written
from participation.export.documentation.record import WorkshopRecord
from participation.i18n import gettext as _
from participation.workshop.models import Step
from participation.workshop.queries import prompts_by_language

_WIDTHS: Final = (0.2, 0.8)


def prompts(record: WorkshopRecord) -> Iterator[Block]:
    """A table of all prompts by step and language; a workshop in one language has them in its agenda already."""
    if len(record.workshop.languages) > 1:
        yield Heading(1, _("The prompts in all languages"))
        rows = tuple(row for step in record.steps for row in _rows(step, record.workshop.languages))
        yield Table(header(_("Language"), _("Prompt")), rows, _WIDTHS)


def _rows(step: Step, languages: list[str]) -> Iterator[Row]:
    yield Row((cell(f"{step.position + 1}. {step_name(step)}", len(_WIDTHS), heading=True),))
    for language, text in prompts_by_language(step, languages):
        yield Row((cell(language_name(language)), Cell((written(text, language),))))
