"""The page that asks for the code; a text that was sent to a wrong one is not lost on it."""

from flask import Response, render_template, request

from participation.hall.forms import sent
from participation.web.fragments import uncached

CARRIED = frozenset({"hall.send_card", "hall.bring_text"})
"""Where a text is sent that can go on to any workshop; the field of a plan belongs to one plan only."""


def start_page(status: int = 200, typed: str = "", problem: str = "") -> Response:
    """Return the page with the code as it was typed; the text of a card goes along with the right code."""
    kept = sent().get("text", "") if request.method == "POST" else ""
    travels = request.endpoint in CARRIED
    page = render_template("hall/phone/join.html", typed=typed, problem=problem, kept=kept, travels=travels)
    return uncached(page, status)
