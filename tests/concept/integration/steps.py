"""The walk of a file through reading, plan and import; a small concept to try it on."""

from dataclasses import replace
from pathlib import Path

from participation.concept.models import Concept, Edition
from participation.concept.queries import get_edition
from participation.concept.reading import Mapping, Reading
from participation.concept.services import ImportPlan, apply_import, prepare_import, read_for
from participation.concept.tree import ConceptTree, GoalEntry, IndicatorEntry, MeasureEntry, Origin
from participation.kernel.transaction import transaction


def planned(
    source: Path | bytes, concept: Concept | None = None, mapping: Mapping | None = None, name: str = ""
) -> ImportPlan:
    filename = name or source.name
    return prepare_import(read_for(concept, source, filename, mapping), concept, mapping)


def imported(
    source: Path | bytes, concept: Concept | None = None, mapping: Mapping | None = None, name: str = ""
) -> Edition:
    with transaction():
        edition = apply_import(planned(source, concept, mapping, name), None)
        edition_id = edition.id
    return get_edition(edition_id)


def taken_over(tree: ConceptTree, concept: Concept | None = None) -> Edition:
    """Import a tree as if a document had said it."""
    with transaction():
        edition = apply_import(prepare_import(Reading(tree), concept), None)
        edition_id = edition.id
    return get_edition(edition_id)


SHARED = MeasureEntry("Eine Stelle berät in vielen Sprachen.", "Beratung", lead="Sozialamt", fields=("Sprache",))
CELL = MeasureEntry("Die Halle ist am Sonntag offen.", number="1")
TREE = ConceptTree(
    title="Zusammen in Musterstadt",
    language="de",
    levels=("Thema", "Ziel"),
    fields_of_action=("Sprache", "Sport"),
    city="Musterstadt",
    edition="2026",
    goals=(
        GoalEntry(
            "1",
            "Alle kommen an.",
            children=(
                GoalEntry("1.1", "Alle finden Rat.", ("Sprache",), (SHARED,)),
                GoalEntry(
                    "1.2",
                    "Der Sport ist offen.",
                    ("Sprache", "Sport"),
                    (CELL, replace(SHARED, number="2")),
                    (IndicatorEntry("Mitglieder", "Personen", "up", "Vereine", "100", "200"),),
                ),
            ),
        ),
        GoalEntry("2", "Niemand bleibt allein.", children=(GoalEntry(None, "Nachbarn kennen sich."),)),
    ),
)
DRAFT = MeasureEntry(
    "Der Verein öffnet die Halle.", "Offene Halle", state="draft", origin=Origin("Sport im Viertel", 2, 14)
)
