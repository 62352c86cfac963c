"""Taking a document over: read it for a concept, plan what changes, apply what was confirmed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from collections.abc import Mapping as Pairs
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.comparison import Change, Changes, compare
from participation.concept.editions.beginning import begin_edition
from participation.concept.errors import ConceptMoved
from participation.concept.merging import merge
from participation.concept.models import Concept, Edition, EditionState
from participation.concept.queries import find_newest_edition, tree_of
from participation.concept.reading import Column, FieldSpelling, Mapping, Note, Reading, read_document
from participation.concept.services.mappings import combined, store_mapping, stored_mapping
from participation.concept.services.rows import synchronise
from participation.concept.tidying import tidied
from participation.concept.tree import ConceptTree, GoalEntry, TreeCounts, counts, to_json
from participation.kernel.database import db


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What taking a document over would do. ``tree`` is what the concept says afterwards.

    ``concept`` is ``None`` for a new one. ``changes`` are the differences to what it says now (for a new one all is
    added); ``identical`` means that nothing would be written. ``before`` is what the differences were found against.
    ``begins_edition``: the newest edition is adopted and stays; the document is taken over into the next one.
    """

    tree: ConceptTree
    notes: tuple[Note, ...]
    mapping: Mapping
    spellings: tuple[FieldSpelling, ...]
    changes: Changes
    identical: bool
    concept: Concept | None
    before: ConceptTree | None
    columns: tuple[Column, ...] = ()
    begins_edition: bool = False

    @property
    def counts(self) -> TreeCounts:
        """How much the concept holds afterwards."""
        return counts(self.tree)

    @property
    def fingerprint(self) -> str:
        """What a person confirms: the same as long as document, mapping and concept are the same."""
        said = [to_json(self.tree), to_json(self.before) if self.before else None, self.mapping.to_data()]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def read_for(concept: Concept | None, source: Path | bytes, filename: str, mapping: Mapping | None = None) -> Reading:
    """Read a document in the light of the concept that it updates and of what was confirmed about it before.

    Raises:
        DomainError: one of ``reading.errors`` or ``tree.errors``.
    """
    given = mapping or Mapping()
    if concept is None:
        return read_document(source, filename, given)
    edition = find_newest_edition(concept)
    base = tree_of(edition) if edition else None
    return read_document(source, filename, combined(stored_mapping(concept), given), base)


def prepare_import(
    reading: Reading, concept: Concept | None = None, confirmed: Mapping | None = None, title: str = ""
) -> ImportPlan:
    """Plan the import of what was read; writes nothing. ``title`` names a new concept instead of the document.

    ``confirmed`` is what a person said about the document this time: only then are its level names kept for the next
    one, which otherwise speaks for itself.

    Raises:
        TextTooLong: a title, a name or a number does not fit.
    """
    document = tidied(replace(reading.tree, title=title or reading.tree.title))
    mapping = replace(reading.mapping, levels=_kept_levels(concept, confirmed))
    edition = find_newest_edition(concept) if concept else None
    if concept is None or edition is None:
        tree = document if concept is None else replace(document, title=concept.title)
        everything = compare(replace(tree, goals=(), fields_of_action=()), tree)
        return ImportPlan(
            tree, reading.notes, mapping, reading.spellings, everything, False, concept, None, reading.columns
        )
    before = tree_of(edition)
    renamed = _renamed(before, document, mapping.field_spellings)
    current = _with_names(before, renamed)
    tree, kept = merge(current, _with_names(document, renamed))
    changes = _with_details(compare(current, tree), before, tree, renamed)
    identical = tree == before
    begins = edition.state is EditionState.ADOPTED and not identical
    return ImportPlan(
        tree,
        (*reading.notes, *kept),
        mapping,
        reading.spellings,
        changes,
        identical,
        concept,
        before,
        reading.columns,
        begins,
    )


