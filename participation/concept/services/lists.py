"""The lists that give a concept its shape: names of levels, fields of action, words of the vocabularies.

A list is saved as a whole, with what the person saw of it: when somebody else changed it meanwhile, nothing is saved.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.domain import word_key
from participation.concept.errors import (
    FieldUnknown,
    ListChanged,
    NameInUse,
    NameMissing,
    NameTwice,
    TextTooLong,
)
from participation.concept.models import (
    KEYED,
    Concept,
    Edition,
    FieldOfAction,
    FieldSpelling,
    Measure,
    VocabularyKind,
    VocabularyWord,
)
from participation.concept.places import count_at_level
from participation.concept.queries import list_fields
from participation.concept.references import count_references, lead_references
from participation.concept.tidying import LIMITS, WORD_LIMIT
from participation.concept.vocabulary import words_of
from participation.kernel.database import db
from participation.kernel.ids import new_token

_SHOWN = 60
_FIELDS = FieldOfAction.metadata.tables["field_of_action"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: what it stands for (an id or a key as text, empty for a new one) and its name, empty to go."""

    key: str
    name: str


def save_levels(concept: Concept, names: Sequence[str], seen: Sequence[str], actor: StaffUser | None) -> None:
    """Name the levels from the top; more names add levels below, fewer take empty ones away.

    Raises ``ListChanged``, ``NameMissing``, ``NameTwice``, ``TextTooLong``, ``NameInUse`` for a level with goals.
    """
    db.session.refresh(concept, with_for_update={"key_share": True})
    before = list(concept.levels)
    if list(seen) != before:
        raise ListChanged
    wanted = [_clean(name, LIMITS["levels"]) for name in names]
    if not wanted or not all(wanted):
        raise NameMissing
    _check_once(wanted)
    if len(wanted) < len(before) and count_at_level(concept.id, len(wanted)):
        raise NameInUse(before[len(wanted)])
    if wanted == before:
        return
    concept.levels = wanted
    if concept.mapping.get("levels"):
        concept.mapping = {**concept.mapping, "levels": wanted}
    db.session.flush()
    log_move(actor, "save_levels", "concept", concept.id, before=before, after=wanted)


def save_fields(concept: Concept, lines: Sequence[Line], seen: Sequence[str], actor: StaffUser | None) -> None:
    """Name and order the fields of action; a name that changed is remembered as a spelling for documents.

    Raises ``ListChanged``, ``NameTwice``, ``TextTooLong``, ``NameInUse`` for one that goes while something uses it.
    """
    db.session.refresh(concept, with_for_update={"key_share": True})
    present = {str(entry.id): entry for entry in list_fields(concept)}
    before = [entry.name for entry in present.values()]
    wanted = _checked(lines, before, seen, set(present), LIMITS["fields_of_action"])
    kept = {line.key for line in wanted}
    for key, entry in present.items():
        if key not in kept:
            _remove_field(entry)
    _rename({present[line.key]: line.name for line in wanted if line.key})
    for position, line in enumerate(wanted):
        entry = present.get(line.key) or FieldOfAction(concept_id=concept.id, name=line.name)
        entry.position = position
        db.session.add(entry)
    db.session.flush()
    db.session.expire(concept)
    after = [line.name for line in wanted]
    if after != before:
        log_move(actor, "save_fields", "concept", concept.id, before=before, after=after)


def merge_fields(concept: Concept, field_id: int, into_id: int, actor: StaffUser | None) -> None:
    """Make one field of action of two: whatever names the first names the second from now on, documents too.

    Raises ``FieldUnknown``.
    """
    fields = {entry.id: entry for entry in list_fields(concept)}
    if field_id not in fields or into_id not in fields or field_id == into_id:
        raise FieldUnknown
    gone, kept = fields[field_id], fields[into_id]
    log_move(actor, "merge_fields", "concept", concept.id, before=gone.name, after=kept.name)
    lead_references(_FIELDS, field_id, into_id)
    gone = db.session.get_one(FieldOfAction, field_id)
    _remember_spelling(gone.name, db.session.get_one(FieldOfAction, into_id))
    db.session.delete(gone)
    db.session.flush()
    db.session.expire(concept)


