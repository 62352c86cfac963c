"""Action plans as people fill them: the exported workbook, changed in memory and taken back."""

from io import BytesIO

from openpyxl import load_workbook

from participation.concept.models import Measure
from participation.export.action_plan import Choice, compare_with_file, make_action_plan, take_over
from participation.export.action_plan.form import LABELS
from participation.i18n import speaking
from participation.kernel.database import db
from participation.kernel.transaction import transaction


class Filled:
    """The action plan of an edition, open in a spreadsheet program."""

    def __init__(self, edition):
        self.concept = edition.concept
        self.book = load_workbook(BytesIO(make_action_plan(edition)))

    def sheet(self, name=None):
        return self.book[name] if name else self.book.worksheets[0]

    def cell(self, measure, name, sheet=None):
        """The cell of a measure in the column with this English heading."""
        found = self.sheet(sheet)
        headings = [cell.value for cell in found[1]]
        row = next(row for row in found.iter_rows(min_row=2) if str(row[0].value).startswith(f"M{measure.id}-"))
        return row[headings.index(LABELS[name])]

    def write(self, measure, sheet=None, **values):
        for name, value in values.items():
            self.cell(measure, name, sheet).value = value
        return self

    def bytes(self):
        stream = BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def compared(self):
        """What the file would change, told to somebody who reads English."""
        with speaking("en"):
            return compare_with_file(self.concept, self.bytes(), "plan.xlsx")

    def changes(self):
        """What would change, as measure's id, part, text before and after."""
        return [
            (entry.measure.id, part.name, part.now, part.said)
            for entry in self.compared().returns
            for part in entry.changes
        ]

    def codes(self):
        """What there is to tell, as code, row and heading of the column."""
        return [(remark.code, remark.spot.row, remark.spot.column) for remark in self.compared().remarks]

    def taken_over(self, *, actor=None, why="Meeting", sides=None, only=None):
        content = self.bytes()
        with transaction():
            plan = compare_with_file(self.concept, content, "plan.xlsx")
            taken = {entry.measure.id for entry in plan.returns} if only is None else only
            return take_over(plan, Choice(plan.fingerprint, taken, why, sides or {}), actor)


def again(measure):
    db.session.expire_all()
    return db.session.get_one(Measure, measure.id)