def apply_import(plan: ImportPlan, actor: StaffUser | None, source: str = "") -> Edition:
    """Do what the plan says and return the edition; an identical document writes nothing.

    A new concept gets a first edition. In an existing one the newest edition is brought in line in place: goals and
    measures that are matched keep their ids. One that is adopted stays: the next edition is begun with the document
    (ADR 24). ``source`` is the file's name, for the log.

    Raises:
        ConceptMoved: the concept was changed since the plan was made.
    """
    edition = find_newest_edition(plan.concept) if plan.concept else None
    if (tree_of(edition) if edition else None) != plan.before:
        raise ConceptMoved
    if edition is not None and plan.identical:
        return edition
    edition = _draft_for(plan, edition, actor)
    synchronise(edition, plan.tree, dict(plan.mapping.field_spellings))
    store_mapping(edition.concept, plan.mapping)
    log_move(
        actor,
        "import_concept",
        "concept",
        edition.concept_id,
        file=source,
        edition=edition.id,
        changes=changes_data(plan.changes) if plan.before is not None else {},
    )
    return edition


def changes_data(changes: Changes) -> dict[str, list[dict[str, object]]]:
    """Return differences as JSON-ready data: by kind a list of ``{"path", "what", "before", "after"}``."""
    return {
        kind: [{key: value for key, value in asdict(change).items() if key != "kind"} for change in of_kind]
        for kind, of_kind in (("added", changes.added), ("changed", changes.changed), ("removed", changes.removed))
    }


def _kept_levels(concept: Concept | None, confirmed: Mapping | None) -> tuple[str, ...]:
    if confirmed is not None and confirmed.levels:
        return confirmed.levels
    return stored_mapping(concept).levels if concept else ()


def _draft_for(plan: ImportPlan, newest: Edition | None, actor: StaffUser | None) -> Edition:
    if newest is None:
        return _first_edition(plan)
    return newest if newest.state is EditionState.DRAFT else begin_edition(newest.concept, actor)


def _first_edition(plan: ImportPlan) -> Edition:
    concept = plan.concept or Concept(title=plan.tree.title, levels=list(plan.tree.levels))
    edition = Edition(concept=concept)
    db.session.add(edition)
    db.session.flush()
    return edition


def _renamed(before: ConceptTree, document: ConceptTree, spellings: Pairs[str, str]) -> dict[str, str]:
    """Return the fields that a confirmed spelling gives a new name: the old name is now a spelling of the new one."""
    new = [name for name in document.fields_of_action if name not in before.fields_of_action]
    return {name: spellings[name] for name in before.fields_of_action if spellings.get(name) in new}


def _with_names(tree: ConceptTree, renamed: dict[str, str]) -> ConceptTree:
    if not renamed:
        return tree

    def named(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(renamed.get(name, name) for name in names))

    def goal(entry: GoalEntry) -> GoalEntry:
        measures = tuple(replace(measure, fields=named(measure.fields)) for measure in entry.measures)
        children = tuple(goal(child) for child in entry.children)
        return replace(entry, fields=named(entry.fields), measures=measures, children=children)

    goals = tuple(goal(entry) for entry in tree.goals)
    return replace(tree, fields_of_action=named(tree.fields_of_action), goals=goals)


def _with_details(changes: Changes, before: ConceptTree, after: ConceptTree, renamed: dict[str, str]) -> Changes:
    """Add what a comparison of goals does not see: names of fields, levels, city, edition, and mere order."""
    found = list(_details(before, after, renamed))
    if not (found or changes) and before != after:
        found.append(Change("changed", (), "order"))
    return replace(changes, changed=(*found, *changes.changed))


def _words(before: ConceptTree, after: ConceptTree) -> Iterator[Change]:
    old = {(entry.kind, entry.key): entry.name for entry in before.vocabulary}
    new = {(entry.kind, entry.key): entry.name for entry in after.vocabulary}
    for place in dict.fromkeys((*old, *new)):
        if old.get(place) != new.get(place):
            yield Change("changed", (), "word", old.get(place, ""), new.get(place, ""))


def _details(before: ConceptTree, after: ConceptTree, renamed: dict[str, str]) -> Iterator[Change]:
    yield from (Change("changed", (), "field", old, new) for old, new in renamed.items())
    if before.levels != after.levels:
        yield Change("changed", (), "level", " › ".join(before.levels), " › ".join(after.levels))
    yield from _words(before, after)
    if before.city != after.city:
        yield Change("changed", (), "city", before.city, after.city)
    if before.edition != after.edition:
        yield Change("changed", (), "edition", before.edition, after.edition)
