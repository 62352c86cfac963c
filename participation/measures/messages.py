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
        "Somebody else has saved this measure meanwhile. Compare, then save again. Your text is still here."
    ),
    errors.MeasureIncomplete: mark(
        "The measure is not complete yet. Fill in what is marked as missing, then try again."
    ),
    errors.StepSkipped: mark("The measure cannot go there from where it stands. Take the steps one after another."),
    errors.ReasonMissing: mark("Please say why, in a few words."),
    errors.NoEdition: mark(
        "The workshop belongs to no edition of a concept yet, so a measure has no place to stand. "
        "The integration office can name one in the process."
    ),
}
