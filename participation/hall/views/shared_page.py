"""The phone page of a step that a hall opens in one moment: drawn once for all, around what belongs to a device.

That is the welcome, when everybody scans the code, the collecting of cards, and the paper of a vote. Everybody's part
is a function of where the workshop stands and of the language (``web.drawn``); in its slots come the device's own
cards, its code for later, and what each answer carries anew. Everything rarer (a table in a World Café, topics to
choose, rooms, invitations, a shared tablet, a ballot that was cast) is drawn by ``phone_page`` in one piece; both say
the same, so a page that was kept counts for both.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from flask import Response
from markupsafe import Markup

from participation.contributions.models import SUGGESTED_LENGTH
from participation.contributions.queries import Contributor, OwnCard, shown_text
from participation.hall.asking import shall_ask
from participation.hall.kinds.collect import OWN_CARDS_SHOWN, questions_of
from participation.hall.stage import SharedStage, shared_stage
from participation.hall.tablet import tablet_id
from participation.hall.views.phone_parts import FIRST, WHOLE, first_style, sheet_link
from participation.hall.visitors import arrive_with_others, has_token, known_contributor, own_take_home_code
from participation.i18n.choice import offer_languages
from participation.kernel import clock
from participation.kernel.ids import new_key
from participation.prioritisation.ballot_paper import BallotPaper, find_ballot_paper, has_cast
from participation.prioritisation.models import RoundState
from participation.web.drawn import Around, drawn_around, slot
from participation.web.fragments import kept_while_same
from participation.web.security import allow_style, form_token
from participation.workshop.agendas import PHASE_NAMES, PHASE_RULES, PHASE_SIGNS
from participation.workshop.models import Phase, StepKind, WorkshopState
from participation.workshop.standing import Standing

_TOKEN_SLOT = partial(slot, "csrf_token")
_KEY_SLOT = partial(slot, "key")
Part = Mapping[str, Hashable]


class Seat(NamedTuple):
    """The table at which a device sits."""

    name: str


async def shared_page(standing: Standing) -> Response | None:
    """Return the page of a device in a step that is shared, which joins with its first look; ``None`` otherwise."""
    if not _is_plain(standing) or tablet_id():
        return None
    stage = shared_stage(standing)
    part = _PARTS[stage.kind](stage) if stage.kind in _PARTS else None
    if part is None:
        return None
    first_visit = not has_token()
    contributor = known_contributor(standing, OWN_CARDS_SHOWN)
    if contributor is None and await arrive_with_others(standing):
        contributor = known_contributor(standing, OWN_CARDS_SHOWN)
    if contributor is None or contributor.language != stage.language or _has_more(stage, part, contributor):
        return None
    return _answer(stage, contributor, part, first_visit=first_visit)


def _is_plain(standing: Standing) -> bool:
    goes_on = standing.state in {WorkshopState.OPEN, WorkshopState.RUNNING}
    return goes_on and standing.adjourned_until is None and standing.stands_alone


def _has_more(stage: SharedStage, part: Part, contributor: Contributor) -> bool:
    """Whether the page of this device shows more than the hall's: a card that came late, dots that it gave."""
    if stage.kind is StepKind.COLLECT:
        return False
    paper = part.get("round")
    return bool(contributor.cards) or (isinstance(paper, BallotPaper) and has_cast(paper.id, contributor.id))


def _welcoming(stage: SharedStage) -> Part:
    return {"rules": PHASE_RULES[stage.phase], "own_late_cards": _none}


def _collecting(stage: SharedStage) -> Part | None:
    step = stage.step
    if step is None or step.phase is Phase.FANTASY or step.cafe_round is not None or "stand" in step.settings:
        return None
    return {
        "cafe": None,
        "rule": PHASE_RULES[step.phase][0],
        "questions": questions_of(step),
        "suggested_length": SUGGESTED_LENGTH,
        "topics": (),
    }


def _voting(stage: SharedStage) -> Part | None:
    """Return the paper of a vote as it is before any dots are given."""
    paper = find_ballot_paper(stage.step.id) if stage.step else None
    if paper is None or paper.by_cards or paper.state is not RoundState.OPEN:
        return None
    return {"round": paper, "own_dots": (), "places": (), "own_late_cards": _none}


def _none(_stage: SharedStage) -> Sequence[OwnCard]:
    return ()


_PARTS: Mapping[StepKind, Callable[[SharedStage], Part | None]] = {
    StepKind.WELCOME: _welcoming,
    StepKind.COLLECT: _collecting,
    StepKind.VOTE: _voting,
}
"""The kinds of step that are shared, each with what its page shows besides what every page shows."""


def _answer(stage: SharedStage, contributor: Contributor, part: Part, *, first_visit: bool) -> Response:
    step = stage.step
    take_home = own_take_home_code(stage.workshop, contributor)
    each = {"csrf_token": form_token(), "key": new_key(), "now": clock.now().isoformat()}
    around = drawn_around(
        f"hall/phone/{stage.kind.value}.html",
        shared=True,
        stage=stage,
        phase_name=PHASE_NAMES[stage.phase],
        phase_sign=PHASE_SIGNS[stage.phase],
        prompt=step.prompt_in(stage.language) if step else None,
        left=True if step and step.ends_at and step.open_until is None else None,
        now=slot("now"),
        offer=offer_languages(stage.workshop.languages),
        answers_form=False,
        seat=Seat(contributor.table) if contributor.table is not None else None,
        first_visit=first_visit,
        csrf_token=_TOKEN_SLOT,
        new_key=_KEY_SLOT,
        refused=(),
        take_home=slot("take_home") if take_home else "",
        asks=shall_ask(stage.workshop),
        **part,
    )
    own_cards = _own_cards(stage, contributor)

    def filled(frame: Around, passing: Mapping[str, str]) -> str:
        cards = Markup(own_cards.filled(passing))  # noqa: S704 - a template
        return frame.filled({**passing, "own_cards": cards, "take_home": take_home})

    says = filled(around.without(first_style()).without(sheet_link()), dict.fromkeys(each, ""))
    response = kept_while_same(filled(around, each), says, WHOLE.fingerprint)
    if first_visit:
        allow_style(response, FIRST.source)
    return response


def _own_cards(stage: SharedStage, contributor: Contributor) -> Around:
    """Return the cards of one device, drawn once for what they say."""
    return drawn_around(
        "hall/phone/_own_cards.html",
        own_cards=contributor.cards,
        stage=stage,
        shown_text=shown_text,
        csrf_token=_TOKEN_SLOT,
    )
