"""Translations of the concept: how far each language is, and one language text by text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.access.services import log_move
from participation.concept.editions.choosing import choose_edition
from participation.concept.editions.words import name_part
from participation.concept.errors import EditionUnknown
from participation.concept.models import Concept, Edition, EditionState
from participation.concept.queries import get_concept
from participation.concept.translations.drafts import draft_texts, drafting_service
from participation.concept.translations.errors import TranslatedMeanwhile
from participation.concept.translations.messages import KIND_NAMES, STANDING_NAMES
from participation.concept.translations.progress import Entry, Standing, count_entries, list_entries
from participation.concept.translations.saving import Written, check_target, save_translation
from participation.concept.translations.texts import hash_of
from participation.concept.views.blueprint import blueprint
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.kernel.background import offer
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import see_other
from participation.web.messages import word

LINES: Final = 20
"""Texts on a page."""
SEEN_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A text on the page with what its field holds.

    ``refusal`` says why that was not saved, ``theirs`` what somebody else has written meanwhile.
    """

    entry: Entry
    typed: str
    refusal: str = ""
    theirs: str = ""

    @property
    def shown(self) -> str:
        """By what the page tells whether somebody has written into the field."""
        return hash_of(self.entry.proposal)[:SEEN_DIGITS]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sends of one line."""

    hash: str
    place: str
    text: str
    seen: int
    shown: str

    @property
    def is_touched(self) -> bool:
        """Whether the field holds something else than what was shown."""
        return hash_of(self.text)[:SEEN_DIGITS] != self.shown


@blueprint.get("/<int:concept_id>/translations")
@policy(office)
def translations(concept_id: int) -> ResponseReturnValue:
    """Show how far the concept is translated into each language."""
    concept = get_concept(concept_id)
    edition = edition_of(concept)
    return render_template(
        "concept/translations/index.html", concept=concept, edition=edition, counts=count_entries(edition)
    )


@blueprint.get("/<int:concept_id>/translations/<language>")
@policy(office)
def translation(concept_id: int, language: str) -> ResponseReturnValue:
    """Show what of the concept is to be translated into a language, or everything."""
    concept = get_concept(concept_id)
    check_target(concept, language)
    return language_page(edition_of(concept), language, {})


@blueprint.post("/<int:concept_id>/translations/<language>")
@policy(office)
def translate(concept_id: int, language: str) -> ResponseReturnValue:
    """Save the lines into which somebody has written, and the one whose button was pressed; refuse each for itself."""
    concept = get_concept(concept_id)
    check_target(concept, language)
    edition, pressed = edition_of(concept), request.form.get("save", "")
    lines = _sent_lines()
    sent = [line for line in lines if line.is_touched or line.hash == pressed]
    refused: dict[str, tuple[Sent, DomainError]] = {}
    for line in sent:
        try:
            with transaction():
                save_translation(edition, language, Written(line.hash, line.text, line.seen), acting_staff())
        except DomainError as error:
            refused[line.place] = line, error
    if refused:
        return language_page(edition, language, refused), 409 if _is_conflict(refused) else 422
    if sent:
        flash(ngettext("%(num)s translation is saved.", "%(num)s translations are saved.", len(sent)), "good")
    at = _next(lines, sent, pressed)
    return see_other(url_for("concept.translation", concept_id=concept_id, language=language, at=at, **_address()))


@blueprint.post("/<int:concept_id>/translations/<language>/drafts")
@policy(office)
def draft(concept_id: int, language: str) -> ResponseReturnValue:
    """Let a machine draft what is missing; people read the drafts before they answer for them."""
    concept = get_concept(concept_id)
    check_target(concept, language)
    edition = edition_of(concept)
    with transaction():
        log_move(acting_staff(), "draft_translations", "edition", edition.id, language=language)
    if drafting_service(language) and offer(draft_texts, (edition.id, language)):
        flash(_("The machine drafts what is missing. Load the page again in a minute."), "good")
    else:
        flash(_("The machine cannot be asked now. Please try again later."), "error")
    return see_other(url_for("concept.translation", concept_id=concept_id, language=language, edition=edition.id))


def edition_of(concept: Concept) -> Edition:
    """Return the edition in the address: without one the adopted, before any adoption the newest."""
    wanted = request.values.get("edition", "")
    if not wanted:
        wanted = "adopted" if any(each.state is EditionState.ADOPTED for each in concept.editions) else "newest"
    if not concept.editions:
        raise EditionUnknown
    return choose_edition(concept, wanted)


def _address() -> dict[str, Any]:
    """Return what of the address goes on with every step through the list."""
    return {name: request.values[name] for name in ("edition", "show", "page") if request.values.get(name)}


def _next(lines: Sequence[Sent], saved: Sequence[Sent], pressed: str) -> int:
    """Return where the next page has the line after that whose button was pressed; saved ones leave the list."""
    before = [line.hash for line in lines]
    number = before.index(pressed) if pressed in before else 0
    if request.form.get("show") == "all":
        return number + 1
    gone = {line.hash for line in saved}
    return sum(key not in gone for key in before[:number])


def _sent_lines() -> list[Sent]:
    names = ("hash", "place", "text", "seen", "shown")
    rows = zip(*(request.form.getlist(name) for name in names), strict=False)
    return [
        Sent(
            key, place, text, int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < SEEN_DIGITS else 0, shown
        )
        for key, place, text, seen, shown in rows
    ]


def _is_conflict(refused: Mapping[str, tuple[Sent, DomainError]]) -> bool:
    return any(isinstance(error, TranslatedMeanwhile) for _sent, error in refused.values())


def language_page(
    edition: Edition, language: str, refused: Mapping[str, tuple[Sent, DomainError]], refusal: str = ""
) -> str:
    """Draw the page of a language; ``refusal`` says why a list could not be read."""
    entries = list_entries(edition, language)
    shows_all = request.values.get("show") == "all"
    wanted = [each for each in entries if shows_all or each.is_open or each.source.place in refused]
    pages = max(1, -(-len(wanted) // LINES))
    page = min(max(request.values.get("page", 1, type=int), 1), pages)
    shown = wanted[(page - 1) * LINES : page * LINES]
    shown += [each for each in wanted if each.source.place in refused and each not in shown]
    return render_template(
        "concept/translations/language.html",
        concept=edition.concept,
        edition=edition,
        language=language,
        refusal=refusal,
        service=drafting_service(language),
        lines=[_line(each, refused.get(each.source.place)) for each in shown],
        focused=request.values.get("at", -1, type=int),
        counts=_counts(entries),
        shows_all=shows_all,
        page=page,
        pages=pages,
        address=_address(),
        kind_names=KIND_NAMES,
        standing_names=STANDING_NAMES,
        name_part=name_part,
    )


def _counts(entries: Sequence[Entry]) -> dict[str, int]:
    open_ones = sum(each.is_open for each in entries)
    return {"open": open_ones, "all": len(entries)} | {
        standing.value: sum(each.standing is standing for each in entries) for standing in Standing
    }


def _line(entry: Entry, refused: tuple[Sent, DomainError] | None) -> Line:
    if refused is None:
        return Line(entry, entry.proposal)
    sent, error = refused
    return Line(entry, sent.text, word(error), error.theirs if isinstance(error, TranslatedMeanwhile) else "")
