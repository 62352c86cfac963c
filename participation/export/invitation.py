"""What the poster of a workshop says: in all the workshop's languages, or whole in one."""

from __future__ import annotations

from babel.dates import format_date

from participation.export.poster import Endonym, Invitation, Poster
from participation.hall.qr_code import svg_of
from participation.i18n import current_language, speaking
from participation.i18n import gettext as _
from participation.i18n.formats import local, time_of_day
from participation.i18n.languages import LANGUAGES, direction_of
from participation.workshop.models import Workshop
from participation.workshop.services import stand_step

MOST_INVITATIONS = 6
"""So many invitations are read from a pavement; of further languages the poster says that they are spoken."""


def invite_to(workshop: Workshop, base_url: str, city: str, only: str | None = None) -> Poster:
    """Return the poster of a workshop; `base_url` is where residents reach this installation.

    A stand, which hangs in shop windows, says its question and its last day.
    Title, day and place are in the workshop's first language, the invitation in each of them. A poster in one
    language, `only`, says everything in it, and its QR code leads to the page in it.
    """
    address = f"{base_url}/{workshop.code}"
    language = only or workshop.language
    invited = [only] if only else workshop.languages
    with speaking(language):
        return Poster(
            city=city,
            title=workshop.title,
            when=_open_until(workshop) or _when(workshop),
            place=workshop.place,
            address=address.removeprefix("https://"),
            code=workshop.code,
            qr=svg_of(f"{address}?lang={only}" if only else address).encode(),
            qr_description=_("QR code of the address %(address)s", address=address),
            invitations=tuple(_invitation(workshop, tag) for tag in invited[:MOST_INVITATIONS]),
            also=tuple(map(Endonym.of, invited[MOST_INVITATIONS:])),
            language=language,
            direction=direction_of(language),
        )


def _when(workshop: Workshop) -> str:
    """Day of the week, day and time, as a sentence would say them; empty as long as nothing is planned."""
    if workshop.planned_for is None:
        return ""
    day = format_date(local(workshop.planned_for), format="full", locale=current_language().locale)
    return _("%(day)s, %(time)s", day=day, time=time_of_day(workshop.planned_for))


def _open_until(workshop: Workshop) -> str:
    """Until when a stand is open; empty for all other workshops."""
    step = stand_step(workshop)
    if step is None or step.open_until is None:
        return ""
    last = format_date(local(step.open_until), format="full", locale=current_language().locale)
    return _("Write to us until %(day)s", day=last)


def _headline(workshop: Workshop, tag: str) -> str:
    """The question: at a stand its own, because nobody is there to ask it."""
    step = stand_step(workshop)
    prompt = step.prompt_in(tag) if step else None
    is_worded = prompt is not None and prompt.language == tag and not prompt.is_machine
    return prompt.text if prompt is not None and is_worded else _("What is missing? What do you wish for?")


def _invitation(workshop: Workshop, tag: str) -> Invitation:
    with speaking(tag) as language:
        return Invitation(
            language=tag,
            direction=language.direction,
            endonym=LANGUAGES[tag].name,
            headline=_headline(workshop, tag),
            text=_("Scan the picture or enter the code. Write in your language. Nobody asks for your name."),
        )
