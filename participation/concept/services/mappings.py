"""What a person confirmed about a concept's documents, kept for the next one."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from participation.concept.models import Concept, FieldSpelling
from participation.concept.queries import list_fields
from participation.concept.reading import Mapping
from participation.kernel.database import db

LONGEST_SPELLING = 200


def stored_mapping(concept: Concept) -> Mapping:
    """Return the mapping that earlier imports into this concept confirmed."""
    spellings = {row.spelling: row.field.name for row in _spellings(concept)}
    return replace(Mapping.from_data(concept.mapping), field_spellings=spellings)


def combined(stored: Mapping, given: Mapping) -> Mapping:
    """Return the stored mapping with everything that ``given`` says put over it."""
    return Mapping(
        levels=given.levels or stored.levels,
        level_spellings={**stored.level_spellings, **given.level_spellings},
        field_spellings={**stored.field_spellings, **given.field_spellings},
        field_order=given.field_order or stored.field_order,
        columns={**stored.columns, **given.columns},
        meanings={**stored.meanings, **given.meanings},
    )


def store_mapping(concept: Concept, mapping: Mapping) -> None:
    """Keep the mapping; spellings that are known already get the field that they now stand for."""
    data = mapping.to_data()
    data.pop("field_spellings")
    concept.mapping = data
    fields = {field.name: field for field in list_fields(concept)}
    known = {row.spelling: row for row in _spellings(concept)}
    for spelling, name in mapping.field_spellings.items():
        if name not in fields or len(spelling) > LONGEST_SPELLING:
            continue
        row = known.get(spelling) or FieldSpelling(concept_id=concept.id, spelling=spelling)
        row.field_id = fields[name].id
        db.session.add(row)
    db.session.flush()
    db.session.expire_all()


def _spellings(concept: Concept) -> list[FieldSpelling]:
    statement = select(FieldSpelling).where(FieldSpelling.concept_id == concept.id).order_by(FieldSpelling.id)
    return list(db.session.scalars(statement))
