"""The base of all forms: protected against forgery, its messages from our own catalogues."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.validators import InputRequired, Length, Optional

from participation.i18n import gettext, mark, ngettext

REQUIRED = mark("Please fill in this field.")
TOO_LONG = mark("Please use at most %(max)d characters.")

__all__ = ["Form", "Optional", "at_most", "required"]


class _Messages:
    """What WTForms asks for words; its own catalogues speak too few languages."""

    def gettext(self, message: str) -> str:
        return gettext(message.replace("%", "%%")) if "%(" not in message else message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return ngettext(singular, plural, number)


class Form(FlaskForm):
    """A form whose errors are worded in the reader's language."""

    class Meta(FlaskForm.Meta):
        """Tells WTForms whom to ask for words."""

        def get_translations(self, form: FlaskForm) -> _Messages:
            """Return our catalogues."""
            del form
            return _Messages()

    def errors_of(self, field: Field) -> Sequence[str]:
        """Return the translated errors of a field."""
        return [str(error) for error in field.errors]


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
