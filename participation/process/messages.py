"""Sentences for the refusals."""

from collections.abc import Mapping

from participation.i18n import mark
from participation.kernel.errors import DomainError
from participation.process import errors

SENTENCES: Mapping[type[DomainError], str] = {
    errors.ProcessUnknown: mark("There is no such process."),
    errors.EntryUnknown: mark("This date is no longer on the timeline. Look at it as it is now."),
    errors.EntryUntitled: mark("Please give the date a title in the language of the process."),
    errors.EntryEndsEarly: mark("The last day lies before the first. Please correct one of them."),
    errors.TopicsUnjoinable: mark("Please choose two or more topics that come from different workshops."),
    errors.TopicJoinedAlready: mark(
        "One of these topics is joined with others already. Take that apart first, or choose without it."
    ),
    errors.JoinedTopicUnknown: mark("Somebody has taken these topics apart already. Nothing was changed by you."),
    errors.GoalsMissing: mark("Please choose at least one goal for it."),
}
