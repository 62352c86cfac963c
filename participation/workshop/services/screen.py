"""What the moderator puts on the projector, how the question speaks there, and the light in the hall."""

from dataclasses import replace

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.workshop.errors import ScreenUnknown
from participation.workshop.models import Workshop
from participation.workshop.screen import FIRST, ROTATE, SPOTLIGHTS, Hall, Screen, Shown, choice_of
from participation.workshop.services.holding import hold_workshop
from participation.workshop.services.revisions import touch_stage


def show_on_screen(workshop: Workshop, shown: str, actor: StaffUser | None, subject: int | None = None) -> None:
    """Show the ``step``, the large ``qr`` code, a ``blank`` screen, keep it ``frozen`` as it is, or one thing large.

    A ``card`` and a ``cluster`` have their id as ``subject``; whether everybody may see it is for the caller to check.
    All of it ends with the step. Raises ``ScreenUnknown`` for anything else.
    """
    choice = choice_of(Shown, shown)
    if (choice in SPOTLIGHTS) != (subject is not None):
        raise ScreenUnknown
    hold_workshop(workshop.id)
    screen = Screen.read(workshop.screen)
    if (screen.shown, screen.subject) == (choice, subject):
        return
    details = {} if subject is None else {"subject": subject}
    _keep(workshop, replace(screen, shown=choice, subject=subject), actor, f"screen_{choice.value}", **details)


def speak_on_screen(workshop: Workshop, prompt: str, actor: StaffUser | None) -> None:
    """Choose the language of the question: ``first``, ``rotate``, or the tag of one of the workshop's languages.

    Stays for the whole workshop. Raises ``ScreenUnknown`` for anything else.
    """
    if prompt not in {FIRST, ROTATE, *workshop.languages}:
        raise ScreenUnknown
    hold_workshop(workshop.id)
    screen = Screen.read(workshop.screen)
    if screen.prompt != prompt:
        _keep(workshop, replace(screen, prompt=prompt), actor, "screen_prompt", prompt=prompt)


def light_hall(workshop: Workshop, hall: str, actor: StaffUser | None) -> None:
    """Draw the projector for a ``light`` hall, a ``dark`` one, or as the projecting computer is set (``auto``).

    Stays for the whole workshop. Raises ``ScreenUnknown`` for anything else.
    """
    choice = choice_of(Hall, hall)
    hold_workshop(workshop.id)
    screen = Screen.read(workshop.screen)
    if screen.hall is not choice:
        _keep(workshop, replace(screen, hall=choice), actor, "screen_hall", hall=choice.value)


def _keep(workshop: Workshop, screen: Screen, actor: StaffUser | None, action: str, **details: int | str) -> None:
    workshop.screen = screen.kept()
    touch_stage(workshop)
    log_move(actor, action, "workshop", workshop.id, workshop_id=workshop.id, reason="", **details)
