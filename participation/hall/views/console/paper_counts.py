"""Paper in a vote: two counts and their differences, voting cards handed in, the recount sheet."""

from collections.abc import Iterable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.hall.console.recounting import DISCREPANCIES
from participation.hall.console.sentences import word_for_staff
from participation.hall.views.console.answers import carry_out, console_page, workshop_or_404
from participation.hall.views.console.blueprint import blueprint
from participation.i18n import current_language
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.prioritisation.errors import CountInvalid
from participation.prioritisation.models import Option, Round, VotingRules
from participation.prioritisation.queries import get_round
from participation.prioritisation.recount import recount
from participation.prioritisation.tallies import count_paper, recount_paper, settle_paper, standing
from participation.prioritisation.voting_cards import give_back, hand_in
from participation.web.fragments import uncached
from participation.workshop.models import Workshop
from participation.workshop.policies import leads_workshop
from participation.workshop.queries import get_step

MOST_SHOWN = 99_999
REASON_LIMIT = 500


@blueprint.post("/<code>/rounds/<int:position>/count")
@policy(leads_workshop)
def count_dots(code: str, position: int) -> ResponseReturnValue:
    """Enter one of the two counts of the paper."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        round_ = _round(workshop, position)
        count_paper(round_, actor, typed_counts(round_.options), single_handed="alone" in request.form)

    return carry_out(code, move, said=_("The count is saved."))


@blueprint.post("/<code>/rounds/<int:position>/settle")
@policy(leads_workshop)
def settle_dots(code: str, position: int) -> ResponseReturnValue:
    """Say what counts where both counts differ, and why."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        round_ = _round(workshop, position)
        settle_paper(round_, actor, typed_counts(standing(round_).differing, needed=True), _reason())

    return carry_out(code, move, said=_("The difference is settled. The recount sheet shows both counts."))


@blueprint.post("/<code>/rounds/<int:position>/recount")
@policy(leads_workshop)
def recount_dots(code: str, position: int) -> ResponseReturnValue:
    """Put both counts aside and count anew."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        recount_paper(_round(workshop, position), actor, _reason())

    return carry_out(code, move, said=_("The counts are put aside. Count anew."))


@blueprint.post("/<code>/rounds/<int:position>/hand-in")
@policy(leads_workshop)
def hand_in_card(code: str, position: int) -> ResponseReturnValue:
    """Mark a voting card as used on paper."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        hand_in(_round(workshop, position), request.form.get("card", ""), actor)

    return carry_out(code, move, said=_("The card is marked as used on paper."))


@blueprint.post("/<code>/rounds/<int:position>/give-back")
@policy(leads_workshop)
def give_back_card(code: str, position: int) -> ResponseReturnValue:
    """Take back that a voting card was handed in."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        give_back(_round(workshop, position), request.form.get("card", ""), actor, _reason())

    return carry_out(code, move, said=_("The card can be used again."))


@blueprint.get("/<code>/rounds/<int:position>/recount")
@policy(leads_workshop)
def recount_sheet(code: str, position: int) -> ResponseReturnValue:
    """Show by which way each option got its dots, who counted, and whether it adds up."""
    workshop = workshop_or_404(code)
    try:
        sheet = recount(_round(workshop, position))
    except DomainError as error:
        return console_page(code, 409, word_for_staff(error))
    return uncached(
        render_template(
            "hall/console/recount.html",
            workshop=workshop,
            sheet=sheet,
            language=current_language().tag,
            discrepancies=DISCREPANCIES,
        )
    )


def rules_sent() -> VotingRules | None:
    """Return the voting rules of the form; ``None`` where it has none, so that those of the workshop hold."""
    if "voting" not in request.form and "counting" not in request.form:
        return None
    return VotingRules(
        by_cards=request.form.get("voting") == "cards", counted_twice=request.form.get("counting") != "once"
    )


def typed_counts(options: Iterable[Option], *, needed: bool = False) -> dict[int, int]:
    """Return the numbers entered by option id; an empty field is zero unless one is ``needed``.

    Raises ``CountInvalid`` for anything that is no number.
    """
    counts = {}
    for option in options:
        typed = request.form.get(f"paper-{option.id}", "").strip() or ("" if needed else "0")
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(MOST_SHOWN))):
            raise CountInvalid(MOST_SHOWN)
        counts[option.id] = int(typed)
    return counts


def _round(workshop: Workshop, position: int) -> Round:
    return get_round(get_step(workshop, position).id)


def _reason() -> str:
    return request.form.get("reason", "").strip()[:REASON_LIMIT]
