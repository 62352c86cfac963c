"""Use cases of the export: what is written for whom."""

from participation.export.services.concepts import ConceptFile, ConceptFormat, export_concept, export_differences

__all__ = ["ConceptFile", "ConceptFormat", "export_concept", "export_differences"]
