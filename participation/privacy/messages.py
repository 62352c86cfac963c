"""Sentences for the refusals."""

from collections.abc import Mapping

from participation.i18n import mark
from participation.kernel.errors import DomainError
from participation.privacy import errors

SENTENCES: Mapping[type[DomainError], str] = {
    errors.WorkshopNotClosed: mark("Close the workshop first, then archive it.")
}
