"""Forms of reports: the period, and what is recommended."""

from wtforms import DateField, Field, HiddenField, SelectField, TextAreaField, ValidationError

from participation.concept.models import Concept
from participation.i18n import gettext, mark
from participation.web.forms import Form, at_most

LONGEST_TEXT = 10_000


class ReportForm(Form):
    """On which concept, and on what time."""

    concept = SelectField(mark("Concept"), coerce=int)
    since = DateField(mark("What moved since the day"))
    until = DateField(mark("Up to and with the day"))

    def offer(self, concepts: list[Concept]) -> None:
        """Set the concepts to choose from."""
        self.concept.choices = [(concept.id, concept.title) for concept in concepts]

    def validate_since(self, field: Field) -> None:
        """Ask for a day in the words of this house."""
        _ask_for_day(field)

    def validate_until(self, field: Field) -> None:
        """Ask for a day in the words of this house."""
        _ask_for_day(field)


class RecommendationForm(Form):
    """What is recommended for a field of action."""

    seen_version = HiddenField()
    text = TextAreaField(mark("Recommendation"), validators=[at_most(LONGEST_TEXT)], render_kw={"rows": 6})

    @property
    def version(self) -> int:
        """The version that the person saw, 0 for none."""
        seen = self.seen_version.data or ""
        return int(seen) if seen.isdecimal() else 0


def _ask_for_day(field: Field) -> None:
    if field.data is None:
        raise ValidationError(gettext(mark("Please give a day, for example 2026-12-31.")))
