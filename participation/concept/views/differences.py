"""What changed between two editions; the filter stands in the address."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from participation.access.policies import office, policy
from participation.concept.editions.comparing import DifferenceFilter, compare_two, pair_to_compare
from participation.concept.editions.differences import KINDS, WHATS
from participation.concept.editions.messages import KIND_NAMES, WHAT_NAMES
from participation.concept.editions.words import name_part, worded
from participation.concept.queries import get_concept, list_fields
from participation.concept.views.blueprint import blueprint


@blueprint.get("/<int:concept_id>/differences")
@policy(office)
def differences(concept_id: int) -> ResponseReturnValue:
    """Show two editions side by side, goal by goal; without a choice the newest and the one that it was begun from."""
    concept = get_concept(concept_id)
    old, new = pair_to_compare(concept, request.args.get("from", ""), request.args.get("to", ""))
    chosen = DifferenceFilter(request.args.get("kind", ""), request.args.get("what", ""), request.args.get("field", ""))
    found = compare_two(old, new)
    return render_template(
        "concept/editions/differences.html",
        concept=concept,
        old=old,
        new=new,
        found=chosen.apply(found),
        numbers=DifferenceFilter.numbers(found),
        chosen=chosen,
        fields=list_fields(concept),
        kinds={kind: KIND_NAMES[kind] for kind in KINDS},
        whats={what: WHAT_NAMES[what] for what in WHATS},
        name_part=name_part,
        worded=worded,
    )
