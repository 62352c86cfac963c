"""The projector, and its fragment: what everybody in the room may see, in the workshop's first language."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from participation.access.policies import current_staff, everyone, policy
from participation.access.queries import count_languages, count_participants
from participation.contributions.models import CardState
from participation.contributions.queries import board_changes, count_cards
from participation.hall.kinds import cafe, cluster, collect, public_scene_of
from participation.hall.kinds.welcome import SCAN_AND_JOIN
from participation.hall.spotlight import NOTHING, beside, spotlight_of
from participation.hall.stage import Stage, stage_of
from participation.hall.views.blueprint import blueprint
from participation.hall.views.phone_page import frame_of
from participation.hall.visitors import has_token, known_participant
from participation.i18n import current_language, gettext, speaking
from participation.web.fragments import uncached
from participation.workshop.models import StepKind, Workshop
from participation.workshop.queries import get_workshop, prompts_by_language
from participation.workshop.screen import ROTATE, SPOTLIGHTS, Screen, Shown

INSTEAD = {
    Shown.QR: "hall/projector/welcome.html",
    Shown.BLANK: "hall/projector/one_moment.html",
    Shown.FROZEN: "hall/projector/one_moment.html",
    Shown.CARD: "hall/projector/large_card.html",
    Shown.CLUSTER: "hall/projector/large_cluster.html",
}
"""The scenes that stand in the place of the step. A screen that is loaded while it is frozen waits (ADR 9)."""

CHANGES = {StepKind.COLLECT: collect.changes, StepKind.CLUSTER: cluster.changes}
"""Kinds whose screen grows piece by piece. The others have a small scene that is sent whole."""


@dataclass(frozen=True, slots=True)
class Onlooker:
    """A resident who looks at the screen on a device of their own, and may report a card; what that is called there."""

    language: str
    report: str


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
    onlooker = _onlooker(workshop)
    with speaking(workshop.language):
        stage = stage_of(workshop)
        variables = board_variables(stage) | {"onlooker": onlooker}
        if since is not None and since <= workshop.board_revision:
            return uncached(_changed(stage, since, variables))
        return uncached(render_template(template, **(variables | _scene(stage, variables["show"]))))


def _onlooker(workshop: Workshop) -> Onlooker | None:
    """Return who looks, when it is a resident's own device; on the wall and for staff the screen is only looked at."""
    if not has_token() or current_staff() is not None or known_participant(workshop) is None:
        return None
    return Onlooker(current_language().tag, gettext("Report"))


def _changed(stage: Stage, since: int, variables: dict[str, Any]) -> str:
    show = variables["show"]
    if show is Shown.FROZEN:
        return render_template("hall/projector/frozen_changes.html", gone=_not_for_all(stage, since), **variables)
    if show is Shown.STEP and _grows(stage):
        changes = CHANGES[stage.kind](stage, since)
        return render_template(f"hall/projector/{stage.kind.value}_changes.html", changes=changes, **variables)
    scene = _scene(stage, show) if since < stage.workshop.board_revision else {"scene": None}
    return render_template("hall/projector/scene_changes.html", **(variables | scene))


def _grows(stage: Stage) -> bool:
    """Whether the scene grows piece by piece; what is sent whole are rooms, World Cafés, an adjournment."""
    waits = stage.in_rooms or stage.is_adjourned
    return stage.kind in CHANGES and not waits and not cafe.is_round(stage.step)


def _scene(stage: Stage, show: Shown) -> dict[str, Any]:
    """Return the template of the scene and what it is drawn from."""
    if show is Shown.STEP:
        name, kind = public_scene_of(stage)
        return {"scene": f"hall/projector/{name}.html", **kind.projector(stage)}
    return {"scene": INSTEAD[show]}


def _not_for_all(stage: Stage, since: int) -> list[int]:
    """Return the cards that may not stay on a frozen screen: hidden, withdrawn or redacted after ``since``."""
    changed = board_changes(stage.workshop.id, since).cards
    return [card.id for card in changed if card.state is not CardState.VISIBLE or card.redacted_at is not None]


def board_variables(stage: Stage) -> dict[str, Any]:
    """Return what every scene of the projector shares: frame, prompts, join address, counts."""
    workshop = stage.workshop
    base = current_app.config["SETTINGS"].base_url
    parts = urlsplit(base)
    screen, spotlight = Screen.read(workshop.screen), spotlight_of(workshop)
    ended = screen.shown in SPOTLIGHTS and spotlight is NOTHING
    return frame_of(stage) | {
        "prompts": _prompts(stage, screen.prompt),
        "rotates": screen.prompt == ROTATE,
        "show": Shown.STEP if ended else screen.shown,
        "spotlight": spotlight,
        "beside": beside,
        "hall": screen.hall,
        "calls": _calls(workshop),
        "join_host": parts.netloc + parts.path,
        "counts": {
            "cards": count_cards(workshop.id, phase=stage.phase),
            "people": count_participants(workshop.id),
            "languages": count_languages(workshop.id),
        },
    }


def _prompts(stage: Stage, choice: str) -> list[tuple[str, str]]:
    """Return the question by language, the large one first; only the chosen one when it was worded in it."""
    if stage.step is None or stage.workshop.is_over:
        return []
    worded = prompts_by_language(stage.step, stage.workshop.languages)
    return [prompt for prompt in worded if prompt[0] == choice] or worded


def _calls(workshop: Workshop) -> list[tuple[str, str]]:
    """Return the invitation in every language of the workshop."""
    calls = []
    for tag in workshop.languages:
        with speaking(tag):
            calls.append((tag, gettext(SCAN_AND_JOIN)))
    return calls
