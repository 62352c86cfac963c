"""Where to begin, the description of all addresses, the schemas of files; and what there is not."""

from typing import NoReturn

from flask import Response, abort, current_app, request, url_for

from participation.access.policies import everyone, policy
from participation.export.schemas import SCHEMAS
from participation.open_data import records
from participation.open_data.errors import NothingPublic
from participation.open_data.openapi import Answer, describe
from participation.open_data.views.answering import Asked, answer_of, answers, write
from participation.open_data.views.blueprint import blueprint, by_address

LISTS = ("concepts", "processes", "workshops")


@answers("/", records.Start, "Where to begin")
def start(*, asked: Asked) -> records.Start:  # noqa: ARG001 - has no parameters
    """Tell what there is."""
    settings = current_app.config["SETTINGS"]
    licence = settings.data_licence
    return records.Start(
        city=settings.city,
        licence=records.Licence(licence.name, licence.title, licence.url) if licence else None,
        lists={name: url_for(f"open_data.{name}") for name in LISTS},
        description=url_for("open_data.description"),
        schemas={name: url_for("open_data.schema", name=name) for name in SCHEMAS},
    )


@blueprint.get("/openapi.json")
@policy(everyone)
@by_address
def description() -> Response:
    """Describe all addresses (OpenAPI 3.1)."""
    settings = current_app.config["SETTINGS"]
    return write(describe(_declared(), f"{settings.city}: open data", settings.base_url, settings.data_licence))


@blueprint.get("/schemas/<name>.json")
@policy(everyone)
@by_address
def schema(name: str) -> Response:
    """Show the JSON Schema of a file; its name ends with the version of the file's form."""
    if name not in SCHEMAS:
        raise NothingPublic
    answer = write(SCHEMAS[name]())
    answer.mimetype = "application/schema+json"
    return answer


@blueprint.route("/<path:rest>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
@policy(everyone)
@by_address
def nothing(rest: str) -> NoReturn:  # noqa: ARG001 - whatever it is, there is nothing
    """Say that there is nothing at an address, or that it can only be read."""
    if request.method != "GET":
        abort(405, valid_methods=["GET", "HEAD", "OPTIONS"])
    raise NothingPublic


def _declared() -> list[tuple[str, str, Answer]]:
    found = []
    for rule in current_app.url_map.iter_rules():
        answer = answer_of(current_app.view_functions[rule.endpoint])
        if answer is not None:
            found.append((rule.rule, rule.endpoint.partition(".")[2], answer))
    return sorted(found, key=lambda each: each[0])
