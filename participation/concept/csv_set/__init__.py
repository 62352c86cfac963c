"""A concept as a set of plain tables that point at each other: one form for the export and for the import.

`tables` says which tables there are, with types, keys and words in two languages; `rows` makes their rows of a tree.
Reading them is `concept.reading.csv_set`. Pure: no Flask, no SQLAlchemy.
"""

from participation.concept.csv_set.rows import rows_of
from participation.concept.csv_set.tables import CONCEPT_TABLES, Column, Kind, Table, Words

__all__ = ["CONCEPT_TABLES", "Column", "Kind", "Table", "Words", "rows_of"]
