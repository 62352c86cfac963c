"""What is written to those who lead measures: their links, and what they need to know. The office sends it."""

from collections.abc import Iterable
from dataclasses import dataclass

from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.i18n.formats import day
from participation.i18n.languages import LANGUAGES, find_language, staff_language
from participation.monitoring.models import StatusRequest, StatusRound
from participation.monitoring.queries import AskedMeasure
from participation.monitoring.secret_links import secret_of
from participation.monitoring.services.rounds import LINK
from participation.monitoring.words import half_name


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One measure in a letter: number and label as the concept has them, and the address at which to report."""

    number: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What one lead gets; ``lead`` is empty where a measure names nobody."""

    lead: str
    lines: tuple[LetterLine, ...]


def language_of(round_: StatusRound) -> str:
    """Return the language in which is written to those who lead measures: the concept's, among those of staff."""
    return staff_language(find_language(round_.concept.language) or LANGUAGES["de"]).tag


def address_of(request: StatusRequest, base_url: str) -> str | None:
    """Return the address of a request's form, ``None`` when its secret was made under another key of the server."""
    secret = secret_of(LINK, request.nonce, request.token_hash)
    return f"{base_url}/report/{secret}" if secret else None


def letters_to(asked: Iterable[AskedMeasure], base_url: str) -> list[Letter]:
    """Return a letter for each lead, in the order of their names; measures without one are at the end."""
    by_lead: dict[str, list[AskedMeasure]] = {}
    for row in asked:
        by_lead.setdefault(" ".join(row.measure.lead.split()) if row.measure else "", []).append(row)
    named = sorted(by_lead.items(), key=lambda pair: (not pair[0], pair[0].casefold()))
    return [Letter(lead, tuple(_line(row, base_url) for row in rows)) for lead, rows in named]


def subject(round_: StatusRound) -> str:
    """Return the subject of a letter."""
    return _("Status report for the %(half)s", half=half_name(round_.asks_about))


def opening(round_: StatusRound, measures: int) -> list[str]:
    """Return what a letter about so many measures says before its links, one paragraph an entry."""
    said = ngettext(
        "Please tell us by %(day)s how the measure stands that you lead for “%(concept)s”.",
        "Please tell us by %(day)s how the measures stand that you lead for “%(concept)s”.",
        measures,
        day=day(round_.deadline),
        concept=round_.concept.title,
    )
    return [_("Good day,"), said]


def closing(round_: StatusRound) -> list[str]:
    """Return what a letter says after its links."""
    said = [
        _("Each link opens a short form for one measure. It needs no account and works on a phone."),
        _("You may change your report until that day. Then the link closes."),
        _("Whoever has a link can report. Please give it only to those who are to do so."),
    ]
    return [*said, _("Questions: %(contact)s", contact=round_.contact)] if round_.contact else said


def letter_text(asked: AskedMeasure, round_: StatusRound, base_url: str) -> str:
    """Return a letter about one measure as plain text, to be copied into a message."""
    line = _line(asked, base_url)
    link = f"{line.number} {line.label}".strip() + f"\n{line.address}"
    return "\n\n".join([subject(round_), *opening(round_, 1), link, *closing(round_)])


def _line(row: AskedMeasure, base_url: str) -> LetterLine:
    measure = row.measure
    numbers = ", ".join(goal.number for goal in measure.goals if goal.number) if measure else ""
    return LetterLine(numbers, measure.label if measure else "", address_of(row.request, base_url) or "")
