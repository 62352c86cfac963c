"""What a step is called where its kind alone would not tell it from its neighbours."""

from participation.i18n import gettext
from participation.workshop.agendas import ROUND_NAME, kind_name
from participation.workshop.models import Step


def name_of_step(step: Step) -> str:
    """Return the name in the reader's language: the round of a World Café, the theme of a forum, else the kind."""
    if step.cafe_round is not None:
        return gettext(ROUND_NAME, number=step.cafe_round)
    kind = gettext(kind_name(step.kind, step.settings))
    theme = step.settings.get("theme")
    return f"{kind}: {theme}" if theme else kind
