"""Sentences for the refusals of the door."""

from collections.abc import Mapping

from participation.access import errors
from participation.i18n import mark
from participation.kernel.errors import DomainError

SENTENCES: Mapping[type[DomainError], str] = {
    errors.CredentialsWrong: mark("Name and password do not fit together. Check both and try again."),
    errors.NameTaken: mark("The name “%(name)s” is taken. Choose another one."),
    errors.PasswordTooShort: mark("The password is too short: use at least %(minimum)s characters."),
}
