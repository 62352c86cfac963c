"""Sentences for the refusals of a workshop that staff meets; those that residents meet stand in ``hall``."""

from collections.abc import Mapping

from participation.i18n import mark
from participation.kernel.errors import DomainError
from participation.workshop import errors

SENTENCES: Mapping[type[DomainError], str] = {
    errors.StepUnknown: mark("The agenda has no such step. Reload the page to see the agenda."),
    errors.WorkshopOver: mark("The workshop is closed. Its results stay open to everybody."),
    errors.StageMoved: mark(
        "Somebody else has just moved the agenda. Nothing was changed by you. Look where it stands now."
    ),
    errors.NoPrompt: mark("Every step needs its prompt in the first language of the workshop. Please write it."),
    errors.ScreenUnknown: mark("The screen cannot show this. Choose one of the buttons under its picture."),
    errors.TitleMissing: mark("Please give it a title."),
    errors.LanguageMissing: mark("Please choose at least one language."),
    errors.TemplateUnknown: mark("No agenda is called “%(name)s”. Choose one from the list."),
}
