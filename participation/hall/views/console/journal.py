"""Moves on the board taken back and made again, one by one or up to a point, and the list of them."""

from collections.abc import Sequence

from flask import flash
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.contributions.models import BoardMove
from participation.contributions.queries import list_moves
from participation.contributions.services import redo_move, undo_back_to, undo_move
from participation.hall.console.words import MOVE_NAMES
from participation.hall.views.console.answers import Sheet, carry_out, running_step_of, sheet_page
from participation.hall.views.console.blueprint import blueprint
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.workshop.models import StepKind, Workshop
from participation.workshop.policies import leads_workshop


def _read_moves(workshop: Workshop) -> dict[str, object]:
    return {"moves": list_moves(running_step_of(workshop, StepKind.CLUSTER).id)}


_MOVES_SHEET = Sheet("hall/console/sheet_moves.html", _read_moves)


@blueprint.post("/<code>/board/undo")
@policy(leads_workshop)
def undo(code: str) -> ResponseReturnValue:
    """Take back the latest move on the board; whoever takes back another person's move is told so."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        _tell_undone([undo_move(workshop, running_step_of(workshop, StepKind.CLUSTER), actor)], actor)

    return carry_out(code, move)


@blueprint.post("/<code>/board/undo/<int:move_id>")
@policy(leads_workshop)
def undo_up_to(code: str, move_id: int) -> ResponseReturnValue:
    """Take back a move and all that came after it."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        _tell_undone(undo_back_to(workshop, running_step_of(workshop, StepKind.CLUSTER), actor, move_id), actor)

    return carry_out(code, move, sheet=_MOVES_SHEET)


@blueprint.post("/<code>/board/redo")
@policy(leads_workshop)
def redo(code: str) -> ResponseReturnValue:
    """Make the move again that was taken back last."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        redo_move(workshop, running_step_of(workshop, StepKind.CLUSTER), actor)

    return carry_out(code, move, said=_("The move is made again."))


@blueprint.get("/<code>/board/moves")
@policy(leads_workshop)
def moves(code: str) -> ResponseReturnValue:
    """Show the moves on the board in this step."""
    return sheet_page(code, _MOVES_SHEET)


def _tell_undone(undone: Sequence[BoardMove], actor: StaffUser) -> None:
    """Say what was taken back, and whose it was if it was not one's own."""
    others = list(dict.fromkeys(move.actor.name for move in undone if move.actor and move.actor_id != actor.id))
    if len(undone) > 1:
        said = ngettext("%(num)s move is taken back.", "%(num)s moves are taken back.", len(undone))
        flash(said, "good")
        if others:
            flash(_("Among them are moves of: %(names)s", names=", ".join(others)), "good")
    elif others:
        name, done = others[0], _(MOVE_NAMES[undone[0].kind])
        flash(_("Taken back, what somebody else did: %(name)s %(move)s.", name=name, move=done), "good")
    else:
        flash(_("The last move is taken back."), "good")
