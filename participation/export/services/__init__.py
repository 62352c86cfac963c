"""Use cases of the export: what is written for whom."""

from participation.export.services.concepts import (
    ConceptFile,
    ConceptFormat,
    concept_file,
    concept_file_name,
    export_concept,
    export_differences,
)

__all__ = ["ConceptFile", "ConceptFormat", "concept_file", "concept_file_name", "export_concept", "export_differences"]
