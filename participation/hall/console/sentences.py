"""Sentences of the console for refusals that a moderator meets otherwise than a resident does."""

from collections.abc import Mapping
from types import MappingProxyType

from participation.contributions import errors as contributions
from participation.i18n import gettext, mark
from participation.kernel.errors import DomainError
from participation.measures import errors as measures
from participation.prioritisation import errors as prioritisation
from participation.web.messages import word
from participation.workshop import errors as workshop

SENTENCES: Mapping[type[DomainError], str] = MappingProxyType(
    {
        workshop.StepClosed: mark("No step is running at the moment. Start one first."),
        contributions.CardUnknown: mark(
            "This card is not on the board any more. Somebody has hidden or withdrawn it. Nothing was changed by you."
        ),
        contributions.MarkUnknown: mark(
            "This lightning mark is not on the board any more. Nothing was changed by you."
        ),
        contributions.TopicUnknown: mark("This topic is not chosen any more. Choose it again, then write."),
        prioritisation.RoundUnknown: mark("There is no vote here yet. Open it first."),
        prioritisation.RoundClosed: mark("The vote is closed already. This is its result."),
        prioritisation.OptionForeign: mark(
            "One of the options is not on the board any more. Choose again from the list as it is now."
        ),
        prioritisation.VotingCardUnknown: mark(
            "There is no voting card with this number or code in this workshop. Nothing was changed."
        ),
        prioritisation.VotingCardCast: mark(
            "Voting card %(number)s has voted by phone in this vote. Its paper does not count: give it back."
        ),
        prioritisation.VotingCardVoid: mark("Voting card %(number)s is void. Its paper does not count."),
        prioritisation.VotingCardTooNew: mark(
            "Voting card %(number)s was made after this vote had been opened. It counts from the next vote on."
        ),
        measures.PlanUnknown: mark("This plan does not exist in this workshop. Reload the page."),
        measures.PlanFieldChanged: mark(
            "The table has written in this field meanwhile: “%(current)s”. Your text is still here. Put both "
            "together, then save again."
        ),
    }
)


def word_for_staff(error: DomainError) -> str:
    """Return the sentence for a refusal as a moderator should read it."""
    sentence = SENTENCES.get(type(error))
    return gettext(sentence, **vars(error)) if sentence else word(error)
