"""Forms of the door."""

from wtforms import PasswordField, StringField

from participation.i18n import mark
from participation.web.forms import Form, at_most, required


class SignInForm(Form):
    """Name and password."""

    name = StringField(mark("Name"), validators=[required(), at_most(80)])
    password = PasswordField(mark("Password"), validators=[required(), at_most(200)])


class PasswordForm(Form):
    """A password of the person's own."""

    password = PasswordField(mark("New password"), validators=[required(), at_most(200)])
