"""JSON Schemas of the files that can be imported again, and where an installation serves them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from flask import current_app

from participation.concept.tree import VERSION as CONCEPT_VERSION
from participation.concept.tree import concept_schema
from participation.export.bundle import VERSION as WORKSHOP_VERSION
from participation.export.bundle.schema import bundle_schema
from participation.kernel.json_schema import Schema

CONCEPT_SCHEMA: Final = f"concept-{CONCEPT_VERSION}"
WORKSHOP_SCHEMA: Final = f"workshop-{WORKSHOP_VERSION}"
SCHEMAS: Final[Mapping[str, Callable[[], Schema]]] = MappingProxyType(
    {CONCEPT_SCHEMA: concept_schema, WORKSHOP_SCHEMA: bundle_schema}
)
"""By name, which ends with the version of the form."""


def address_of_schema(name: str) -> str:
    """Return the address that a file names in its `$schema`; it stays, whatever page is moved."""
    return f"{current_app.config['SETTINGS'].base_url}/api/v1/schemas/{name}.json"
