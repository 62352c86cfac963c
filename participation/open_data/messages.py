"""Sentences for what can be wrong with a question to the open data."""

from collections.abc import Mapping

from participation.i18n import mark
from participation.kernel.errors import DomainError
from participation.open_data import errors

SENTENCES: Mapping[type[DomainError], str] = {
    errors.NothingPublic: mark("There is nothing public at this address."),
    errors.ParameterUnknown: mark("This address does not know “%(parameter)s”. It knows: %(known)s."),
    errors.ParameterUnfit: mark("“%(parameter)s” takes: %(needed)s."),
}
