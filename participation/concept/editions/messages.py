"""Sentences for the refusals around editions, and names for templates."""

from collections.abc import Mapping
from typing import Final

from participation.concept.editions import errors
from participation.i18n import mark
from participation.kernel.errors import DomainError

SENTENCES: Mapping[type[DomainError], str] = {
    errors.NoSuchEdition: mark("The concept has no such edition. Choose one from the list."),
    errors.DraftPresent: mark("The next edition has been begun already. Go on working in it."),
    errors.NothingAdopted: mark("No edition is adopted yet. Record the adoption of this one first."),
    errors.DecisionsOpen: mark(
        "Measures that wait for a decision: %(number)s. Decide on them, or leave them open with a reason."
    ),
    errors.DecisionReasonMissing: mark("Please say why, in a few words."),
    errors.NotOfFormerEdition: mark("One of the measures is not there any more. Look at the list again."),
    errors.AdoptionAhead: mark("This day is still to come. Record the adoption when the committee has decided."),
    errors.AdoptionIncomplete: mark("Please name the committee and the number of the paper."),
    errors.NumbersMoved: mark(
        "Goals or measures were changed in the meantime. Nothing was renumbered; look at the table again, then confirm."
    ),
    errors.NothingRenumbered: mark("There is no renumbering that could be undone."),
}

STATE_NAMES: Final = {"draft": mark("Draft"), "adopted": mark("Adopted"), "superseded": mark("Superseded")}
KIND_NAMES: Final = {
    "added": mark("added"),
    "changed": mark("changed"),
    "removed": mark("removed"),
    "moved": mark("moved"),
    "renumbered": mark("renumbered"),
}
WHAT_NAMES: Final = {"goal": mark("Goal"), "measure": mark("Measure"), "indicator": mark("Indicator")}
CHOICE_NAMES: Final = {
    "keep": mark("Moves along"),
    "change": mark("Is changed"),
    "end": mark("Ends"),
    "leave": mark("Left open"),
}
