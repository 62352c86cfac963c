"""How an address of the open data is declared and answered: parameters, parts of lists, ETag."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from flask import Response, current_app, json, request, url_for

from participation.access.policies import everyone, policy
from participation.kernel.json_schema import plain
from participation.open_data.domain import FURTHEST, Part, one_of, whole
from participation.open_data.errors import ParameterUnknown
from participation.open_data.openapi import Answer, Filter
from participation.open_data.records import Page
from participation.open_data.views.blueprint import blueprint, by_address


@dataclass(frozen=True, slots=True)
class Asked:
    """What the parameters of an address ask for: which part of a list, and its filters by name."""

    part: Part
    filters: dict[str, Any]


def answers(
    rule: str, kind: type, summary: str, *, paged: bool = False, filters: tuple[Filter, ...] = ()
) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """Declare what an address answers. The view gets ``asked`` and the parts of the address, and returns records."""
    answer = Answer(kind, summary, paged, filters)

    def declare(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def answered(**arguments: Any) -> Response:  # noqa: ANN401 - parts of the address
            asked = _asked(answer)
            found = view(asked=asked, **arguments)
            response = _written(found)
            if isinstance(found, Page):
                _link(response, asked.part, found.total)
            return response

        opened = policy(everyone)(by_address(answered))
        opened.answer = answer  # type: ignore[attr-defined]  # read by the description
        blueprint.get(rule)(opened)
        return opened

    return declare


def answer_of(view: Callable[..., Any]) -> Answer | None:
    """Return what a view declares to answer."""
    return getattr(view, "answer", None)


def write(data: object) -> Response:
    """Return data as JSON with a tag that names its state: what has not changed is not sent again."""
    body = json.dumps(data, ensure_ascii=False, sort_keys=False)
    response = Response(body, content_type="application/json")
    response.set_etag(hashlib.blake2b(body.encode(), digest_size=12).hexdigest())
    response.cache_control.public = True
    response.cache_control.no_cache = True  # ask each time: what is hidden or redacted is gone at once
    licence = current_app.config["SETTINGS"].data_licence
    if licence is not None:
        response.headers.add("Link", f'<{licence.url}>; rel="license"')
    response.make_conditional(request)
    return response


def _written(found: object) -> Response:
    return write(plain(found))


def _asked(answer: Answer) -> Asked:
    for name in request.args:
        if name not in answer.parameters:
            raise ParameterUnknown(name, answer.parameters)
    part = Part.asked(request.args) if answer.paged else Part()
    return Asked(part, {chosen.name: _value(chosen) for chosen in answer.filters})


def _value(chosen: Filter) -> int | str | None:
    value = request.args.get(chosen.name)
    if value is None:
        return None
    if issubclass(chosen.kind, StrEnum):
        return one_of(chosen.name, value, chosen.kind)
    return whole(chosen.name, value, 0, FURTHEST) if chosen.kind is int else value


def _link(response: Response, part: Part, total: int) -> None:
    for relation, offset in part.others(total):
        wanted: dict[str, Any] = {**request.args, "limit": part.limit, "offset": offset}
        there = url_for(request.endpoint or "", **(request.view_args or {}), **wanted)
        response.headers.add("Link", f'<{there}>; rel="{relation}"')
