"""Sentences for the refusals around the board; those that residents meet stand in ``hall``."""

from collections.abc import Mapping

from participation.contributions import errors
from participation.i18n import mark
from participation.kernel.errors import DomainError

SENTENCES: Mapping[type[DomainError], str] = {
    errors.ReasonMissing: mark("Please say why, in a few words."),
    errors.ClusterUnknown: mark("This topic is not on the board any more. Look at the board as it is now."),
    errors.TooFewTopics: mark("Choose at least two topics that say the same."),
    errors.TitleEmpty: mark("Please write the title as a short sentence."),
    errors.TitleTooLong: mark(
        "The title is too long: it has %(length)s characters, %(limit)s fit. Say it in one short sentence."
    ),
    errors.BoardMoved: mark(
        "Somebody else has just moved this card. Nothing was changed by you. This is the board as it is now."
    ),
    errors.PaperTooLate: mark(
        "The vote on this phase has begun. Cards from paper cannot be sorted for it any more. Go back in the agenda "
        "first, or keep the card for a later step."
    ),
    errors.TaskTaken: mark("%(name)s is translating this text at the moment. Your text is still here."),
    errors.TaskDone: mark(
        "Somebody has translated this text meanwhile, or it is not shown any more. Your text is still here."
    ),
    errors.LineRefused: mark("Line %(number)s cannot be a card. Nothing was stored yet."),
    errors.NothingToUndo: mark("There is nothing left to take back in this step."),
    errors.CardsMoved: mark(
        "Somebody else has just moved or hidden these cards: %(cards)s. Nothing was changed by you. This is the board "
        "as it is now."
    ),
    errors.NothingToRedo: mark("There is nothing to make again."),
    errors.MoveUnknown: mark("This move is taken back already. This is the board as it is now."),
}
