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
    errors.StepBegun: mark("This step has begun already. Only steps that lie ahead can be changed."),
    errors.StepPlanned: mark(
        "This step belongs to the plan. Skip it: the documentation then says that it was left out."
    ),
    errors.StepKindUnknown: mark("Please choose a kind of step and a phase from the list."),
    errors.MinutesUnfit: mark("Please give the minutes as a whole number from %(least)s to %(most)s."),
    errors.PromptTooLong: mark("A prompt has at most %(limit)s characters. Please shorten it."),
    errors.ScreenUnknown: mark("The screen cannot show this. Choose one of the buttons under its picture."),
    errors.TitleMissing: mark("Please give it a title."),
    errors.PictogramUnknown: mark("There is no such sign. Please choose one from the list."),
    errors.LanguageMissing: mark("Please choose at least one language."),
    errors.NoTables: mark("There is no table yet. Add one first."),
    errors.TableOccupied: mark("The doors are open, and somebody may sit at this table. It can get another name."),
    errors.NobodyThere: mark("So many guests do not sit at this table. Look at the numbers as they are now."),
    errors.TooManyTables: mark("A hall has room for %(limit)s tables here. Choose a smaller number."),
    errors.UntilPast: mark("This day is over. Choose a later one as the last day of the stand."),
    errors.OneFieldOnly: mark("An expert forum is about one field of action. Choose one only."),
    errors.RoomNotRunning: mark("The rooms are not at work now. Everybody is together in the plenum."),
    errors.RoomWithinRoom: mark("This is a room of a larger workshop. It cannot be split again."),
    errors.AlreadySplit: mark("The workshop has rooms already. Add another one, or take the rooms back first."),
    errors.NotSplit: mark("This workshop has no rooms. Split it first."),
    errors.RoomsHaveBegun: mark("The workshop has begun. Its rooms stay as they are now."),
    errors.RoomCountInvalid: mark("A workshop has %(least)s to %(most)s rooms. Choose a number in between."),
    errors.RoomNameTaken: mark("Two rooms would be called “%(name)s”. Give each its own name."),
    errors.RoomStepsInvalid: mark(
        "Rooms work in critique and fantasy, and people collect cards there. Choose a first and a last step that fit."
    ),
    errors.RoomNotEmpty: mark("People have been in this room. Nothing that they gave is thrown away, so it stays."),
    errors.InvitationNumberUnknown: mark("There is no unused invitation with such a number. Look at the list."),
    errors.InvitationReasonMissing: mark("Please write why: a phone was lost, sheets were badly printed."),
    errors.InvitationCountInvalid: mark("Please give a whole number from 1 to %(most)s."),
    errors.AdjournmentUnfit: mark(
        "Please choose a day and a time to come, within %(weeks)s weeks of the beginning: "
        "so long phones are known again."
    ),
    errors.TemplateUnknown: mark("No agenda is called “%(name)s”. Choose one from the list."),
}
