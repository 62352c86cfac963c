"""The beginning of monitoring: what is overdue, the rounds of reports, the calendar."""

from datetime import date

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.models import Concept
from participation.concept.queries import get_concept, list_concepts
from participation.i18n import ngettext
from participation.i18n.formats import local
from participation.kernel import clock
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.monitoring.forms import NewRoundForm
from participation.monitoring.models import Lateness
from participation.monitoring.queries import (
    Counts,
    count_answers,
    count_late,
    find_feed,
    find_standing_edition,
    list_late,
    list_rounds,
)
from participation.monitoring.services import begin_round
from participation.monitoring.views.blueprint import blueprint
from participation.monitoring.views.calendars import address_of_feed
from participation.web.messages import word


def today() -> date:
    """Return the city's day."""
    return local(clock.now()).date()


def page_asked_for() -> int:
    """Return the page that the address names, the first where it names none."""
    return request.args.get("page", 1, type=int)


@blueprint.get("")
@policy(office)
def index() -> ResponseReturnValue:
    """Show what is overdue in a concept, its rounds, and the calendar of whoever looks."""
    concepts = list_concepts()
    asked = request.args.get("concept", type=int)
    concept = next((each for each in concepts if each.id == asked), concepts[0] if concepts else None)
    form = NewRoundForm()
    form.offer(today())
    return _page(concepts, concept, form)


@blueprint.post("/concepts/<int:concept_id>/rounds")
@policy(office)
def begin(concept_id: int) -> ResponseReturnValue:
    """Begin a round: ask about every measure that is being carried out."""
    form = NewRoundForm()
    form.offer(today())
    if form.validate():
        try:
            with transaction():
                concept = get_concept(concept_id)
                round_ = begin_round(concept, form.asks_about, form.day, form.contact.data or "", acting_staff())
                round_id = round_.id
        except DomainError as error:
            form.form_errors.append(word(error))
        else:
            asked = count_answers([round_id])[round_id].asked
            flash(ngettext("%(num)s measure has a link now.", "%(num)s measures have a link now.", asked), "good")
            return redirect(url_for("monitoring.show", status_round_id=round_id), 303)
    return _page(list_concepts(), get_concept(concept_id), form), 422


def _page(concepts: list[Concept], concept: Concept | None, form: NewRoundForm) -> str:
    edition = find_standing_edition(concept) if concept else None
    if concept is None or edition is None:
        return render_template("monitoring/index.html", concepts=concepts, concept=concept, edition=None)
    what = request.args.get("what", "")
    lateness = Lateness(what) if what in set(Lateness) else None
    counts = count_late(edition, today())
    chosen = lateness or next((each for each in Lateness if counts[each]), Lateness.REPORT)
    rounds = list_rounds(concept.id)
    answers = count_answers([round_.id for round_ in rounds])
    feed = find_feed(concept.id, acting_staff().id)
    return render_template(
        "monitoring/index.html",
        concepts=concepts,
        concept=concept,
        edition=edition,
        counts=counts,
        chosen=chosen,
        late=list_late(edition, chosen, today(), page_asked_for()),
        rounds=[(round_, answers.get(round_.id, Counts())) for round_ in rounds],
        today=today(),
        form=form,
        feed=feed,
        feed_address=address_of_feed(feed, current_app.config["SETTINGS"].base_url) if feed else None,
    )
