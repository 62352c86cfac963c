"""Pages of the office around council papers."""

from dataclasses import replace
from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.export.services.concepts import MEDIA_TYPES, ConceptFormat
from participation.i18n import gettext as _
from participation.kernel import clock
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.papers.document import make_council_paper
from participation.papers.domain import INVESTMENT, RUNNING, YEARS, MeasureLine, PaperContent
from participation.papers.errors import PaperChanged, PaperUnknown, ResolutionMissing
from participation.papers.explaining import propose_anew
from participation.papers.forms import PaperForm
from participation.papers.models import CouncilPaper
from participation.papers.queries import get_paper, get_printable_version, list_choosable_measures, list_papers
from participation.papers.services import begin_paper, save_paper
from participation.web.error_pages import error_page
from participation.web.messages import word
from participation.workshop.errors import WorkshopUnknown
from participation.workshop.queries import get_workshop

LONGEST_NAME = 80

blueprint = Blueprint("papers", __name__, url_prefix="/office")


@blueprint.errorhandler(PaperUnknown)
@blueprint.errorhandler(WorkshopUnknown)
def answer_unknown(error: DomainError) -> ResponseReturnValue:
    """Say that there is nothing at this address."""
    return error_page(404, word(error))


@blueprint.get("/papers")
@policy(office)
def index() -> ResponseReturnValue:
    """Show all council papers, newest first."""
    return render_template("papers/index.html", papers=list_papers())


@blueprint.post("/workshops/<code>/papers")
@policy(office)
def begin(code: str) -> ResponseReturnValue:
    """Begin a paper on what came out of a workshop."""
    with transaction():
        paper = begin_paper(get_workshop(code), acting_staff())
        paper_id = paper.id
    flash(_("The paper is begun. Its explanation is a proposal: rewrite it as the committee needs it."), "good")
    return redirect(url_for("papers.edit", paper_id=paper_id), 303)


@blueprint.route("/papers/<int:paper_id>", methods=["GET", "POST"])
@policy(office)
def edit(paper_id: int) -> ResponseReturnValue:
    """Write a paper; each saving keeps a version. The explanation can be proposed anew, which saves nothing yet."""
    paper = get_paper(paper_id)
    form = _form_of(paper)
    if not form.is_submitted():
        form.show(paper.content, paper.version)
        return _page(paper, form)
    if not form.validate():
        return _page(paper, form), 422
    if "propose" in request.form:
        return _proposed_page(paper, form)
    try:
        with transaction():
            found = get_paper(paper_id)
            save_paper(found, _written(found, form), acting_staff(), seen_version=form.version)
    except PaperChanged as error:
        form.form_errors.append(word(error))
        paper = get_paper(paper_id)
        form.seen_version.data = str(paper.version)
        return _page(paper, form), 409
    flash(_("The paper is saved."), "good")
    return redirect(url_for("papers.edit", paper_id=paper_id), 303)


@blueprint.get("/papers/<int:paper_id>/<int:number>.docx")
@policy(office)
def print_version(paper_id: int, number: int) -> ResponseReturnValue:
    """Hand out a version of a paper as a Word document; without a resolution the paper is shown with what it lacks."""
    paper = get_paper(paper_id)
    try:
        version = get_printable_version(paper, number)
    except ResolutionMissing as error:
        form = _form_of(paper)
        form.show(paper.content, paper.version)
        return _page(paper, form, refused=word(error)), 409
    return _handed_out(paper, version.said)


def _form_of(paper: CouncilPaper) -> PaperForm:
    form = PaperForm()
    form.offer(list_choosable_measures(paper.workshop), paper.content.first_year)
    return form


def _handed_out(paper: CouncilPaper, content: PaperContent) -> Response:
    concept = paper.workshop.process.concept if paper.workshop else None
    made = make_council_paper(content, paper.language, concept.city if concept else "", clock.now())
    spoken = " ".join((_("council paper"), content.number, content.subject))
    words = "".join(character if character.isalnum() else " " for character in spoken).split()
    name = "-".join(words)[:LONGEST_NAME]
    answer = send_file(BytesIO(made), MEDIA_TYPES[ConceptFormat.DOCX], as_attachment=True, download_name=f"{name}.docx")
    answer.cache_control.no_store = True
    return answer


def _written(paper: CouncilPaper, form: PaperForm) -> PaperContent:
    """Return what the form says, with the measures at a glance of those that are ticked."""
    before = paper.content
    content = form.content(before)
    if content.measure_ids == before.measure_ids and not request.form.get("renew"):
        return content
    return replace(content, measures=_proposal(paper, content)[1])


def _proposal(paper: CouncilPaper, content: PaperContent) -> tuple[str, tuple[MeasureLine, ...]]:
    measures = [entry for entry in list_choosable_measures(paper.workshop) if entry.id in content.measure_ids]
    return propose_anew(paper.workshop, measures) if paper.workshop else (content.explanation, content.measures)


def _proposed_page(paper: CouncilPaper, form: PaperForm) -> str:
    form.explanation.data = _proposal(paper, form.content(paper.content))[0]
    return _page(paper, form, renew=True)


def _page(paper: CouncilPaper, form: PaperForm, *, renew: bool = False, refused: str = "") -> str:
    return render_template(
        "papers/edit.html",
        paper=paper,
        form=form,
        refused=refused,
        renew=renew or bool(request.form.get("renew")),
        tables=((_("Investment"), INVESTMENT), (_("Running costs"), RUNNING)),
        years=range(YEARS),
    )
