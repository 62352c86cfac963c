"""Sentences for the refusals around measures and checks; those that residents meet stand in ``hall``."""

from collections.abc import Mapping

from participation.i18n import mark
from participation.kernel.errors import DomainError
from participation.measures import errors

SENTENCES: Mapping[type[DomainError], str] = {
    errors.PlanUntitled: mark("The plan needs a title, because its wish has none yet."),
    errors.WishMissing: mark("Please choose at least one wish for the plan."),
    errors.WishUnknown: mark("This wish is not on the board any more. Choose one from the list."),
    errors.CriterionUnknown: mark("A plan is not checked for this. Reload the page."),
    errors.PlanNotChecked: mark("The plan is not fully checked yet. Rate all six questions first."),
    errors.GoalMissing: mark("The measure serves no goal yet. Choose at least one."),
    errors.GoalForeign: mark("One of the goals belongs to another edition. Choose from the list."),
    errors.FieldForeign: mark("One of the fields of action belongs to another concept. Choose from the list."),
    errors.MeasureUnknown: mark("This measure does not exist."),
    errors.MeasureChanged: mark(
        "Somebody else has saved this measure meanwhile. Choose what stands, then save again. Your text is still here."
    ),
    errors.MeasureIncomplete: mark(
        "The measure is not complete yet. Fill in what is marked as missing, then try again."
    ),
    errors.StepSkipped: mark("The measure cannot go there from where it stands. Take the steps one after another."),
    errors.ReasonMissing: mark("Please say why, in a few words."),
    errors.MeasureUntitled: mark("The measure needs a title. Write one in a few words."),
    errors.DayUnreadable: mark("“%(written)s” is no day. Write it like 2027-12-31, or choose it from the calendar."),
    errors.VersionUnchosen: mark("Choose for each part which of the two versions stands. Nothing is saved yet."),
    errors.VersionUnknown: mark("The measure has no such version. Choose from its history."),
    errors.NothingChosen: mark("Choose at least one measure, and what is to be changed."),
    errors.SeveralRefused: mark(
        "Nothing was changed, because it is not possible for %(count)s of the measures. They are named below."
    ),
    errors.NotInReview: mark("Reviewers are named when the measure is in review. Take it there first."),
    errors.ReviewersMiscounted: mark("This concept asks for exactly %(needed)s reviewers. Choose as many."),
    errors.ReviewerUnknown: mark("One of the people cannot review any more. Choose from the list."),
    errors.ReviewerKept: mark("Somebody who has handed in a review stays a reviewer. Choose this person as well."),
    errors.OwnReview: mark(
        "You review this measure yourself, so somebody else names its reviewers and decides where they disagree."
    ),
    errors.ReviewUnknown: mark("This review does not exist, or it is somebody else's."),
    errors.ReviewedAlready: mark(
        "You have handed in a review of this measure already. Save once more to replace it with what stands here."
    ),
    errors.ReviewOver: mark("The review of this measure is over. What was handed in stays as it is."),
    errors.ReviewIncomplete: mark(
        "The review is not complete yet. It needs a mark for each criterion, a vote and a reason."
    ),
    errors.ReviewUndecided: mark(
        "The measure is being reviewed. Its next state follows from the decision on the reviews."
    ),
    errors.ReviewsOutstanding: mark("Not all reviews are in yet. The decision is taken when they are."),
    errors.OutcomeUnknown: mark("Choose where the decision leads."),
    errors.ReviewersOutOfRange: mark("Choose a number of reviewers from 0 to %(most)s."),
    errors.CriteriaOutOfRange: mark(
        "Write one to %(most)s criteria, one a line, each with at most %(limit)s characters."
    ),
    errors.NoEdition: mark(
        "The workshop belongs to no edition of a concept yet, so a measure has no place to stand. "
        "The integration office can name one in the process."
    ),
}
