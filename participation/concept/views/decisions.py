"""Deciding on measures of the former edition; the filter stands in the address."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.editions.choices import Choice
from participation.concept.editions.choosing import choose_edition
from participation.concept.editions.decisions import Pending, decide, list_pending, mark_for_decision, unmark
from participation.concept.editions.messages import CHOICE_NAMES
from participation.concept.models import Edition
from participation.concept.queries import get_concept
from participation.concept.views.blueprint import blueprint
from participation.i18n import ngettext
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import see_other
from participation.web.messages import word

SHOWN = ("open", "settled", "unmarked", "all")
LONGEST_REASON = 2000


@blueprint.get("/<int:concept_id>/editions/<int:edition_id>/decisions")
@policy(office)
def decisions(concept_id: int, edition_id: int) -> ResponseReturnValue:
    """List the measures of the former edition with what is decided on each."""
    return _page(choose_edition(get_concept(concept_id), str(edition_id)))


@blueprint.post("/<int:concept_id>/editions/<int:edition_id>/decisions")
@policy(office)
def settle(concept_id: int, edition_id: int) -> ResponseReturnValue:
    """Do one thing with all measures that are ticked; a refusal keeps ticks and reason."""
    edition = choose_edition(get_concept(concept_id), str(edition_id))
    chosen = request.form.getlist("measure")
    try:
        with transaction():
            _apply(edition, chosen, request.form.get("choice", ""))
    except DomainError as error:
        return _page(edition, word(error)), 422
    flash(ngettext("%(num)s measure settled.", "%(num)s measures settled.", len(chosen)), "good")
    shown = request.args.get("show")
    return see_other(url_for("concept.decisions", concept_id=concept_id, edition_id=edition_id, show=shown))


def _apply(edition: Edition, chosen: list[str], wanted: str) -> None:
    if wanted == "mark":
        mark_for_decision(edition, chosen, acting_staff())
    elif wanted == "unmark":
        unmark(edition, chosen, acting_staff())
    elif wanted in set(Choice):
        reason = request.form.get("reason", "")[:LONGEST_REASON]
        decide(edition, chosen, Choice(wanted), reason, acting_staff())


def _page(edition: Edition, refusal: str = "") -> str:
    pending = list_pending(edition)
    asked = request.args.get("show", "")
    shown = asked if asked in SHOWN else "open" if any(entry.is_open for entry in pending) else "all"
    return render_template(
        "concept/editions/decisions.html",
        concept=edition.concept,
        edition=edition,
        pending=[entry for entry in pending if _is_shown(entry, shown)],
        numbers={name: sum(_is_shown(entry, name) for entry in pending) for name in SHOWN},
        shown=shown,
        choices=CHOICE_NAMES,
        refusal=refusal,
        ticked=set(request.form.getlist("measure")),
        reason=request.form.get("reason", ""),
    )


def _is_shown(entry: Pending, shown: str) -> bool:
    marked = entry.decision is not None
    return {
        "open": entry.is_open,
        "settled": marked and not entry.is_open,
        "unmarked": not marked,
        "all": True,
    }[shown]
