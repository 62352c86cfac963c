"""Votes: open, enter paper dots, close, break a tie."""

from collections.abc import Sequence

from flask import request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.hall.kinds.vote import options_for
from participation.hall.views.console.answers import carry_out, whole_number
from participation.hall.views.console.blueprint import blueprint
from participation.hall.views.console.paper_counts import rules_sent, typed_counts
from participation.i18n import gettext as _
from participation.prioritisation.models import OptionDraft, Round, Subject
from participation.prioritisation.queries import get_round, scale_options
from participation.prioritisation.services import break_tie, close_round, enter_paper, open_round
from participation.workshop.models import Step, StepKind, Workshop
from participation.workshop.policies import leads_workshop
from participation.workshop.queries import get_step


@blueprint.post("/<code>/rounds/<int:position>/open")
@policy(leads_workshop)
def open_vote(code: str, position: int) -> ResponseReturnValue:
    """Open the vote of a step over the options that are ticked."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        step = get_step(workshop, position)
        subject, drafts = _votable(step)
        if subject is not Subject.SCALE:
            ticked = frozenset(request.form.getlist("option", type=int))
            drafts = [draft for draft in drafts if draft.subject_id in ticked]
        open_round(
            step,
            actor,
            subject=subject,
            subjects=drafts,
            dots=whole_number("dots"),
            limit=whole_number("limit"),
            rules=rules_sent(),
        )

    return carry_out(code, move, said=_("The vote is open. Everybody can give dots now."))


@blueprint.post("/<code>/rounds/<int:position>/paper")
@policy(leads_workshop)
def paper_dots(code: str, position: int) -> ResponseReturnValue:
    """Enter how many dots were stuck on paper for each option."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        round_ = get_round(get_step(workshop, position).id)
        enter_paper(round_, actor, typed_counts(round_.options))

    return carry_out(code, move, said=_("The dots on paper are entered. They count when the vote closes."))


@blueprint.post("/<code>/rounds/<int:position>/close")
@policy(leads_workshop)
def close_vote(code: str, position: int) -> ResponseReturnValue:
    """Close the vote and show its result."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        close_round(get_round(get_step(workshop, position).id), actor)

    return carry_out(code, move)


@blueprint.post("/<code>/rounds/<int:position>/tie")
@policy(leads_workshop)
def tie(code: str, position: int) -> ResponseReturnValue:
    """Say in which order the options of a tie go on, and why."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        round_ = get_round(get_step(workshop, position).id)
        break_tie(round_, actor, _ordered(round_), request.form.get("reason", ""))

    return carry_out(code, move, said=_("The order of the tie is recorded with its reason."))


def _votable(step: Step) -> tuple[Subject, Sequence[OptionDraft]]:
    if step.kind is StepKind.SCALE:
        return Subject.SCALE, scale_options(step)
    return options_for(step)


def _ordered(round_: Round) -> list[int]:
    """Return the options that got a place in the form, in the order of their places."""
    places = {option.id: whole_number(f"place-{option.id}") for option in round_.options}
    named = [(place, option_id) for option_id, place in places.items() if place is not None]
    return [option_id for _place, option_id in sorted(named)]
