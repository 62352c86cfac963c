"""The concept in a bundle: the edition that the workshop works on, as a neutral tree, and the way back to rows.

Measures that the workshop itself has made do not stand in the tree but in the bundle's own list, with their plans.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from participation.concept.models import Concept, Edition, EditionState, FieldOfAction, Goal, Measure
from participation.concept.queries import (
    GoalNode,
    entry_of_goal,
    find_concept_by_title,
    find_newest_edition,
    goals_tree,
    list_fields,
    tree_of,
    vocabulary_of,
)
from participation.concept.services.rows import synchronise
from participation.concept.tree import ConceptTree, GoalEntry, to_json
from participation.export.bundle.identity import heard
from participation.export.bundle.reading import Data
from participation.export.bundle.translations import translations_data
from participation.kernel.database import db
from participation.workshop.models import Process, Workshop

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ConceptRows:
    """An edition's goals by their paths, with the measures under each, and its fields of action by their names."""

    edition: Edition
    nodes: Mapping[Path, GoalNode]
    fields: Mapping[str, FieldOfAction]
    new: bool = False
    """Whether the edition came into being with the bundle, so that its order may be set as the bundle tells it."""

    @property
    def goals(self) -> dict[Path, Goal]:
        """The goals alone, each where it stands in full."""
        return {path: node.goal for path, node in self.nodes.items() if not node.further}


def edition_of(workshop: Workshop, measures: Sequence[Measure]) -> Edition | None:
    """Return the edition that the workshop works on: that of its process, else its concept's newest."""
    process = workshop.process
    newest = find_newest_edition(process.concept) if process.concept else None
    return process.edition or newest or next((measure.edition for measure in measures), None)


def read_rows(edition: Edition | None) -> ConceptRows | None:
    """Return the rows of an edition, or nothing for nothing."""
    if edition is None:
        return None
    fields = {field.name: field for field in list_fields(edition.concept)}
    return ConceptRows(edition, dict(_paths(goals_tree(edition), ())), fields)


def concept_data(rows: ConceptRows | None, own: Collection[int]) -> Data | None:
    """Return the edition without the workshop's own measures (their ids)."""
    if rows is None:
        return None
    edition, concept = rows.edition, rows.edition.concept
    top = [node for path, node in rows.nodes.items() if len(path) == 1]
    tree = ConceptTree(
        title=concept.title,
        language=concept.language,
        levels=tuple(concept.levels),
        fields_of_action=tuple(rows.fields),
        goals=tuple(entry_of_goal(_without(node, own)) for node in top),
        city=concept.city,
        edition=edition.title,
        vocabulary=vocabulary_of(concept),
    )
    return {
        "tree": to_json(tree),
        "state": edition.state.value,
        "as_of": edition.as_of.isoformat() if edition.as_of else None,
        "translations": translations_data(concept),
    }


def store_concept(data: Data | None, tree: ConceptTree | None) -> ConceptRows | None:
    """Find the concept in this installation, or store it.

    A concept is the same when title, language, levels, fields of action and all goals are: then the workshop joins
    it, and nothing in it is changed.
    """
    if data is None or tree is None:
        return None
    present = _find_same(tree)
    if present is not None:
        return read_rows(present)
    concept = Concept(title=tree.title, levels=list(tree.levels))
    as_of = date.fromisoformat(data["as_of"]) if data["as_of"] else None
    state = EditionState(data["state"])
    own_levels = None if state is EditionState.DRAFT else list(tree.levels)
    edition = Edition(concept=concept, state=state, as_of=as_of, own_levels=own_levels)
    db.session.add(edition)
    db.session.flush()
    synchronise(edition, tree, {})
    rows = read_rows(edition)
    return replace(rows, new=True) if rows else None


def store_process(data: Data, rows: ConceptRows | None) -> Process:
    """Find the process of this title and concept, or begin it."""
    concept_id = rows.edition.concept_id if rows else None
    same = select(Process).where(Process.title == data["title"], Process.concept_id == concept_id)
    process = db.session.scalar(same.order_by(Process.id).limit(1))
    if process is not None:
        return process
    edition = rows.edition if rows else None
    began: datetime | None = heard(data["created_at"])
    process = Process(
        title=data["title"], concept=edition.concept if edition else None, edition=edition, created_at=began
    )
    db.session.add(process)
    return process


def _paths(nodes: Sequence[GoalNode], above: Path) -> Iterator[tuple[Path, GoalNode]]:
    for place, node in enumerate(nodes):
        path = (*above, place)
        yield path, node
        yield from _paths(node.children, path)


def _without(node: GoalNode, own: Collection[int]) -> GoalNode:
    measures = tuple(placed for placed in node.measures if placed.measure.id not in own)
    return replace(node, measures=measures, children=tuple(_without(child, own) for child in node.children))


def _find_same(tree: ConceptTree) -> Edition | None:
    concept = find_concept_by_title(tree.title)
    edition = find_newest_edition(concept) if concept else None
    return edition if edition is not None and _skeleton(tree_of(edition)) == _skeleton(tree) else None


def _skeleton(tree: ConceptTree) -> ConceptTree:
    """What makes a concept the one that a workshop worked on; measures, indicators and words move on."""
    return replace(tree, city="", edition="", vocabulary=(), goals=tuple(map(_bare, tree.goals)))


def _bare(goal: GoalEntry) -> GoalEntry:
    return GoalEntry(goal.number, goal.text, children=tuple(map(_bare, goal.children)), repeated=goal.repeated)
