"""Sentences for the refusals around council papers."""

from collections.abc import Mapping

from participation.i18n import mark
from participation.kernel.errors import DomainError
from participation.papers import errors

SENTENCES: Mapping[type[DomainError], str] = {
    errors.PaperUnknown: mark("There is no such council paper. Choose one from the list."),
    errors.PaperChanged: mark(
        "Somebody else saved this paper in the meantime. What you wrote stands below, what they saved among the "
        "versions. Save again to put yours over it; both are kept."
    ),
    errors.ResolutionMissing: mark(
        "There is no proposed resolution yet. Write what the committee is to decide and save; then the paper can be "
        "printed."
    ),
    errors.AmountUnreadable: mark("“%(written)s” is no amount. Please write it in figures, such as 12,500."),
}
