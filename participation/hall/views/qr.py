"""The QR code of a workshop's addresses."""

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.hall.qr_code import svg_of
from participation.hall.views.blueprint import blueprint
from participation.i18n.languages import find_language
from participation.workshop.queries import get_workshop

ONE_HOUR = 3600


@blueprint.get("/<code:code>/qr.svg")
@policy(everyone)
def qr(code: str) -> ResponseReturnValue:
    """Draw the address to join, or with ``?to=results`` that of the results; ``?lang=fr`` leads to it in French."""
    address = f"{current_app.config['SETTINGS'].base_url}/{get_workshop(code).code}"
    if request.args.get("to") == "results":
        address += "/results"
    language = find_language(request.args.get("lang"))
    if language is not None:
        address += f"?lang={language.tag}"
    response = Response(svg_of(address), mimetype="image/svg+xml")
    response.cache_control.public = True
    response.cache_control.max_age = ONE_HOUR
    return response
