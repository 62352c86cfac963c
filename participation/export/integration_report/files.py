"""The integration report as a file: DOCX to work with, PDF/UA-1 to hand out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from participation.export.documentation.files import ENDINGS
from participation.export.docx_writer import write_docx
from participation.export.font_folder import fonts_folder
from participation.export.integration_report.whole import report_document
from participation.export.making import Download, making
from participation.export.pdf import write_pdf
from participation.export.queries import MANY_MEASURES, count_measures_of_concept
from participation.kernel import clock
from participation.report.content import ReportContent
from participation.report.queries import content_of, get_report

ENDINGS_OF_REPORTS: Final[Mapping[str, str]] = MappingProxyType({ending: ENDINGS[ending] for ending in ("docx", "pdf")})
"""Media types by ending."""


def prepare_report(content: ReportContent, ending: str, fonts: Path, written_at: datetime) -> Callable[[], bytes]:
    """Lay the report out and return what writes it, without the database."""
    document = report_document(content)
    at = written_at.replace(microsecond=0)  # PDF takes whole seconds
    return (lambda: write_pdf(document, fonts, at)) if ending == "pdf" else (lambda: write_docx(document, at))


def _tells_many_measures(report_id: int, ending: str) -> bool:
    del ending
    return count_measures_of_concept(get_report(report_id).concept_id) > MANY_MEASURES


@making("integration report", _tells_many_measures)
def report_file(report_id: int, ending: str) -> Download:
    """Prepare an integration report as a file."""
    write = prepare_report(content_of(get_report(report_id)), ending, fonts_folder(), clock.now())
    return Download(ENDINGS_OF_REPORTS[ending], write)
