"""Open data as a zip: a CSV file for each table, and the dictionary that says what stands in them.

The dictionary is a Frictionless Data Package (version 1, `datapackage.json`). The tables of a concept are
`concept.csv_set`, which an import reads too; those of a workshop `documentation.open_tables`. See docs/open-data.md.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from participation.concept.csv_set import CONCEPT_TABLES, Column, Kind, Table, Words, rows_of
from participation.concept.tree import ConceptTree
from participation.export.csv_writer import write_csv
from participation.export.sheet import Sheet, Value
from participation.licences import Licence

_SEPARATOR: Final = ";"
_ABOUT: Final = Words(
    "A text that a spreadsheet program would take for a formula (it begins with = + - @, a tab or a return) has an "
    "apostrophe in front, which an import takes away again. An empty cell says nothing.",
    "Ein Text, den eine Tabellenkalkulation für eine Formel hielte (er beginnt mit = + - @, Tabulator oder "
    "Zeilenumbruch), hat einen Apostroph davor, den der Import wieder wegnimmt. Eine leere Zelle sagt nichts.",
)


@dataclass(frozen=True, slots=True)
class Description:
    """What a data dictionary says of a whole set: a name for programs, a title in the language of the data."""

    name: str
    title: str
    created: datetime
    licence: Licence | None


def make_concept_set(tree: ConceptTree, created: datetime, licence: Licence | None) -> bytes:
    """Return an edition of a concept as a set that can be imported again."""
    return make_set(CONCEPT_TABLES, rows_of(tree), Description("concept", tree.title, created, licence))


def make_set(tables: Sequence[Table], rows: Mapping[str, Iterable[Sequence[Value]]], about: Description) -> bytes:
    """Return tables with their rows, by the tables' names, as a zip."""
    stream = io.BytesIO()
    moment = about.created.timetuple()[:6]
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, content: bytes) -> None:
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)

        for table in tables:
            columns = tuple(column.name for column in table.columns)
            add(f"{table.name}.csv", write_csv(Sheet(table.name, columns, tuple(map(tuple, rows[table.name])))))
        add("datapackage.json", json.dumps(_dictionary(tables, about), ensure_ascii=False, indent=2).encode() + b"\n")
    return stream.getvalue()


def _dictionary(tables: Sequence[Table], about: Description) -> dict[str, Any]:
    chosen = about.licence
    licences = [{"name": chosen.name, "title": chosen.title, "path": chosen.url}] if chosen else []
    return {
        "profile": "tabular-data-package",
        "name": about.name,
        "title": about.title,
        **_worded("description", _ABOUT),
        "created": about.created.isoformat(),
        **({"licenses": licences} if licences else {}),
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    pointers = [
        {
            "fields": column.name,
            "reference": {"resource": _other(table, column.points_at[0]), "fields": column.points_at[1]},
        }
        for column in table.columns
        if column.points_at
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        **_worded("title", table.title),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": _SEPARATOR, "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            **({"primaryKey": list(table.key)} if table.key else {}),
            **({"foreignKeys": pointers} if pointers else {}),
        },
    }


def _other(table: Table, name: str) -> str:
    """Return how a table is called in a foreign key: the empty text is the table itself, says Table Schema."""
    return "" if name == table.name else name


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices:
        limits["enum"] = list(column.choices)
    truth = {"trueValues": ["1"], "falseValues": ["0"]} if column.kind is Kind.BOOLEAN else {}
    return {
        "name": column.name,
        "type": column.kind.value,
        **truth,
        **_worded("title", column.title),
        **({"constraints": limits} if limits else {}),
    }


def _worded(name: str, words: Words) -> dict[str, str]:
    """Return a text in English and, under its name with a language (the specification's pattern), in German."""
    return {name: words.en, f"{name}@de": words.de}
