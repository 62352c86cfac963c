"""The description of the open data (OpenAPI 3.1), made from the addresses and from the classes that they answer."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from participation.kernel.json_schema import Definitions, Schema
from participation.licences import Licence
from participation.open_data.domain import FURTHEST, MOST, USUAL_LIMIT

VERSION = "1"
_COMPONENTS = "#/components/schemas/"
_ARGUMENT = re.compile(r"<(?:number:)?(\w+)>")
_WHOLE = re.compile(r"<number:(\w+)>")
_PROBLEM: Schema = {
    "type": "object",
    "description": "What went wrong (RFC 9457), in the language that was asked for.",
    "properties": {
        "type": {"type": "string", "description": "about:blank: the status says what kind of problem it is"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "parameter": {"type": "string", "description": "the parameter of the address that is wrong"},
    },
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter that keeps only a part of a list: a whole number, a word of some, or any text."""

    name: str
    kind: type[int] | type[str] | type[StrEnum]
    description: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answers: one thing of a class, or a page of many (``paged``)."""

    kind: type
    summary: str
    paged: bool = False
    filters: tuple[Filter, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that it takes."""
        pages = ("limit", "offset") if self.paged else ()
        return (*(chosen.name for chosen in self.filters), *pages, "lang")


def describe(answers: Iterable[tuple[str, str, Answer]], title: str, base_url: str, licence: Licence | None) -> Schema:
    """Return the description of addresses, each with its rule, its name and what it answers."""
    known = Definitions(_COMPONENTS)
    paths = {
        _ARGUMENT.sub(r"{\1}", rule): {"get": _operation(rule, name, answer, known)} for rule, name, answer in answers
    }
    info: dict[str, Any] = {
        "title": title,
        "version": VERSION,
        "description": "What the city publishes of its integration concept and of its workshops. Read-only.",
    }
    if licence is not None:
        info["license"] = {"name": licence.title, "url": licence.url}
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": base_url}],
        "paths": paths,
        "components": {"schemas": {**known.known, "Problem": _PROBLEM}},
    }


def _operation(rule: str, name: str, answer: Answer, known: Definitions) -> Schema:
    return {
        "operationId": name,
        "summary": answer.summary,
        "parameters": [*_of_path(rule), *map(_of_filter, answer.filters), *_usual(paged=answer.paged)],
        "responses": {
            "200": {
                "description": "Found.",
                "headers": _headers(paged=answer.paged),
                "content": {"application/json": {"schema": _body(answer, known)}},
            },
            "304": {"description": "Nothing has changed since the ETag of If-None-Match."},
            **{
                status: {
                    "description": said,
                    "content": {"application/problem+json": {"schema": {"$ref": f"{_COMPONENTS}Problem"}}},
                }
                for status, said in _PROBLEMS.items()
            },
        },
    }


_PROBLEMS: Mapping[str, str] = {
    "400": "A parameter is unknown or has a value that cannot be used.",
    "404": "There is no such thing, or it is not public.",
    "429": "Too many requests from this address; Retry-After says how many seconds to wait.",
}


def _body(answer: Answer, known: Definitions) -> Schema:
    one = known.of(answer.kind)
    if not answer.paged:
        return one
    items = {"type": "array", "items": one, "maxItems": MOST}
    return {
        "type": "object",
        "properties": {"total": {"type": "integer", "description": "how many there are in all"}, "items": items},
        "required": ["total", "items"],
        "additionalProperties": False,
    }


def _of_path(rule: str) -> list[Schema]:
    whole = set(_WHOLE.findall(rule))
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "integer" if name in whole else "string"},
        }
        for name in _ARGUMENT.findall(rule)
    ]


def _of_filter(chosen: Filter) -> Schema:
    schema = Definitions(_COMPONENTS).of(chosen.kind)
    return {"name": chosen.name, "in": "query", "description": chosen.description, "schema": schema}


def _usual(*, paged: bool) -> list[Schema]:
    language = {
        "name": "lang",
        "in": "query",
        "description": "the language to answer in, where a text exists in it; goes before Accept-Language",
        "schema": {"type": "string"},
    }
    if not paged:
        return [language]
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL_LIMIT}
    offset = {"type": "integer", "minimum": 0, "maximum": FURTHEST, "default": 0}
    return [
        {"name": "limit", "in": "query", "description": "how many things at most", "schema": limit},
        {"name": "offset", "in": "query", "description": "how many things to pass over", "schema": offset},
        language,
    ]


def _headers(*, paged: bool) -> Schema:
    tag: Schema = {"ETag": {"description": "names this state of the answer", "schema": {"type": "string"}}}
    if not paged:
        return tag
    said = "the other parts of the list: first, prev, next, last (RFC 8288)"
    return {**tag, "Link": {"description": said, "schema": {"type": "string"}}}
