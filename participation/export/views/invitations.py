"""Invitations to a closed workshop, on paper."""

from flask import current_app, request
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, policy
from participation.export.card_sheet import sheet_of_invitations
from participation.export.font_folder import fonts_folder
from participation.export.fonts import load_fonts
from participation.export.views.blueprint import blueprint
from participation.export.views.handing_out import handed_out
from participation.export.views.workshops import file_name
from participation.export.voting_cards import write_voting_cards
from participation.i18n import gettext as _
from participation.kernel import clock
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.error_pages import error_page
from participation.web.messages import word
from participation.workshop.admission import whole_workshop
from participation.workshop.policies import leads_workshop
from participation.workshop.queries import get_workshop
from participation.workshop.services import make_invitations


@blueprint.post("/console/<code>/invitations.pdf")
@policy(leads_workshop)
def invitations(code: str) -> ResponseReturnValue:
    """Make invitations and hand out their sheets, this once: their codes are kept nowhere."""
    workshop = whole_workshop(get_workshop(code))
    fonts = fonts_folder()
    load_fonts(fonts)  # before anything is made: without fonts there would be codes that nobody can print
    try:
        with transaction():
            made = make_invitations(get_workshop(workshop.code), request.form.get("count", 0, type=int), acting_staff())
    except DomainError as error:
        return error_page(422, word(error))
    sheet = sheet_of_invitations(get_workshop(workshop.code), made, current_app.config["SETTINGS"].base_url)
    kind = _("invitations %(first)s to %(last)s", first=made[0].number, last=made[-1].number)
    name = file_name(kind, workshop.code, workshop.title, "pdf")
    now = clock.now().replace(microsecond=0)
    return handed_out(lambda: write_voting_cards(sheet, fonts, now), "application/pdf", "attachment", name)