def save_words(
    concept: Concept, kind: VocabularyKind, lines: Sequence[Line], seen: Sequence[str], actor: StaffUser | None
) -> None:
    """Write the words of one kind; from then on they are the concept's own. Measures keep the keys.

    Raises ``ListChanged``, ``NameTwice``, ``TextTooLong``, ``NameInUse`` for one that goes while a measure has it.
    """
    db.session.refresh(concept, with_for_update={"key_share": True})
    present = words_of(concept, kind)
    before = [word.name for word in present]
    wanted = _checked(lines, before, seen, {word.key for word in present}, WORD_LIMIT)
    keys = {line.key for line in wanted if line.key}
    for word in present:
        if word.key not in keys and _is_used(concept, kind, word.key):
            raise NameInUse(word.name)
    if [line.name for line in wanted] == before:
        return
    own = {word.key: word for word in concept.words if word.kind is kind}
    for position, line in enumerate(wanted):
        key = line.key or word_key(line.name, keys | set(own))
        keys.add(key)
        row = own.pop(key, None)
        if row is None:
            row = VocabularyWord(kind=kind, key=key)
            concept.words.append(row)
        row.name, row.position = line.name, position
    for gone in own.values():
        concept.words.remove(gone)
    db.session.flush()
    db.session.expire(concept)
    after = [line.name for line in wanted]
    log_move(actor, "save_words", "concept", concept.id, kind=kind.value, before=before, after=after)


def _checked(
    lines: Sequence[Line], before: Sequence[str], seen: Sequence[str], keys: Collection[str], limit: int
) -> list[Line]:
    """Return the lines that stay, with clean names; raises when the list is not the one that was seen."""
    if list(seen) != list(before) or any(line.key and line.key not in keys for line in lines):
        raise ListChanged
    wanted = [Line(line.key, name) for line in lines if (name := _clean(line.name, limit))]
    _check_once([line.name for line in wanted])
    return wanted


def _clean(name: str, limit: int) -> str:
    name = " ".join(name.split())
    if len(name) > limit:
        raise TextTooLong(name[:_SHOWN], limit)
    return name


def _check_once(names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise NameTwice(name)
        seen.add(name.casefold())


def _remove_field(entry: FieldOfAction) -> None:
    if count_references(_FIELDS, entry.id, but=("field_spelling",)):
        raise NameInUse(entry.name)
    db.session.delete(entry)


def _rename(names: dict[FieldOfAction, str]) -> None:
    """Give fields other names, also in a circle: names are told apart while it happens."""
    changed = {entry: name for entry, name in names.items() if entry.name != name}
    old = {entry: entry.name for entry in changed}
    for entry in changed:
        entry.name = new_token()
    db.session.flush()
    for entry, name in changed.items():
        entry.name = name
        if old[entry] not in changed.values():
            _remember_spelling(old[entry], entry)
    db.session.flush()


def _remember_spelling(spelling: str, entry: FieldOfAction) -> None:
    statement = select(FieldSpelling).where(
        FieldSpelling.concept_id == entry.concept_id, FieldSpelling.spelling == spelling
    )
    row = db.session.scalar(statement) or FieldSpelling(concept_id=entry.concept_id, spelling=spelling)
    row.field_id = entry.id
    db.session.add(row)


def _is_used(concept: Concept, kind: VocabularyKind, key: str) -> bool:
    if kind.value not in KEYED:
        return False
    statement = select(Measure.id).join(Edition).where(Edition.concept_id == concept.id)
    return db.session.scalar(statement.where(getattr(Measure, kind.value) == key).limit(1)) is not None
