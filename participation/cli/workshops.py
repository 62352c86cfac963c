"""``participation workshop``: create, walk, list, export, import."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from participation.cli.output import answer, json_option, refusing
from participation.concept.models import Concept, FieldOfAction
from participation.concept.queries import get_concept
from participation.export.bundle import import_bundle, parse_bundle
from participation.export.documentation import ENDINGS, prepare_documentation
from participation.export.font_folder import fonts_folder
from participation.hall.services import walk
from participation.i18n import gettext as _
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.agendas import AGENDAS
from participation.workshop.models import Workshop
from participation.workshop.queries import get_workshop, list_workshops, preceding_position
from participation.workshop.room_agendas import usual_range
from participation.workshop.services import (
    RoomsDraft,
    WorkshopDraft,
    create_workshop,
    default_process,
    hold_agenda,
    open_workshop,
    split_workshop,
)

BY_COMMAND = "by command"
"""The reason in the log of a step back that a command made without another one; the log is kept in English."""

workshop = AppGroup("workshop", help="Workshops.")


@workshop.command("create")
@click.option("--title", required=True)
@click.option("--template", required=True, type=click.Choice(list(AGENDAS)))
@click.option("--concept", "concept_id", type=int, help="The concept that the workshop works on.")
@click.option("--language", "languages", multiple=True, help="A language tag; the first is the projector's.")
@click.option("--field", "field_names", multiple=True, help="A field of action of the concept that it is about.")
@click.option("--tables", type=click.IntRange(0), default=0, help="How many tables; default: what the template needs.")
@click.option("--question", default="", help="What a stand asks, in its first language.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day of a stand; default: in two weeks.")
@click.option("--rooms", type=int, help="Split it into so many parallel rooms.")
@click.option("--start", is_flag=True, help="Let people in and begin the first step.")
@json_option
@refusing
def create(  # noqa: PLR0917 - Click passes one parameter an option
    title: str,
    template: str,
    concept_id: int | None,
    languages: Sequence[str],
    field_names: Sequence[str],
    tables: int,
    question: str,
    until: datetime | None,
    rooms: int | None,
    start: bool,
    as_json: bool,
) -> None:
    """Create a workshop and print its code."""
    with transaction():
        concept = get_concept(concept_id) if concept_id is not None else None
        process = default_process(concept, None)
        draft = WorkshopDraft(
            title,
            template,
            languages or ("de",),
            tables=tables,
            question=question,
            until=until.date() if until else None,
            fields=fields_called(concept, field_names),
        )
        created = create_workshop(process, draft, None)
        if rooms is not None:
            first, last = usual_range(created.steps)
            split_workshop(created, RoomsDraft([""] * max(0, min(rooms, 1000)), first, last), None)
        if start:
            open_workshop(created, None)
            walk(created, None, None)
    answer(created.code, described(created), as_json=as_json)


@workshop.command("step")
@click.argument("code")
@click.argument("move")
@click.option("--reason", help="Why the agenda goes back; without it the log says “by command”.")
@json_option
@refusing
def step(code: str, move: str, reason: str | None, as_json: bool) -> None:
    """Walk the agenda: MOVE is next, back or a position (from 1). Next and back pass over skipped steps."""
    with transaction():
        walked = get_workshop(code)
        hold_agenda(walked)
        position = _position(walked, move)
        walk(walked, position, None, reason=(reason or "").strip() or _usual_reason(walked, position))
    line = _("The workshop is over.") if walked.is_over else _described_step(walked)
    answer(line, described(walked), as_json=as_json)


@workshop.command("list")
@json_option
@refusing
def show_all(as_json: bool) -> None:
    """List the workshops, newest first."""
    found = list_workshops()
    lines = "\n".join(line for entry in found for line in _lines(entry))
    answer(lines or _("No workshop yet."), {"workshops": [described(entry) for entry in found]}, as_json=as_json)


@workshop.command("export")
@click.argument("code")
@click.option("--format", "file_format", type=click.Choice(list(ENDINGS)), required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write.")
@json_option
@refusing
def export(code: str, file_format: str, out: Path, as_json: bool) -> None:
    """Write the documentation of a workshop into a file; json is complete and can be imported again."""
    told = get_workshop(code)
    data = {"code": told.code, "format": file_format, "file": str(out)}
    download = prepare_documentation(told, file_format, fonts_folder(), clock.now())
    db.session.rollback()  # writing may take seconds and needs no database
    out.write_bytes(download.write())
    answer(_("Wrote %(file)s.", file=str(out)), data, as_json=as_json)


@workshop.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@refusing
def import_(file: Path, as_json: bool) -> None:
    """Store the workshop in FILE (JSON, as exported) and print its code."""
    with transaction():
        taken_over = import_bundle(parse_bundle(file.read_bytes()), None)
    line = _("Workshop %(code)s is here: %(title)s", code=taken_over.code, title=taken_over.title)
    answer(line, described(taken_over), as_json=as_json)


def _lines(entry: Workshop) -> list[str]:
    """Return the workshop as a line, and its rooms indented beneath it."""
    rooms = [f"  {room.workshop.code}  {room.workshop.state.value:<9} {room.name}" for room in entry.rooms]
    return [f"{entry.code}  {entry.state.value:<9} {entry.title}", *rooms]


def described(entry: Workshop) -> dict[str, Any]:
    """Return what scripts need of a workshop: code, state, addresses, steps (positions from 1), rooms.

    A workshop that is split names its ``pace`` and describes its ``rooms``; a room names the code of its ``plenum``.
    """
    base = f"{current_app.config['SETTINGS'].base_url}/{entry.code}"
    return {
        "code": entry.code,
        "title": entry.title,
        "state": entry.state.value,
        "urls": {
            "join": base,
            "screen": f"{base}/screen",
            "results": f"{base}/results",
            "qr": f"{base}/qr.svg",
            "console": f"{current_app.config['SETTINGS'].base_url}/console/{entry.code}/",
        },
        "current": entry.current_step.position + 1 if entry.current_step else None,
        "steps": [
            {
                "position": step.position + 1,
                "phase": step.phase.value,
                "kind": step.kind.value,
                "state": step.state.value,
            }
            for step in entry.steps
        ],
        **_described_rooms(entry),
    }


def fields_called(concept: Concept | None, names: Sequence[str]) -> list[FieldOfAction]:
    """Return the fields of action of the concept with these names; a name that it does not have is a wrong use."""
    known = {field.name: field for field in concept.fields} if concept else {}
    for name in names:
        if name not in known:
            raise click.UsageError(_("The concept has no field of action “%(name)s”.", name=name))
    return [known[name] for name in names]


def _described_rooms(entry: Workshop) -> dict[str, Any]:
    if entry.room is not None:
        return {"plenum": entry.room.plenum.code, "name": entry.room.name}
    if entry.pace is None:
        return {}
    return {"pace": entry.pace.value, "rooms": [described(room.workshop) for room in entry.rooms]}


def _position(walked: Workshop, move: str) -> int | None:
    """Return the position (from 0) that MOVE means; ``None`` for the next one."""
    if move == "next":
        return None
    if move == "back":
        return preceding_position(walked)
    if not move.isdigit():
        raise click.UsageError(_("MOVE is next, back or a position."))
    return int(move) - 1


def _usual_reason(walked: Workshop, position: int | None) -> str:
    """Return the reason that is logged when nobody gave one: going back needs one, going on none."""
    here = walked.current_step
    return BY_COMMAND if here is not None and position is not None and position < here.position else ""


def _described_step(walked: Workshop) -> str:
    step = walked.current_step
    return f"{step.position + 1} {step.phase.value} {step.kind.value}" if step else walked.state.value
