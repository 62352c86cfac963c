"""The integration report as a document: what is missing, numbers, then a chapter for each field of action."""

from participation.export.integration_report.files import ENDINGS_OF_REPORTS, prepare_report, report_file

__all__ = ["ENDINGS_OF_REPORTS", "prepare_report", "report_file"]
