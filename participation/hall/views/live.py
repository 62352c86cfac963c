"""What is going on now: as JSON for pages that ask, as a stream for pages that listen."""

from typing import Any

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.hall.kinds.ballot_box import round_of
from participation.hall.queries import current_revisions
from participation.hall.stage import SharedStage, shared_stage
from participation.hall.views.blueprint import blueprint
from participation.hall.views.phone_page import refused_json
from participation.hall.visitors import known_participant
from participation.live.errors import StreamsExhausted
from participation.live.extension import ask_again_in, open_stream
from participation.measures.channels import canvas_channel
from participation.measures.queries import plan_exists
from participation.prioritisation.models import Round
from participation.web.messages import word
from participation.workshop.channels import board_channel, device_channel, stage_channel
from participation.workshop.standing import get_standing


@blueprint.get("/<code:code>/stage")
@policy(everyone)
def stage(code: str) -> ResponseReturnValue:
    """Say where the workshop stands; nothing but 304 to a page that knows it already."""
    now = shared_stage(get_standing(code))
    tag = f"{now.workshop.stage_revision}-{now.language}"
    known = request.if_none_match.contains_weak(tag)
    response = Response(status=304) if known else jsonify(_described(now))
    response.set_etag(tag, weak=True)
    response.cache_control.no_cache = True
    # The page's script asks no sooner, so that a hall without streams never asks more than the server bears.
    response.headers["Retry-After"] = str(ask_again_in())
    return response


@blueprint.get("/<code:code>/live")
@policy(everyone)
def live(code: str) -> ResponseReturnValue:
    """Open a stream that says what changed: the stage to phones, the board or one canvas too to those who ask."""
    workshop = get_standing(code)
    channels: tuple[str, ...] = (stage_channel(workshop.code),)
    shows_board = bool(request.args.get("board"))
    if shows_board:
        channels += (board_channel(workshop.code),)
    elif (participant := known_participant(workshop)) is not None:
        channels += (device_channel(workshop.code, participant.id),)
    plan_id = request.args.get("plan", type=int)
    if plan_id is not None and plan_exists(workshop.id, plan_id):
        channels += (canvas_channel(workshop.code, plan_id),)
    try:
        return open_stream(channels, lambda: current_revisions(code, channels), on_reserved=shows_board)
    except StreamsExhausted as error:
        response = refused_json("StreamsExhausted", word(error), 503)
        response.headers["Retry-After"] = str(error.retry_after)
        return response


def _described(now: SharedStage) -> dict[str, Any]:
    running = now.step if not now.workshop.is_over else None
    prompt = running.prompt_in(now.language) if running else None
    ends_at = running.ends_at if running else None
    round_ = round_of(now) if running else None
    return {
        "revision": now.workshop.stage_revision,
        "phase": now.phase.value,
        "kind": now.kind.value,
        "step": running.position + 1 if running else None,
        "prompt": prompt.text if prompt else None,
        "ends_at": ends_at.isoformat() if ends_at else None,
        "round": _round(round_, now.language) if round_ else None,
    }


def _round(round_: Round, language: str) -> dict[str, Any]:
    return {
        "id": round_.id,
        "state": round_.state.value,
        "dots": round_.dots,
        "limit": round_.limit,
        "by_cards": round_.by_cards,
        "options": [{"id": option.id, "title": option.title_in(language)[0]} for option in round_.options],
    }
