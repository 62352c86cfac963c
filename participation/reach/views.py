"""The office's page about the people of a workshop: first what is asked, afterwards the numbers."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.reach.forms import QuestionsForm
from participation.reach.queries import asked_in, find_report, has_answers
from participation.reach.services import set_questions
from participation.reach.words import QUESTIONS, words_of
from participation.web.error_pages import error_page
from participation.web.messages import word
from participation.workshop.errors import WorkshopUnknown
from participation.workshop.models import Workshop
from participation.workshop.queries import get_workshop

blueprint = Blueprint("reach", __name__, url_prefix="/office")


@blueprint.errorhandler(WorkshopUnknown)
def answer_unknown(error: DomainError) -> ResponseReturnValue:
    """Say that no workshop has this code."""
    return error_page(404, word(error))


@blueprint.route("/workshops/<code>/people", methods=["GET", "POST"])
@policy(office)
def people(code: str) -> ResponseReturnValue:
    """Choose what is asked; after the workshop show who was reached. A room asks what its plenum asks."""
    workshop = get_workshop(code)
    if workshop.room is not None:
        return redirect(url_for("reach.people", code=workshop.room.plenum.code), 303)
    form = QuestionsForm()
    form.offer()
    if not form.is_submitted():
        form.show(asked_in(workshop))
    elif form.validate():
        try:
            with transaction():
                set_questions(workshop, form.chosen(), acting_staff())
        except DomainError as error:
            form.form_errors.append(word(error))
        else:
            flash(_("The questions are saved."), "good")
            return redirect(url_for("reach.people", code=workshop.code), 303)
    return _page(workshop, form), 422 if form.is_submitted() else 200


def _page(workshop: Workshop, form: QuestionsForm) -> str:
    return render_template(
        "reach/people.html",
        workshop=workshop,
        form=form,
        asked=asked_in(workshop),
        answered=has_answers(workshop.id),
        report=find_report(workshop),
        questions=QUESTIONS,
        words_of=words_of,
    )
