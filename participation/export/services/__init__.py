"""Use cases of the export: what is written for whom, and what it looks like."""

from participation.export.services.concepts import (
    ConceptFile,
    ConceptFormat,
    concept_file,
    concept_file_name,
    export_concept,
    export_differences,
)
from participation.export.services.templates import TemplateReport, keep_template, remove_template, report_template

__all__ = [
    "ConceptFile",
    "ConceptFormat",
    "TemplateReport",
    "concept_file",
    "concept_file_name",
    "export_concept",
    "export_differences",
    "keep_template",
    "remove_template",
    "report_template",
]
