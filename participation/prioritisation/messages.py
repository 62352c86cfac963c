"""Sentences for the refusals to whoever leads a vote; those that residents meet stand in ``hall``."""

from collections.abc import Mapping

from participation.i18n import mark
from participation.kernel.errors import DomainError
from participation.prioritisation import errors

SENTENCES: Mapping[type[DomainError], str] = {
    errors.RoundOpen: mark("The vote is still running. Its result stays secret until it is closed."),
    errors.TooFewOptions: mark("A vote needs at least two options. Choose more of them."),
    errors.OptionUntitled: mark("One of the options has no title yet. Write a title first, then open the vote."),
    errors.RulesInvalid: mark("Everybody needs at least one dot, and so does the limit on one option."),
    errors.NoTie: mark("These options do not have the same number of dots. Only a tie can be broken."),
    errors.CountInvalid: mark("Please enter whole numbers from 0 to %(most)s."),
}
