"""The form with which the office chooses what is asked."""

from wtforms import SelectMultipleField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from participation.i18n import gettext, mark
from participation.reach.asked import Asked, asked_of
from participation.reach.models import Question
from participation.reach.words import QUESTIONS
from participation.web.forms import Form, at_most


class _Checkboxes(SelectMultipleField):
    """Several choices, each a checkbox."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class QuestionsForm(Form):
    """Which questions, and the districts to choose from."""

    asked = _Checkboxes(mark("Questions"))
    districts = TextAreaField(mark("Districts, one a line"), validators=[at_most(5000)])

    def offer(self) -> None:
        """Set what can be chosen, in the words that residents read."""
        self.asked.choices = [(question.value, gettext(QUESTIONS[question])) for question in Question]

    def show(self, asked: Asked) -> None:
        """Fill in what is asked now."""
        self.asked.data = [question.value for question in asked.questions]
        self.districts.data = "\n".join(asked.districts)

    def chosen(self) -> Asked:
        """Return what was chosen; raises what ``asked_of`` raises."""
        return asked_of(self.asked.data or [], self.districts.data or "")
