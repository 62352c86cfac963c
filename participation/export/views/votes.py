"""What a vote needs on paper: voting cards to print, the recount sheet to file."""

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, policy
from participation.export.card_sheet import sheet_of_cards
from participation.export.font_folder import fonts_folder
from participation.export.fonts import load_fonts
from participation.export.recount import ENDINGS_OF_RECOUNTS, prepare_recount
from participation.export.views.blueprint import blueprint
from participation.export.views.handing_out import handed_out
from participation.export.views.workshops import file_name
from participation.export.voting_cards import write_voting_cards
from participation.i18n import gettext as _
from participation.kernel import clock
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.prioritisation.card_stock import make_cards
from participation.prioritisation.queries import get_round
from participation.prioritisation.recount import recount as recount_of
from participation.web.error_pages import error_page
from participation.web.messages import word
from participation.workshop.policies import leads_workshop
from participation.workshop.queries import get_step, get_workshop


@blueprint.post("/console/<code>/voting-cards.pdf")
@policy(leads_workshop)
def voting_cards(code: str) -> ResponseReturnValue:
    """Make voting cards and hand out their sheets, this once: their secrets are kept nowhere."""
    workshop = get_workshop(code)
    fonts = fonts_folder()
    load_fonts(fonts)  # before anything is made: without fonts there would be cards that nobody can print
    try:
        with transaction():
            made = make_cards(get_workshop(code), request.form.get("count", 0, type=int), acting_staff())
    except DomainError as error:
        return error_page(422, word(error))
    sheet = sheet_of_cards(get_workshop(code), made, current_app.config["SETTINGS"].base_url)
    kind = _("voting cards %(first)s to %(last)s", first=made[0].number, last=made[-1].number)
    name = file_name(kind, workshop.code, workshop.title, "pdf")
    now = clock.now().replace(microsecond=0)
    return handed_out(lambda: write_voting_cards(sheet, fonts, now), "application/pdf", "attachment", name)


@blueprint.get("/console/<code>/rounds/<int:position>/recount.<ending>")
@policy(leads_workshop)
def recount(code: str, position: int, ending: str) -> ResponseReturnValue:
    """Hand out the recount sheet of a closed vote: PDF, XLSX or CSV."""
    workshop = get_workshop(code)
    if ending not in ENDINGS_OF_RECOUNTS:
        abort(404)
    try:
        sheet = recount_of(get_round(get_step(workshop, position).id))
    except DomainError as error:
        return error_page(409, word(error))
    mimetype, write = prepare_recount(sheet, ending, fonts_folder(), clock.now())
    name = file_name(_("recount sheet %(step)s", step=position + 1), workshop.code, workshop.title, ending)
    return handed_out(write, mimetype, "attachment", name)
