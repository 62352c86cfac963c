"""A workshop as a download: its documentation, and the poster that invites to it."""

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue

from participation.access.policies import office, policy
from participation.export.csv_writer import write_csv
from participation.export.documentation import ENDINGS, documentation_file, people_sheet
from participation.export.errors import FontsMissing
from participation.export.font_folder import fonts_folder
from participation.export.invitation import invite_to
from participation.export.poster import Paper, write_poster
from participation.export.tent_words import tents_of
from participation.export.tents import write_tents
from participation.export.views.blueprint import blueprint
from participation.export.views.handing_out import hand_out, handed_out
from participation.i18n import gettext as _
from participation.i18n.languages import LANGUAGES
from participation.kernel import clock
from participation.kernel.errors import DomainError
from participation.web.error_pages import error_page
from participation.web.messages import word
from participation.workshop.errors import NoTables, WorkshopUnknown
from participation.workshop.policies import leads_workshop
from participation.workshop.queries import get_workshop

LONGEST_NAME = 80


@blueprint.errorhandler(WorkshopUnknown)
def answer_unknown_workshop(error: DomainError) -> ResponseReturnValue:
    """Say that no workshop has this code."""
    return error_page(404, word(error))


@blueprint.errorhandler(FontsMissing)
def answer_without_fonts(error: DomainError) -> ResponseReturnValue:
    """Say that the installation is not complete."""
    return error_page(503, word(error))


@blueprint.get("/office/workshops/<code>/documentation.<ending>")
@policy(office)
def documentation(code: str, ending: str) -> ResponseReturnValue:
    """Hand out everything that was said and decided: DOCX, PDF, XLSX, CSV (cards) or JSON (complete)."""
    workshop = get_workshop(code)
    if ending not in ENDINGS:
        abort(404)
    name = file_name(_("documentation"), workshop.code, workshop.title, ending)
    return hand_out(documentation_file, name, code=workshop.code, ending=ending)


@blueprint.get("/office/workshops/<code>/people.csv")
@policy(office)
def people(code: str) -> ResponseReturnValue:
    """Hand out the participants in numbers; what must not be told is empty."""
    workshop = get_workshop(code)
    sheet = people_sheet(workshop)
    name = file_name(sheet.name, workshop.code, workshop.title, "csv")
    return handed_out(lambda: write_csv(sheet), ENDINGS["csv"], "attachment", name)


@blueprint.get("/office/workshops/<code>/poster.pdf")
@policy(office)
def poster(code: str) -> ResponseReturnValue:
    """Show the poster to print, on A4 or with `size=a3` on A3; with `language=fr` everything on it is French.

    The language of the poster is no `lang=`: that would be the language of whoever asks for it.
    """
    workshop = get_workshop(code)
    settings = current_app.config["SETTINGS"]
    asked = LANGUAGES.get(request.args.get("language", ""))
    invitation = invite_to(workshop, settings.base_url, settings.city, asked.tag if asked else None)
    kind = f"{_('poster')} {asked.tag}" if asked else _("poster")
    name = file_name(kind, workshop.code, workshop.title, "pdf")
    fonts = fonts_folder()
    paper: Paper = "a3" if request.args.get("size") == "a3" else "a4"
    now = clock.now().replace(microsecond=0)  # PDF takes whole seconds
    return handed_out(lambda: write_poster(invitation, fonts, now, paper), "application/pdf", "inline", name)


@blueprint.get("/office/workshops/<code>/tents.pdf")
@policy(leads_workshop)
def tents(code: str) -> ResponseReturnValue:
    """Show the table tents to print, one page a table; without tables there is nothing to print."""
    workshop = get_workshop(code)
    if not workshop.tables:
        return error_page(404, word(NoTables()))
    settings = current_app.config["SETTINGS"]
    words = tents_of(workshop, settings.base_url, settings.city)
    name = file_name(_("table tents"), workshop.code, workshop.title, "pdf")
    fonts = fonts_folder()
    now = clock.now().replace(microsecond=0)  # PDF takes whole seconds
    return handed_out(lambda: write_tents(words, fonts, now), "application/pdf", "inline", name)


def file_name(kind: str, code: str, title: str, ending: str) -> str:
    """Return a name that every file system takes and that still says what is in the file."""
    spoken = "".join(character if character.isalnum() else " " for character in f"{kind} {code} {title}")
    return f"{'-'.join(spoken.split())[:LONGEST_NAME].strip('-')}.{ending}"
