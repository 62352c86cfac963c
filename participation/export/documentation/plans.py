"""The tables' plans with all fields of the canvas, and how feasible they were found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from participation.export.document import Block, Cell, Heading, Paragraph, Row, Table, cell, paragraph
from participation.export.documentation.cards import standing
from participation.export.documentation.passages import facts, header, quiet, title_of, written
from participation.export.documentation.record import WorkshopRecord
from participation.i18n import gettext as _
from participation.i18n.languages import direction_of
from participation.measures.models import Check, Plan
from participation.measures.standing import RATING_NAMES
from participation.prioritisation.models import Subject
from participation.workshop.agendas import CHECK_CRITERIA, PLAN_FIELDS

_WIDTHS: Final = (0.22, 0.25, 0.53)


def plans(record: WorkshopRecord) -> Iterator[Block]:
    """Every plan of the workshop in its order."""
    for plan in record.plans:
        yield Heading(2, plan.title, plan.language, direction_of(plan.language))
        result = record.result_of(Subject.PLAN, plan.id)
        if result is not None:
            yield quiet(_("In the vote: %(standing)s", standing=standing(result)))
        yield facts(_canvas(record, plan))
        yield from _checks(plan)


def _canvas(record: WorkshopRecord, plan: Plan) -> Iterator[tuple[str, Sequence[Paragraph]]]:
    yield _("Table"), [paragraph(plan.table.name)] if plan.table else []
    yield _("Wishes"), _wishes(record, plan)
    fields = {field.name: field for field in plan.fields if field.text}
    for name, question in PLAN_FIELDS.items():
        field = fields.get(name)
        yield _(question.label), [written(field.text, field.language)] if field else []


def _wishes(record: WorkshopRecord, plan: Plan) -> list[Paragraph]:
    found = []
    for wish in plan.wishes:
        title, language = title_of(wish)
        found.append(written(title, language))
        result = record.result_of(Subject.CLUSTER, wish.id)
        if result is not None:
            found.append(quiet(standing(result)))
    return found


def _checks(plan: Plan) -> Iterator[Block]:
    if not plan.checks:
        yield quiet(_("Nobody has checked yet whether this plan is feasible."))
        return
    judged = {check.criterion: check for check in plan.checks}
    rows = tuple(_check_row(_(question.label), judged.get(name)) for name, question in CHECK_CRITERIA.items())
    yield Table(header(_("Is it feasible?"), _("Rating"), _("Reason")), rows, _WIDTHS)


def _check_row(criterion: str, check: Check | None) -> Row:
    if check is None:
        return Row((cell(criterion), Cell((quiet(_("not rated yet")),)), cell("")))
    return Row((cell(criterion), cell(_(RATING_NAMES[check.rating])), cell(check.reason)))
