"""The blueprint of processes, and their place in the staff bar: between the concept and its workshops."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from participation.i18n import mark
from participation.process.errors import ProcessUnknown
from participation.web.error_pages import error_page
from participation.web.messages import word
from participation.web.navigation import StaffLink, add_staff_link

blueprint = Blueprint("process", __name__)

add_staff_link(StaffLink(2, "process.index", "/office/processes", mark("Processes"), lambda staff: staff.is_office))


@blueprint.errorhandler(ProcessUnknown)
def answer_unknown(error: ProcessUnknown) -> ResponseReturnValue:
    """Say that there is no such process; one that is not public looks the same."""
    return error_page(404, word(error))
