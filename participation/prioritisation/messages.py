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
    errors.PaperCountedTwice: mark("Two people count the paper of this vote. Enter a whole count."),
    errors.PaperCountedOnce: mark("One person counts the paper of this vote. Enter the numbers themselves."),
    errors.CountedByYou: mark(
        "You made the first count. Now somebody else counts. If nobody else is here, say so below the first count."
    ),
    errors.CountsComplete: mark("Both counts are there already. Look at what they found."),
    errors.CountsAgree: mark("There is nothing to settle: there are not two counts that differ."),
    errors.PaperUnsettled: mark(
        "The paper is not counted to the end. A second person counts, or you settle the difference. Then close."
    ),
    errors.VotingCardUnused: mark("Voting card %(number)s was not handed in on paper. Nothing was changed."),
    errors.NoVotingCards: mark("There are no voting cards yet. Print them first, or let every device vote."),
    errors.CardCountInvalid: mark("From 1 to %(most)s voting cards can be made at once."),
    errors.PaperBeyondCards: mark(
        "%(dots)s dots were counted on paper, but %(cards)s cards were handed in, which carry %(allowed)s. Mark the "
        "missing cards as used, or count anew. Then close."
    ),
    errors.CountInvalid: mark("Please enter whole numbers from 0 to %(most)s."),
}
