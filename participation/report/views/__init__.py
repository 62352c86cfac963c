"""Pages of integration reports."""

from participation.report.views.blueprint import blueprint
from participation.report.views.reports import begin, index, recommend, remove, show

__all__ = ["begin", "blueprint", "index", "recommend", "remove", "show"]
