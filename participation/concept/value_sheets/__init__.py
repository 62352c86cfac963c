"""Values of indicators by spreadsheet: the form of the sheet, its reading line by line, what it would change."""

from participation.concept.value_sheets.comparing import SheetPlan, ValueDifference, plan_values
from participation.concept.value_sheets.form import COLUMNS, ID, day_as_printed, headings
from participation.concept.value_sheets.reading import Fault, FaultCode

__all__ = [
    "COLUMNS",
    "ID",
    "Fault",
    "FaultCode",
    "SheetPlan",
    "ValueDifference",
    "day_as_printed",
    "headings",
    "plan_values",
]
