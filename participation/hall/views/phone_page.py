"""The phone page of the current step, and how a refusal brings it back with everything that was typed."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from flask import Response, jsonify, render_template, request, session, url_for

from participation.contributions.errors import CardTooLong
from participation.contributions.models import Card
from participation.contributions.queries import list_own_late_cards, shown_text
from participation.hall.asking import shall_ask
from participation.hall.kinds import public_scene_of
from participation.hall.kinds.cluster import seen_cards
from participation.hall.stage import Stage, stage_of
from participation.hall.tablet import tablet_id
from participation.hall.views.phone_parts import FIRST, WHOLE, first_style, sheet_link
from participation.hall.visitors import arrive, has_token, lacks_seat, own_take_home_code
from participation.i18n.choice import offer_languages
from participation.kernel import clock
from participation.kernel.errors import DomainError
from participation.kernel.ids import KeyInvalid, new_key
from participation.measures.errors import PlanFieldChanged, PlanTextTooLong
from participation.prioritisation.errors import RoundClosed, RoundUnknown, VotingCardNeeded
from participation.web.error_pages import wants_json
from participation.web.fragments import kept_while_same, uncached, without
from participation.web.messages import word
from participation.web.security import CSRF_SECRET, allow_style
from participation.workshop.agendas import PHASE_NAMES, PHASE_SIGNS
from participation.workshop.errors import SeatNeeded, StepClosed
from participation.workshop.models import Workshop
from participation.workshop.seats import find_seat, list_seated_tables

STATUS: Mapping[type[DomainError], int] = {
    StepClosed: 409,
    RoundClosed: 409,
    RoundUnknown: 409,
    SeatNeeded: 403,
    VotingCardNeeded: 409,
    PlanFieldChanged: 409,
    CardTooLong: 413,
    PlanTextTooLong: 413,
}
"""The status of a refusal; 422 for all others."""


OK = 200
PAUSE_SECONDS = 15
"""After how long a script may try again what it sent into a pause."""
NOTHING_REFUSED: Mapping[str, object] = MappingProxyType({})


def phone_page(workshop: Workshop, status: int = OK, **refused: object) -> Response:
    """Return the page of the current step as this device sees it.

    ``refused`` may hold ``problem`` (a sentence), ``typed`` (the form as it was sent) and ``current`` (what
    stands in a plan's field instead, as the refusal carries it).
    """
    if lacks_seat(workshop):
        return seat_page(workshop, status, refused)
    first_visit = not has_token()
    stage = stage_of(workshop, arrive(workshop))
    keys: list[str] = []
    page = _drawn(stage, refused, keys, first_visit=first_visit)
    if status != OK or refused or tablet_id():
        response = uncached(page, status)
    else:
        passing = (*keys, session.get(CSRF_SECRET, ""), first_style(), sheet_link())
        response = kept_while_same(page, without(page, passing), WHOLE.fingerprint)
    if first_visit:
        allow_style(response, FIRST.source)
    return response


def seat_page(
    workshop: Workshop, status: int = OK, refused: Mapping[str, object] = NOTHING_REFUSED, invitation: str = ""
) -> Response:
    """Return the page that asks for the code on the invitation, with everything that was typed.

    ``refused`` holds what that of ``phone_page`` does: a text that came without a seat stands there to be copied.
    """
    frame = frame_of(stage_of(workshop))
    page = render_template("hall/phone/seat.html", **frame, invitation=invitation[:80], refused=refused)
    return uncached(page, status)


def _drawn(stage: Stage, refused: dict[str, object], keys: list[str], *, first_visit: bool) -> str:
    """Draw the page; at the first visit with the styles of its first picture in it (docs/adr/0019).

    ``keys`` takes down what only this drawing of the page carries: the keys of its forms, and its time.
    """

    def key() -> str:
        keys.append(new_key())
        return keys[-1]

    scene, kind = public_scene_of(stage)
    frame = frame_of(stage)
    keys.append(frame["now"])
    shown = {"seat": find_seat(stage.participant), "first_visit": first_visit}
    return render_template(
        f"hall/phone/{scene}.html",
        **frame,
        **kind.phone(stage),
        **shown,
        new_key=key,
        refused=refused,
        take_home=own_take_home_code(stage.workshop, stage.participant),
        asks=shall_ask(stage.workshop),
    )


def tables_page(workshop: Workshop) -> Response:
    """Return the page on which people choose their table, whatever step runs."""
    if lacks_seat(workshop):
        return seat_page(workshop)
    stage = stage_of(workshop, arrive(workshop))
    tables = list_seated_tables(workshop)
    page = render_template("hall/phone/tables.html", **frame_of(stage), tables=tables, table=None, refused={})
    return uncached(page)


def frame_of(stage: Stage) -> dict[str, Any]:
    """Return what every page of the hall shows: the phase, the prompt, the clock, and how cards are read."""
    return {
        "stage": stage,
        "phase_name": PHASE_NAMES[stage.phase],
        "phase_sign": PHASE_SIGNS[stage.phase],
        "prompt": stage.step.prompt_in(stage.language) if stage.step and not stage.workshop.is_over else None,
        "left": time_left(stage),
        "now": clock.now().isoformat(),
        "offer": offer_languages(stage.workshop.languages),
        "answers_form": request.method == "POST",
        "own_late_cards": _own_late_cards,
        "seen_cards": seen_cards,
        "shown_text": shown_text,
    }


def _own_late_cards(stage: Stage) -> list[Card]:
    return list_own_late_cards(stage.participant.id) if stage.participant else []


def time_left(stage: Stage) -> timedelta | None:
    """Return how long the step still runs, zero when its time is over; ``None`` without a running clock.

    What is open for days has no clock: it says its last day.
    """
    ends_at = stage.step.ends_at if stage.step and stage.step.open_until is None else None
    return max(timedelta(0), ends_at - clock.now()) if ends_at else None


def refusal(workshop: Workshop, error: DomainError, **refused: object) -> Response:
    """Answer a refused POST: the same page with the sentence and what was typed, or JSON for who asked for it."""
    status = STATUS.get(type(error), 422)
    sentence = word(error)
    if wants_json():
        response = refused_json(type(error).__name__, sentence, status)
        if isinstance(error, StepClosed) and _pauses(workshop):
            response.headers["Retry-After"] = str(PAUSE_SECONDS)
        return response
    if isinstance(error, KeyInvalid):
        refused["key"] = new_key()
    return phone_page(workshop, status, problem=sentence, **refused)


def _pauses(workshop: Workshop) -> bool:
    return workshop.current_step is not None and workshop.current_step.paused_at is not None


def refused_json(name: str, sentence: str, status: int) -> Response:
    """Answer a program: the name of what was refused, and its sentence."""
    response = jsonify(error=name, message=sentence)
    response.status_code = status
    return response


def phone_address(workshop: Workshop, **values: int | None) -> str:
    """Return the address of the phone page, with what it shall remember."""
    named = {name: str(value) for name, value in values.items() if value is not None}
    address = url_for("hall.phone", code=workshop.code)
    return f"{address}?{urlencode(named)}" if named else address
