"""Proposes what a council paper says about a workshop: text that the office rewrites.

A line that begins with “# ” is a heading, lines that begin with “– ” are a list (`document` prints them so).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from participation.concept.models import Measure
from participation.concept.naming import workshop_in_words
from participation.export.documentation.cards import standing
from participation.export.documentation.record import WorkshopRecord, read_record
from participation.i18n import gettext as _
from participation.i18n import mark, ngettext, speaking
from participation.i18n.formats import day, number, short_day
from participation.kernel import clock
from participation.measures.queries import Trace, trace_of_measure
from participation.measures.queries.trace import TracedWish
from participation.papers.domain import MeasureLine, PaperContent
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import Vote
from participation.reach.queries import Answers, find_report
from participation.reach.words import QUESTIONS, words_of
from participation.workshop.models import Phase, Workshop

HEADING: Final = "# "
ITEM: Final = "– "
_STRONGEST: Final = 7
"""So many topics of a phase are told; the documentation has them all."""


def propose(workshop: Workshop, measures: Sequence[Measure]) -> tuple[str, PaperContent]:
    """Return the language of the papers and a paper to begin with."""
    record = read_record(workshop)
    concept = measures[0].edition.concept if measures else workshop.process.concept
    with speaking(record.language):
        content = PaperContent(
            subject=workshop_in_words(
                workshop.title, mark("Measures from the workshop “%(title)s”"), mark("Measures from “%(title)s”")
            ),
            responsible="",
            resolution=_resolution(measures, concept.title if concept else ""),
            has_costs=any(measure.costs for measure in measures),
            first_year=clock.now().year + 1,
            explanation=explain(record, measures),
            measure_ids=tuple(measure.id for measure in measures),
            measures=at_a_glance(measures),
            annexes=(
                workshop_in_words(
                    workshop.title,
                    mark("Documentation of the workshop “%(title)s”"),
                    mark("Documentation: “%(title)s”"),
                ),
            ),
        )
    return record.language, content


def propose_anew(workshop: Workshop, measures: Sequence[Measure]) -> tuple[str, tuple[MeasureLine, ...]]:
    """Return the explanation and the measures at a glance as the workshop and its measures stand now."""
    record = read_record(workshop)
    with speaking(record.language):
        return explain(record, measures), at_a_glance(measures)


def at_a_glance(measures: Sequence[Measure]) -> tuple[MeasureLine, ...]:
    """Return a line for each measure."""
    return tuple(MeasureLine(measure.label, measure.lead, _by_when(measure), measure.costs) for measure in measures)


def explain(record: WorkshopRecord, measures: Sequence[Measure]) -> str:
    """Return the explanation: what the workshop was, who took part, what it found, what is proposed and why."""
    parts = [
        (_("Occasion"), _occasion(record)),
        (_("Who took part"), _people(record)),
        (_("What is missing: the strongest topics"), _topics(record, Phase.CRITIQUE)),
        (_("What is wished for"), _topics(record, Phase.FANTASY)),
        *((measure.label, _measure(record, measure)) for measure in measures),
    ]
    told = ((heading, list(lines)) for heading, lines in parts)
    return "\n\n".join("\n".join((f"{HEADING}{heading}", *lines)) for heading, lines in told if lines)


def _resolution(measures: Sequence[Measure], concept: str) -> str:
    if not measures:
        return ""
    opening = _("The committee takes the following measures into the concept “%(title)s”:", title=concept)
    return "\n".join((opening, *(f"{ITEM}{measure.label}" for measure in measures)))


def _occasion(record: WorkshopRecord) -> Iterator[str]:
    workshop = record.workshop
    started = min((step.started_at for step in record.steps if step.started_at), default=None)
    values = {"title": workshop.title, "process": workshop.process.title}
    if started is not None:
        yield workshop_in_words(
            usual=mark("The future workshop “%(title)s” was held on %(day)s. It is part of “%(process)s”."),
            brief=mark("“%(title)s” was held on %(day)s. It is part of “%(process)s”."),
            day=day(started),
            **values,
        )
    else:
        yield workshop_in_words(
            usual=mark("The future workshop “%(title)s” is part of “%(process)s”."),
            brief=mark("“%(title)s” is part of “%(process)s”."),
            **values,
        )
    yield _(
        "People named what is missing, turned it round into wishes, and worked out what can be done. "
        "Every contribution is kept and leads to what became of it."
    )


def _people(record: WorkshopRecord) -> Iterator[str]:
    yield ngettext("%(num)s device took part.", "%(num)s devices took part.", record.devices)
    visible = record.visible()
    cards = ngettext("%(num)s card was written", "%(num)s cards were written", len(visible))
    languages = len({card.language for card in visible})
    spoken = ngettext("in %(num)s language", "in %(num)s languages", languages)
    if visible:
        yield _("%(cards)s %(languages)s.", cards=cards, languages=spoken)
    report = find_report(record.workshop)
    told = [_answers(answers) for answers in report.answers if answers.is_told] if report else []
    if told:
        yield _("Voluntary and without names they said (numbers below five are not told):")
        yield from told


def _answers(answers: Answers) -> str:
    said = (
        f"{words_of(answers.question, told.answer)[0]}: {number(told.number)}"
        for told in answers.told
        if told.number is not None
    )
    return f"{ITEM}{_(QUESTIONS[answers.question])} {'; '.join(said)}"


def _topics(record: WorkshopRecord, phase: Phase) -> Iterator[str]:
    found = []
    for cluster in record.clusters[phase]:
        title = cluster.title_in(record.language)[0]
        result = record.result_of(Subject.CLUSTER, cluster.id)
        if title:
            rank = result.rank if result and result.rank else len(record.clusters[phase]) + 1
            found.append((rank, f"{ITEM}{title}" + (f" ({standing(result)})" if result else "")))
    yield from (line for _rank, line in sorted(found, key=lambda entry: entry[0])[:_STRONGEST])


def _measure(record: WorkshopRecord, measure: Measure) -> Iterator[str]:
    if measure.text:
        yield from measure.text.split("\n")
    facts = (
        (_("Lead"), measure.lead),
        (_("With"), measure.partners),
        (_("By when"), _by_when(measure)),
        (_("Costs"), measure.costs),
        (_("Seen by"), measure.indicator),
    )
    yield from (f"{ITEM}{name}: {' '.join(said.split())}" for name, said in facts if said)
    yield from _goals(measure)
    yield from _trace(trace_of_measure(measure, record.language))


def _by_when(measure: Measure) -> str:
    return short_day(measure.due_on) if measure.due_on else measure.time_frame


def _goals(measure: Measure) -> Iterator[str]:
    for goal in measure.goals:
        yield ITEM + _("Goal of the concept: %(goal)s", goal=f"{goal.number or ''} {goal.text}".strip())


def _trace(trace: Trace) -> Iterator[str]:
    """Walk back in words: from the plan to the wishes, to what was turned round, to the cards."""
    for plan in trace.plans:
        yield _("Where it comes from: the plan “%(plan)s”%(vote)s.", plan=plan.title.text, vote=_vote(plan.votes))
        for wish in plan.wishes:
            yield from _wish(wish)
    cards = len(trace.card_ids)
    if cards:
        yield ngettext("%(num)s card stands behind it.", "%(num)s cards stand behind it.", cards)


def _wish(wish: TracedWish) -> Iterator[str]:
    cluster = wish.cluster
    yield ITEM + _("It works out the wish “%(wish)s”%(vote)s.", wish=cluster.title.text, vote=_vote(cluster.votes))
    for inversion in wish.inversions:
        topic = inversion.topic
        yield ITEM + _(
            "The wish answers “%(sentence)s”, the reverse of the topic “%(topic)s”%(vote)s.",
            sentence=inversion.text.text,
            topic=topic.title.text,
            vote=_vote(topic.votes),
        )


def _vote(votes: Sequence[Vote]) -> str:
    """Return what it got in its last vote, in brackets, or nothing."""
    counted = [vote for vote in votes if vote.rank is not None]
    if not counted:
        return ""
    dots = ngettext("%(num)s dot", "%(num)s dots", counted[-1].points)
    return " (" + _("rank %(rank)s with %(dots)s", rank=counted[-1].rank, dots=dots) + ")"
