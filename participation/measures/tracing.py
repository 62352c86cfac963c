"""The trace of a measure as everybody may see it, and its picture with the words around what people wrote."""

from dataclasses import replace

from participation.concept.models import Measure
from participation.i18n import current_language, gettext, ngettext
from participation.i18n.wording import ShownText
from participation.measures.picture import Picture, Words, draw_trace
from participation.measures.queries import Trace, trace_of_measure
from participation.measures.queries.thread import TracedCluster, Worded
from participation.measures.queries.trace import TracedPlan, TracedWish
from participation.measures.standing import STATE_NAMES
from participation.prioritisation.queries import Vote


def public_trace_of(measure: Measure) -> Trace:
    """Return the trace without a word or place of cards that are hidden, withdrawn or not approved yet."""
    trace = trace_of_measure(measure, current_language().tag)
    return replace(trace, plans=tuple(_public_plan(plan) for plan in trace.plans))


def picture_of(measure: Measure, trace: Trace, label: ShownText | None = None) -> Picture:
    """Return the picture of a measure's trace in the reader's language, under another ``label`` if there is one."""
    state = gettext(STATE_NAMES[measure.state])
    called = Worded(trace.label, measure.edition.concept.language)
    if label is not None:
        called = Worded(label.text, label.language, label.is_machine)
    return draw_trace(trace, state, called, _words(), current_language().tag)


def _public_plan(plan: TracedPlan) -> TracedPlan:
    return replace(plan, wishes=tuple(_public_wish(wish) for wish in plan.wishes))


def _public_wish(wish: TracedWish) -> TracedWish:
    inversions = tuple(replace(each, topic=_public_cluster(each.topic)) for each in wish.inversions)
    return replace(wish, cluster=_public_cluster(wish.cluster), inversions=inversions)


def _public_cluster(cluster: TracedCluster) -> TracedCluster:
    return replace(cluster, cards=tuple(card for card in cluster.cards if card.shown.text))


def _words() -> Words:
    kinds = {
        "topic": f"▲ {gettext('Topic')}",
        "wish": f"☁ {gettext('Wish')}",
        "plan": f"■ {gettext('Plan')}",
        "measure": f"★ {gettext('Measure')}",
    }
    return Words(
        kinds=kinds,
        untitled=gettext("Still without a title"),
        more=lambda count: ngettext("and %(num)s more card", "and %(num)s more cards", count),
        votes=_votes,
    )


def _votes(vote: Vote) -> str:
    if vote.rank is None:
        return gettext("Nobody voted.")
    place = gettext("place %(rank)s of %(options)s", rank=vote.rank, options=vote.options)
    return f"{ngettext('%(num)s dot', '%(num)s dots', vote.points)} · {place}"
