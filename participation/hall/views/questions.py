"""The voluntary questions: all on one page, each may be left out, sent once, counted apart from everything else."""

from collections.abc import Mapping

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.hall.asking import note_asked, shall_ask, was_asked
from participation.hall.forms import sent
from participation.hall.stage import stage_of
from participation.hall.views.blueprint import blueprint
from participation.hall.views.limits import by_address, by_device
from participation.hall.views.phone_page import frame_of, phone_address, refused_json
from participation.hall.visitors import known_participant
from participation.kernel.errors import DomainError
from participation.kernel.ids import new_key
from participation.kernel.transaction import transaction
from participation.reach.errors import QuestionsClosed
from participation.reach.queries import asked_in
from participation.reach.services import count_answers
from participation.reach.words import QUESTIONS, words_of
from participation.web.error_pages import wants_json
from participation.web.fragments import uncached
from participation.web.messages import word
from participation.workshop.admission import whole_workshop
from participation.workshop.models import Workshop
from participation.workshop.queries import get_workshop

CREATED = 201


@blueprint.get("/<code:code>/questions")
@policy(everyone)
def questions(code: str) -> ResponseReturnValue:
    """Show the questions; a device that was asked before reads thanks, one that is not asked goes back."""
    workshop = whole_workshop(get_workshop(code))
    if was_asked(workshop):
        return _page(workshop, "hall/phone/answered.html")
    if not _may_answer(workshop):
        return redirect(phone_address(workshop), 303)
    return _page(workshop, "hall/phone/questions.html", given={}, key=new_key())


@blueprint.post("/<code:code>/questions")
@policy(everyone)
@by_device
@by_address
def answer_questions(code: str) -> ResponseReturnValue:
    """Count the answers of this device, once; or remember that it will not answer."""
    workshop = whole_workshop(get_workshop(code))
    form = sent()
    if not was_asked(workshop):
        try:
            if not form.get("decline"):
                _count(workshop, form)
        except DomainError as error:
            return _refused(workshop, form, error)
        note_asked(workshop)
    if wants_json():
        return {"state": "counted"}, CREATED
    address = phone_address(workshop) if form.get("decline") else url_for("hall.questions", code=workshop.code)
    return redirect(address, 303)


def _may_answer(workshop: Workshop) -> bool:
    return shall_ask(workshop) and known_participant(workshop) is not None


def _count(workshop: Workshop, form: Mapping[str, str]) -> None:
    if not _may_answer(workshop):
        raise QuestionsClosed
    with transaction():
        count_answers(workshop, form, form.get("key", ""))


def _refused(workshop: Workshop, form: Mapping[str, str], error: DomainError) -> Response:
    """Bring the page back with what was chosen; when nothing is asked any more it says only that."""
    status = 409 if isinstance(error, QuestionsClosed) else 422
    if wants_json():
        return refused_json(type(error).__name__, word(error), status)
    template = "hall/phone/answered.html" if status == 409 else "hall/phone/questions.html"  # noqa: PLR2004 - see above
    return _page(workshop, template, status, given=form, key=new_key(), problem=word(error))


def _page(workshop: Workshop, template: str, status: int = 200, problem: str = "", **form: object) -> Response:
    page = render_template(
        template,
        **frame_of(stage_of(workshop)),
        **form,
        asked=asked_in(workshop),
        questions=QUESTIONS,
        words_of=words_of,
        refused={"problem": problem},
    )
    return uncached(page, status)
