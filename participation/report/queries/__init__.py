"""Reads of reports and of what they tell."""

from participation.report.queries.content import content_of
from participation.report.queries.reports import find_recommendation, get_report, list_reports

__all__ = ["content_of", "find_recommendation", "get_report", "list_reports"]
