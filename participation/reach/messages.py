"""Sentences for the refusals."""

from collections.abc import Mapping

from participation.i18n import mark
from participation.kernel.errors import DomainError
from participation.reach import errors

SENTENCES: Mapping[type[DomainError], str] = {
    errors.QuestionsAnswered: mark("Somebody has answered already. The questions stay as they are."),
    errors.DistrictsMissing: mark("Please write the districts to choose from, one a line, or do not ask for them."),
    errors.TooManyDistricts: mark("At most %(limit)s districts fit on a phone. Put some of them together."),
    errors.DistrictTooLong: mark("“%(name)s” is too long: a district has at most %(limit)s characters."),
}
