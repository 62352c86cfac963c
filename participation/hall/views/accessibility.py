"""The accessibility statement that German public bodies owe (BITV 2.0 § 7, BGG § 12b), linked from every foot."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.hall.views.blueprint import blueprint
from participation.i18n import current_language, speaking
from participation.web.drawn import drawn_once
from participation.web.fragments import uncached

STATED_IN = ("de", "de-x-leicht", "en")
"""The languages of the statement's text; the first stands in for the others (ADR 22)."""
SOFTWARE_TESTED_ON = date(2026, 11, 21)
"""When the software was last tested as ``docs/accessibility.md`` records it. A new test changes both."""


@blueprint.get("/accessibility")
@policy(everyone)
def accessibility() -> ResponseReturnValue:
    """Show the statement in ``?in=``, else in the reader's language if it exists in it, else in German."""
    wished = (request.args.get("in"), current_language().tag)
    tag = next((tag for tag in wished if tag in STATED_IN), STATED_IN[0])
    with speaking(tag):
        statement = drawn_once(f"hall/statement/{tag}.html", software_tested_on=SOFTWARE_TESTED_ON)
    page = render_template("hall/phone/accessibility.html", statement=statement, stated_in=STATED_IN, tag=tag)
    return uncached(page)
