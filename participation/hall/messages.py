"""Sentences for everything that can be refused to a resident: what is wrong, and what to do next."""

from collections.abc import Mapping

from participation.access import errors as access
from participation.contributions import errors as contributions
from participation.i18n import mark
from participation.kernel import ids
from participation.kernel.errors import DomainError
from participation.live import errors as live
from participation.measures import errors as measures
from participation.prioritisation import errors as prioritisation
from participation.reach import errors as reach
from participation.workshop import errors as workshop

SENTENCES: Mapping[type[DomainError], str] = {
    workshop.WorkshopUnknown: mark(
        "There is no workshop with the code “%(code)s”. Compare it with the poster: six letters and digits."
    ),
    access.TakeHomeCodeUnknown: mark(
        "No cards are kept under this code. Compare it with your note: twelve letters and digits."
    ),
    workshop.RoomUnknown: mark("This workshop has no such room. Choose one from the list."),
    workshop.SeatNeeded: mark("This workshop is for invited people. Please type the code on your invitation."),
    workshop.InvitationUnknown: mark(
        "This code is not known here. Compare it with your invitation: twelve letters and digits."
    ),
    workshop.InvitationUsed: mark("This code has been used already, or is not valid any more. Ask for a new one."),
    workshop.StepClosed: mark("This step is closed at the moment. Your text is still here: nothing is lost."),
    contributions.CardEmpty: mark("The card is empty. Write one thought, then send it."),
    contributions.CardTooLong: mark(
        "The card has %(length)s characters, at most %(limit)s fit. Shorten it, or make two cards of it."
    ),
    contributions.CardUnknown: mark("This card is not one of yours. Reload the page to see your own cards."),
    ids.KeyInvalid: mark("The card could not be recognised. Reload the page and send it again."),
    contributions.LanguageUnknown: mark("This language is not known here. Choose one at the top of the page."),
    contributions.TopicUnknown: mark("This topic is not on the list any more. Choose another one."),
    contributions.MarkEmpty: mark("Please write a word why you see it differently, then put the mark."),
    contributions.MarkTooLong: mark("The reason has %(length)s characters, at most %(limit)s fit. Say it shorter."),
    contributions.MarkedAlready: mark(
        "Your lightning mark stands on this topic already. Take it back first if you want to put another one."
    ),
    contributions.MarkUnknown: mark("This mark is not yours, or it is gone. Look at the topics as they are now."),
    contributions.ReportUnfounded: mark("Please choose what is wrong with the card."),
    workshop.TableUnknown: mark("There is no such table. Choose yours from the list."),
    workshop.TableNumberUnknown: mark("There is no table %(number)s. Choose yours from the list."),
    workshop.NotSeated: mark("Sit down at a table first. Then you can be its host."),
    workshop.TableHosted: mark("Somebody at your table is the host already."),
    workshop.HostStays: mark("You are the host and stay at your table. Hand over first, then change the table."),
    prioritisation.RoundUnknown: mark("The vote has not begun yet. Wait a moment, it opens by itself."),
    prioritisation.RoundClosed: mark("The vote is over. Look at the screen for the result."),
    prioritisation.OptionForeign: mark("This cannot be voted for here. Reload the page and choose again."),
    prioritisation.NoDots: mark("You have not given a dot yet. Give at least one, then send."),
    prioritisation.TooManyDots: mark("You gave %(given)s dots, you have %(allowed)s. Take some back, then send."),
    prioritisation.TooManyOnOne: mark("At most %(limit)s dots fit on one line. Spread the others."),
    prioritisation.VotingCardNeeded: mark("This vote is by voting cards. Scan the picture on your card."),
    prioritisation.VotesWithoutCards: mark("This vote works without voting cards. Vote on the page of the workshop."),
    prioritisation.VotingCardUnknown: mark(
        "This voting card is not known here. Compare the letters with those on the card."
    ),
    prioritisation.VotingCardVoid: mark(
        "Voting card %(number)s is not valid any more. Ask the moderator for a new one."
    ),
    prioritisation.VotingCardTooNew: mark(
        "Voting card %(number)s was printed after this vote had begun. It is valid from the next vote on."
    ),
    prioritisation.VotingCardCast: mark("Voting card %(number)s has voted already. Its dots are safe and count once."),
    prioritisation.VotingCardOnPaper: mark("Voting card %(number)s was handed in on paper. Its dots on paper count."),
    measures.PlanUnknown: mark("This plan lies on another table. Choose your table first."),
    measures.PlanFieldUnknown: mark("The plan has no such field. Choose one from the list."),
    measures.PlanTextTooLong: mark("At most %(limit)s characters fit here. Shorten the text and save it again."),
    measures.PlanFieldChanged: mark(
        "Somebody at your table has written here too. Compare both texts, then save what shall stand."
    ),
    reach.AnswerUnknown: mark("This answer is not on the list. Choose again, or leave the question out."),
    reach.FormUnreadable: mark("The form could not be recognised. Please send it again."),
    reach.QuestionsClosed: mark("These questions are not asked any more. Nothing is missing."),
    live.StreamsExhausted: mark("Too many pages are listening. This page asks again by itself."),
}
