"""The pieces that the chapters of the documentation are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from babel import Locale

from participation.contributions.models import Cluster, TranslationState
from participation.export.document import BODY, PLAIN, QUIET, Cell, Paragraph, Row, Run, Table, cell, paragraph
from participation.i18n import current_language, mark
from participation.i18n import gettext as _
from participation.i18n.formats import day, time_of_day
from participation.i18n.languages import LANGUAGES, direction_of

#: Shares of the text width for a name and what stands beside it.
FACT_WIDTHS: Final = (0.27, 0.73)
NOTHING: Final = "–"

_PRIVATE: Final = "-x-"
"""Between a language and a private variety of it (BCP 47, section 2.2.7), which Babel has no name for."""
TRANSLATION_NAMES: Final = {
    TranslationState.MACHINE: mark("translated by a machine"),
    TranslationState.HUMAN: mark("translated by a person"),
    TranslationState.APPROVED: mark("translated and checked"),
}


def written(text: str, language: str, style: str = BODY) -> Paragraph:
    """A paragraph of somebody's own words in their language and direction."""
    return paragraph(text, style, language, direction_of(language))


def quiet(text: str) -> Paragraph:
    """A remark of the documentation itself, in small type."""
    return paragraph(text, QUIET)


def facts(rows: Iterable[tuple[str, Sequence[Paragraph]]]) -> Table:
    """Pairs of a name and what stands beside it; a name without anything beside it is printed with a dash."""
    return Table((), tuple(_fact(name, values) for name, values in rows), FACT_WIDTHS, PLAIN)


def _fact(name: str, values: Sequence[Paragraph]) -> Row:
    label = Cell((Paragraph((Run(name, bold=True),)),))
    return Row((label, Cell(tuple(values) or (paragraph(NOTHING),))))


def header(*names: str) -> tuple[Row]:
    """The header row of a table."""
    return (Row(tuple(cell(name) for name in names)),)


def language_name(tag: str) -> str:
    """The name of a language in the language of the documentation: "Arabisch", "Dari"; easy German keeps its own."""
    shipped = LANGUAGES.get(tag)
    names = Locale.parse(current_language().locale).languages
    name = names.get(tag.replace("-", "_")) or (None if _PRIVATE in tag else names.get(tag.partition("-")[0]))
    return str(name or (shipped.name if shipped else tag))


def same_language(one: str, other: str) -> bool:
    """Whether who reads one tag reads the other: German and easy German need no translation."""
    return one.partition("-")[0] == other.partition("-")[0]


def title_of(cluster: Cluster) -> tuple[str, str]:
    """The title of a topic and its language: in the language of the documentation where it has one."""
    title, language = cluster.title_in(current_language().tag)
    return (title, language) if title.strip() else (_("Topic without a title"), current_language().tag)


def day_and_time(moment: datetime) -> str:
    """Day and time as a sentence would say them."""
    return _("%(day)s, %(time)s", day=day(moment), time=time_of_day(moment))
