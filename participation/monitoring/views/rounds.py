"""One round: what came back, its deadline, further measures."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.monitoring.forms import RoundForm
from participation.monitoring.models import Answer
from participation.monitoring.queries import Counts, count_answers, get_round, list_asked
from participation.monitoring.services import ask_further, change_round
from participation.monitoring.views.blueprint import blueprint
from participation.monitoring.views.overview import page_asked_for, today
from participation.web.messages import flash_error, word


@blueprint.get("/rounds/<int:status_round_id>")
@policy(office)
def show(status_round_id: int) -> ResponseReturnValue:
    """Show the measures of a round and what came back, of all or with one answer."""
    form = RoundForm()
    form.show(get_round(status_round_id))
    return _page(status_round_id, form)


@blueprint.post("/rounds/<int:status_round_id>")
@policy(office)
def change(status_round_id: int) -> ResponseReturnValue:
    """Set deadline and contact of a round."""
    form = RoundForm()
    if form.validate():
        try:
            with transaction():
                change_round(get_round(status_round_id), form.day, form.contact.data or "", acting_staff())
        except DomainError as error:
            form.form_errors.append(word(error))
        else:
            flash(_("The round is changed. All its links are good until the new day."), "good")
            return redirect(url_for("monitoring.show", status_round_id=status_round_id), 303)
    return _page(status_round_id, form), 422


@blueprint.post("/rounds/<int:status_round_id>/further")
@policy(office)
def ask(status_round_id: int) -> ResponseReturnValue:
    """Ask about measures that have come to be carried out since the round began."""
    try:
        with transaction():
            count = ask_further(get_round(status_round_id), acting_staff())
    except DomainError as error:
        flash_error(error)
    else:
        flash(ngettext("%(num)s measure has a link now.", "%(num)s measures have a link now.", count), "good")
    return redirect(url_for("monitoring.show", status_round_id=status_round_id), 303)


def _page(status_round_id: int, form: RoundForm) -> str:
    round_ = get_round(status_round_id)
    what = request.args.get("what", "")
    answer = Answer(what) if what in set(Answer) else None
    return render_template(
        "monitoring/round.html",
        round=round_,
        counts=count_answers([round_.id]).get(round_.id, Counts()),
        answer=answer,
        asked=list_asked(round_.id, answer, page_asked_for()),
        over=round_.is_over(today()),
        form=form,
    )
