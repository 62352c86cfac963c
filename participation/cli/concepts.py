"""``participation concept``: take a document over, hand the concept out."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from participation.cli.concept_report import counted, described, report
from participation.cli.errors import NotConfirmed
from participation.cli.output import answer, json_option, refusing
from participation.concept.chapter import ChapterForm
from participation.concept.editions.choosing import choose_edition
from participation.concept.models import Concept, Edition
from participation.concept.queries import find_concept_by_title, find_newest_edition, get_concept
from participation.concept.reading import Mapping
from participation.concept.reading.errors import MappingUnfit
from participation.concept.services import ImportPlan, apply_import, prepare_import, read_for
from participation.export.services import ConceptFormat, export_concept
from participation.i18n import gettext as _
from participation.kernel.transaction import transaction

concept = AppGroup("concept", help="The city's integration concept.")


@concept.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be created or changed; write nothing.")
@click.option("--concept", "concept_id", type=int, help="The concept to update; by default the one of this title.")
@click.option("--title", default="", help="The title of a new concept; by default what the document says.")
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="How words of the document are to be read, as JSON.",
)
@click.option("--yes", is_flag=True, help="Take changes to an existing concept over without asking.")
@json_option
@refusing
def import_(  # noqa: PLR0917 - Click passes one parameter an option
    file: Path, dry_run: bool, concept_id: int | None, title: str, mapping_file: Path | None, yes: bool, as_json: bool
) -> None:
    """Take the concept in FILE (DOCX, XLSX, CSV or JSON) over."""
    mapping = _read_mapping(mapping_file)
    plan = _planned(file, concept_id, title, mapping)
    if dry_run:
        answer(report(plan), described(plan, *_ids(plan)), as_json=as_json)
        return
    if not (plan.identical or plan.before is None or yes or _confirmed(plan, as_json=as_json)):
        raise NotConfirmed
    with transaction():
        edition = apply_import(plan, None, file.name)
        ids = (edition.concept_id, edition.id)
    answer(_said(plan, ids[0]), described(plan, *ids), as_json=as_json)


@concept.command("export")
@click.option("--concept", "concept_id", type=int, required=True, help="The concept, by its number.")
@click.option("--format", "file_format", type=click.Choice([entry.value for entry in ConceptFormat]), required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write.")
@click.option(
    "--edition", "wanted", default="newest", help="adopted, draft, or an edition's number; by default the newest."
)
@click.option(
    "--form",
    "form",
    type=click.Choice([entry.value for entry in ChapterForm]),
    help="What stands beside the goals of a DOCX: measures or indicators; by default what suits the concept.",
)
@json_option
@refusing
def export(  # noqa: PLR0917 - Click passes one parameter an option
    concept_id: int, file_format: str, out: Path, wanted: str, form: str | None, as_json: bool
) -> None:
    """Write an edition of a concept into a file; a DOCX looks as the template of the concept does."""
    edition = choose_edition(get_concept(concept_id), wanted)
    file = export_concept(edition, ConceptFormat(file_format), ChapterForm(form) if form else None)
    out.write_bytes(file.content)
    line = _("Wrote %(file)s.", file=str(out))
    data = {"concept": concept_id, "edition": edition.id, "format": file_format, "file": str(out)}
    answer(line, data, as_json=as_json)


def _planned(file: Path, concept_id: int | None, title: str, mapping: Mapping | None) -> ImportPlan:
    """Plan the import into the concept that was named, else the one of the same title, else a new one."""
    target: Concept | None = get_concept(concept_id) if concept_id is not None else None
    reading = read_for(target, file, file.name, mapping)
    if target is None:
        target = find_concept_by_title(title or reading.tree.title)
        reading = read_for(target, file, file.name, mapping) if target else reading
    return prepare_import(reading, target, mapping, title)


def _read_mapping(file: Path | None) -> Mapping | None:
    """Read a mapping from a file; raises ``MappingUnfit``."""
    if file is None:
        return None
    try:
        data: Any = json.loads(file.read_text("utf-8-sig"))
    except ValueError as error:
        raise MappingUnfit(file.name) from error
    if not isinstance(data, dict):
        raise MappingUnfit(file.name)
    return Mapping.from_data(data)


def _confirmed(plan: ImportPlan, *, as_json: bool) -> bool:
    """Show the differences and ask, where somebody sits at the terminal."""
    if as_json:
        answer("", described(plan, *_ids(plan)), as_json=True)
        return False
    click.echo(report(plan))
    return sys.stdin.isatty() and click.confirm(_("Take these changes over?"))


def _ids(plan: ImportPlan) -> tuple[int | None, int | None]:
    """Return the numbers of concept and edition, as far as they exist before the import."""
    edition: Edition | None = find_newest_edition(plan.concept) if plan.concept else None
    return plan.concept.id if plan.concept else None, edition.id if edition else None


def _said(plan: ImportPlan, concept_id: int) -> str:
    values = {"title": plan.tree.title, "number": concept_id, "counts": counted(plan.counts)}
    if plan.identical:
        return _("“%(title)s” (concept %(number)s) says this already; nothing was changed.", **values)
    if plan.before is None:
        return _("Imported “%(title)s” as concept %(number)s: %(counts)s.", **values)
    return _("Updated “%(title)s” (concept %(number)s): %(counts)s.", **values)
