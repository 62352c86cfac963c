"""How a workshop votes from now on: by devices or by voting cards, paper counted once or twice."""

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.kernel.database import db
from participation.prioritisation.models import VotingRule, VotingRules
from participation.workshop.models import Workshop
from participation.workshop.services import hold_workshop


def rules_of(workshop_id: int) -> VotingRules:
    """Return the rules under which the next vote of the workshop opens."""
    stored = db.session.get(VotingRule, workshop_id)
    return VotingRules(stored.by_cards, stored.counted_twice) if stored else VotingRules()


def set_rules(workshop: Workshop, rules: VotingRules, actor: StaffUser | None) -> None:
    """Fix the rules for votes that open from now on; one that is open keeps its own (DESIGN §3)."""
    hold_workshop(workshop.id)
    stored = db.session.get(VotingRule, workshop.id) or VotingRule(workshop_id=workshop.id)
    stored.by_cards, stored.counted_twice = rules.by_cards, rules.counted_twice
    db.session.add(stored)
    db.session.flush()
    log_move(
        actor,
        "set_voting_rules",
        "workshop",
        workshop.id,
        workshop_id=workshop.id,
        by_cards=rules.by_cards,
        counted_twice=rules.counted_twice,
    )
