"""The projector, and its fragment: what everybody in the room may see, in the workshop's first language."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.access.queries import count_languages, count_participants
from participation.contributions.queries import count_cards
from participation.hall.kinds import cafe, cluster, collect, scene_of
from participation.hall.kinds.welcome import SCAN_AND_JOIN
from participation.hall.stage import Stage, stage_of
from participation.hall.views.blueprint import blueprint
from participation.hall.views.phone_page import frame_of
from participation.i18n import gettext, speaking
from participation.web.fragments import uncached
from participation.workshop.models import StepKind, Workshop
from participation.workshop.queries import get_workshop, prompts_by_language

CHANGES = {StepKind.COLLECT: collect.changes, StepKind.CLUSTER: cluster.changes}
"""Kinds whose screen grows piece by piece. The others have a small scene that is sent whole."""


@blueprint.get("/<code:code>/screen")
@policy(everyone)
def screen(code: str) -> ResponseReturnValue:
    """Show the projector page."""
    return _answer(code, "hall/projector/screen.html")


@blueprint.get("/<code:code>/board")
@policy(everyone)
def board(code: str) -> ResponseReturnValue:
    """Return the part of the projector page that changes; with ``since`` only what changed after that revision."""
    return _answer(code, "hall/projector/board.html", request.args.get("since", type=int))


def _answer(code: str, template: str, since: int | None = None) -> ResponseReturnValue:
    workshop = get_workshop(code)
    with speaking(workshop.language):
        stage = stage_of(workshop)
        variables = board_variables(stage)
        if since is not None and since <= workshop.board_revision:
            return uncached(_changed(stage, since, variables))
        name, kind = scene_of(stage)
        shown = variables | kind.projector(stage)
        return uncached(render_template(template, scene=f"hall/projector/{name}.html", **shown))


def _changed(stage: Stage, since: int, variables: dict[str, Any]) -> str:
    name, kind = scene_of(stage)
    if stage.kind in CHANGES and not stage.in_rooms and not cafe.is_round(stage.step):
        changes = CHANGES[stage.kind](stage, since)
        return render_template(f"hall/projector/{stage.kind.value}_changes.html", changes=changes, **variables)
    shown = kind.projector(stage) if since < stage.workshop.board_revision else None
    scene = f"hall/projector/{name}.html" if shown is not None else None
    return render_template("hall/projector/scene_changes.html", scene=scene, **(variables | (shown or {})))


def board_variables(stage: Stage) -> dict[str, Any]:
    """Return what every scene of the projector shares: frame, prompts, join address, counts."""
    workshop = stage.workshop
    base = current_app.config["SETTINGS"].base_url
    parts = urlsplit(base)
    running = stage.step if not workshop.is_over else None
    return frame_of(stage) | {
        "prompts": prompts_by_language(running, workshop.languages) if running else [],
        "show": workshop.screen.get("show", "step"),
        "calls": _calls(workshop),
        "join_host": parts.netloc + parts.path,
        "counts": {
            "cards": count_cards(workshop.id, phase=stage.phase),
            "people": count_participants(workshop.id),
            "languages": count_languages(workshop.id),
        },
    }


def _calls(workshop: Workshop) -> list[tuple[str, str]]:
    """Return the invitation in every language of the workshop."""
    calls = []
    for tag in workshop.languages:
        with speaking(tag):
            calls.append((tag, gettext(SCAN_AND_JOIN)))
    return calls
