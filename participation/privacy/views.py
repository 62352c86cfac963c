"""The privacy page, linked from every foot: one page of what stands where it applies, and of what the law asks for."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.privacy.retention import CLOSED_KEPT
from participation.web.fragments import uncached

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/privacy")
@policy(everyone)
def page() -> ResponseReturnValue:
    """Say who is responsible, what is kept and for how long, and which rights people have (GDPR, article 13)."""
    drawn = render_template(
        "privacy/page.html",
        days_until_archived=CLOSED_KEPT.days,
        days_of_cookie=current_app.permanent_session_lifetime.days,
    )
    return uncached(drawn)
