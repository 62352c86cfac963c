"""Use cases of the export: what is written for whom, and what it looks like."""

from participation.export.services.concepts import (
    ConceptFile,
    ConceptFormat,
    export_concept,
    export_differences,
    make_chapter,
)
from participation.export.services.templates import TemplateReport, keep_template, remove_template, report_template

__all__ = [
    "ConceptFile",
    "ConceptFormat",
    "TemplateReport",
    "export_concept",
    "export_differences",
    "keep_template",
    "make_chapter",
    "remove_template",
    "report_template",
]
