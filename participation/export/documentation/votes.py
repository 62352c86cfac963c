"""Votes: results with turnout, shared ranks, why ties were broken. An open vote tells only that it is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from participation.export.document import Bar, BarChart, Block, Heading, List, Note, Paragraph, Run, paragraph
from participation.export.documentation.passages import quiet
from participation.export.documentation.record import CountedRound, WorkshopRecord
from participation.export.recount_table import recount_table
from participation.hall.console.recounting import DISCREPANCIES
from participation.i18n import gettext as _
from participation.i18n import mark, ngettext
from participation.i18n.languages import direction_of
from participation.prioritisation.models import Option, Subject
from participation.prioritisation.queries import Result, distribution
from participation.prioritisation.recount import Recount
from participation.workshop.models import Phase

_TITLES: Final = {
    Subject.CLUSTER: mark("Dots for topics"),
    Subject.PLAN: mark("Dots for plans"),
    Subject.SCALE: mark("One-dot question"),
}


def votes_of_phase(record: WorkshopRecord, phase: Phase) -> Iterator[Block]:
    """The votes of a phase in the order of the agenda."""
    for counted in record.rounds_in(phase):
        title = _(_TITLES[counted.round.subject])
        yield Heading(2, title)
        prompt = counted.round.step.prompt_in(record.language)
        question = prompt.text if prompt else title
        if counted.is_open:
            yield paragraph(question)
            yield Note((paragraph(_("This vote is still open. Its counts stay secret until it closes.")),))
        elif counted.round.subject is Subject.SCALE:
            yield from _scale(record, counted, question)
        else:
            yield from _dots(record, counted, question)


def _dots(record: WorkshopRecord, counted: CountedRound, question: str) -> Iterator[Block]:
    bars = tuple(_bar(result, record.language) for result in counted.results)
    yield BarChart(question, bars, _("Rank and option"), _("Dots"))
    yield quiet(_rules(counted))
    yield quiet(_turnout(record, counted))
    yield from _recount(counted.recount)
    yield from _ties(counted)


def _rules(counted: CountedRound) -> str:
    dots = ngettext("Everybody had %(num)s dot.", "Everybody had %(num)s dots.", counted.round.dots)
    limit = ngettext("At most %(num)s on one option.", "At most %(num)s on one option.", counted.round.limit)
    return f"{dots} {limit}"


def _turnout(record: WorkshopRecord, counted: CountedRound) -> str:
    ballots = counted.ballots or 0
    round_ = counted.round
    if not any(result.points for result in counted.results):
        return _("Nobody voted.")
    said = [_("%(voted)s of %(devices)s devices voted.", voted=ballots, devices=record.devices)]
    if round_.by_cards:
        on_paper, issued = round_.cards_on_paper or 0, round_.cards_issued or 0
        said = [
            _(
                "Voting cards: %(cast)s by phone, %(paper)s on paper, of %(all)s.",
                cast=ballots,
                paper=on_paper,
                all=issued,
            )
        ]
    paper = sum(result.paper for result in counted.results)
    if paper:
        said.append(ngettext("%(num)s dot was given on paper.", "%(num)s dots were given on paper.", paper))
        if round_.counted_twice:
            said.append(_("Two counts of the paper were compared."))
    if round_.paper_reason:
        said.append(_("Differences were settled because: %(reason)s", reason=round_.paper_reason))
    return " ".join(said)


def _recount(sheet: Recount | None) -> Iterator[Block]:
    """How the dots came together and whether they add up, where anything was counted by hand or by card."""
    if sheet is None or not (sheet.sums.on_paper or sheet.round.by_cards):
        return
    yield Paragraph((Run(_("How it was counted"), bold=True),))
    yield recount_table(sheet)
    if sheet.wrong:
        wrong = [_("This vote does not add up."), *(_(DISCREPANCIES[found]) for found in sheet.wrong)]
        yield Note(tuple(map(paragraph, wrong)))
    else:
        yield quiet(_("It adds up: the ways together are the result that was announced."))


def _bar(result: Result, language: str) -> Bar:
    title, tag = result.option.title_in(language)
    return Bar(f"{result.rank}. {title}" if result.rank else title, result.points, tag, direction_of(tag))


def _ties(counted: CountedRound) -> Iterator[Block]:
    """Which ranks are shared, and the reasons for the order within them."""
    shared = Counter(result.rank for result in counted.results if result.rank)
    ties = [
        ngettext("%(num)s option shares rank %(rank)s.", "%(num)s options share rank %(rank)s.", level, rank=rank)
        for rank, level in sorted(shared.items())
        if level > 1
    ]
    if ties:
        yield List(tuple(paragraph(text) for text in ties))
    reasons = [reason for reason in counted.round.tie_reason.split("\n") if reason.strip()]
    if reasons:
        why = paragraph(_("Within a shared rank the order was decided for these reasons:"))
        yield Note((why, *(_reason(reason) for reason in reasons)))


def _reason(text: str) -> Paragraph:
    return paragraph(f"– {text}")


def _scale(record: WorkshopRecord, counted: CountedRound, question: str) -> Iterator[Block]:
    answers = distribution(counted.round)
    bars = tuple(_answer(result, record.language) for result in answers.results)
    yield BarChart(question, bars, _("Answer"), _("Dots"))
    yield quiet(_turnout(record, counted))
    if answers.median is not None:
        middle = [result.option for result in answers.results if abs(result.option.subject_id - answers.median) < 1]
        titles = " – ".join(_title(option, record.language) for option in middle)
        yield quiet(_("In the middle: %(answer)s", answer=titles))


def _answer(result: Result, language: str) -> Bar:
    title, tag = result.option.title_in(language)
    return Bar(title, result.points, tag, direction_of(tag))


def _title(option: Option, language: str) -> str:
    return option.title_in(language)[0]
