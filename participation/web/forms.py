"""The base of all forms: protected against forgery, its messages from our own catalogues."""

from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.validators import InputRequired, Length, Optional

from participation.i18n import gettext, mark

REQUIRED = mark("Please fill in this field.")
TOO_LONG = mark("Please use at most %(max)d characters.")
UNKNOWN_CHOICE = mark("This choice is not there any more. Look at the list as it is now, and choose again.")
WORDS = {
    "Not a valid choice.": UNKNOWN_CHOICE,
    "Invalid Choice: could not coerce.": UNKNOWN_CHOICE,
    "Invalid Choice(s): one or more data inputs could not be coerced.": UNKNOWN_CHOICE,
    "Not a valid integer value.": mark("Please write a whole number."),
    "Not a valid date value.": mark("Please write a day, such as 2026-11-20."),
    "Not a valid datetime value.": mark("Please write a day and a time, such as 2026-11-20 17:00."),
}
"""Our sentences for those of WTForms that our forms can meet."""

__all__ = ["Form", "Optional", "at_most", "required"]


class _Messages:
    """What WTForms asks for words; its own catalogues speak too few languages."""

    def gettext(self, message: str) -> str:
        message = WORDS.get(message, message)
        return gettext(message.replace("%", "%%")) if "%(" not in message else message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The one sentence with a plural that our forms can meet is about choices; it would name their numbers."""
        del singular, plural, number
        return gettext(UNKNOWN_CHOICE)


class Form(FlaskForm):
    """A form whose errors are worded in the reader's language."""

    class Meta(FlaskForm.Meta):
        """Tells WTForms whom to ask for words."""

        def get_translations(self, form: FlaskForm) -> _Messages:
            """Return our catalogues."""
            del form
            return _Messages()


class required(InputRequired):  # noqa: N801 - reads as a word in field declarations, like WTForms' own aliases
    """The field must not be empty; says so in the reader's language."""

    def __init__(self) -> None:
        super().__init__()

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Raise WTForms' stop with our own sentence."""
        self.message = gettext(REQUIRED)
        super().__call__(form, field)


class at_most(Length):  # noqa: N801 - see above
    """At most so many characters; says so in the reader's language."""

    def __init__(self, limit: int) -> None:
        super().__init__(max=limit)

    def __call__(self, form: FlaskForm, field: StringField) -> None:
        """Raise WTForms' error with our own sentence."""
        self.message = gettext(TOO_LONG, max=self.max).replace("%", "%%")
        super().__call__(form, field)
