"""The agendas that ship, and the words of the method: prompts, rules, names, canvas fields, criteria.

Everything here is data after the time plans, the table of phases and the craft rules of ``docs/method.md``.
All texts are English messages of the participants' catalogue; the catalogue carries them in every shipped
language, so a workshop that is created from a template starts with complete prompts. Pure: no database,
no request.

A prompt is read on a phone at 24 px in at most three lines, therefore it has at most 90 characters;
a rule is one line on the projector, at most 60.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from participation.i18n import mark
from participation.workshop.agendas.gatherings import (
    CAFE,
    CAFE_QUESTION,
    CAFE_RULES,
    CAFE_TABLES,
    FORUM,
    FORUM_QUESTIONS,
    ROUND_NAME,
    STAND,
    STAND_DAYS,
    forum_steps,
)
from participation.workshop.agendas.steps import AgendaTemplate, HelpingQuestion, StepTemplate
from participation.workshop.domain import Phase, StepKind

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = [
    "AGENDAS",
    "CAFE_QUESTION",
    "CAFE_RULES",
    "CAFE_TABLES",
    "CHECK_CRITERIA",
    "FORUM_QUESTIONS",
    "KIND_NAMES",
    "PHASE_NAMES",
    "PHASE_RULES",
    "PHASE_SIGNS",
    "PLAN_FIELDS",
    "ROUND_NAME",
    "SCALE_LABELS",
    "STAND_DAYS",
    "AgendaTemplate",
    "HelpingQuestion",
    "StepTemplate",
    "forum_steps",
]

_WELCOME = mark("Welcome! Good that you are here. Nobody knows your life better than you.")
_MOOD_AT_START = mark("How do you feel as we begin? One dot is enough.")
_CRITIQUE_COLLECT = mark("What annoys you? What hurts? What is missing? Be frank.")
_CRITIQUE_CLUSTER = mark("Which cards belong together? Say it aloud: you sort, not we alone.")
_CRITIQUE_VOTE = mark("What weighs most? Put your dots where something has to change first.")
_FRESH_AIR = mark("A breath of fresh air! The trouble stays on the wall, you go outside.")
_INVERT = mark("Now we turn it round: How is it when it is good?")
_FANTASY_COLLECT = mark("It is 20 years later, and it has become wonderful. What do you see?")
_FANTASY_CLUSTER = mark("Which wishes belong together? And which one has nobody thought of before?")
_FANTASY_VOTE = mark("Which wishes must come true? Give them your dots.")
_BREAK = mark("Break! Have a drink, and talk to somebody you do not know yet.")
_PLAN = mark("Take one wish to your table. What of it can be done, and who begins?")
_PLAN_PRESENT = mark("Each table reads out its plan. What did you like? What would you add?")
_CHECK = mark("Can it be done? Six honest questions for each plan.")
_PLAN_VOTE = mark("Which plan should start first? Give your dots.")
MOOD_NOW = mark("How do you feel right now? One dot is enough.")
"""For a one-dot question that is put in between."""
_MOOD_AT_END = mark("And how do you feel now? One dot is enough.")
_CLOSING = mark("Thank you! See here who takes it on, and when you will hear from us.")


def _dots(phase: Phase, minutes: int, prompt: str) -> StepTemplate:
    return StepTemplate(phase, StepKind.VOTE, minutes, prompt)


def _mood(phase: Phase, minutes: int, prompt: str) -> StepTemplate:
    return StepTemplate(phase, StepKind.SCALE, minutes, prompt, MappingProxyType({"scale": "mood"}))


def _presentation(minutes: int) -> StepTemplate:
    settings = MappingProxyType({"presentation": True})
    return StepTemplate(Phase.REALISATION, StepKind.PLAN, minutes, _PLAN_PRESENT, settings)


# The rows of the method's time plan add up to 170 minutes. The missing ten are a breath of air between
# critique and fantasy: the room changes its mood there, and an overrun critique takes its time from a pause
# rather than from somebody's wishes. A pause belongs to the phase that it ends.
_FULL = AgendaTemplate(
    name="full",
    title=mark("Future workshop (3 hours)"),
    minutes=180,
    steps=(
        StepTemplate(Phase.PREPARATION, StepKind.WELCOME, 12, _WELCOME),
        _mood(Phase.PREPARATION, 3, _MOOD_AT_START),
        StepTemplate(Phase.CRITIQUE, StepKind.COLLECT, 15, _CRITIQUE_COLLECT),
        StepTemplate(Phase.CRITIQUE, StepKind.CLUSTER, 15, _CRITIQUE_CLUSTER),
        _dots(Phase.CRITIQUE, 5, _CRITIQUE_VOTE),
        StepTemplate(Phase.CRITIQUE, StepKind.PAUSE, 10, _FRESH_AIR),
        StepTemplate(Phase.FANTASY, StepKind.INVERT, 5, _INVERT),
        StepTemplate(Phase.FANTASY, StepKind.COLLECT, 15, _FANTASY_COLLECT),
        StepTemplate(Phase.FANTASY, StepKind.CLUSTER, 10, _FANTASY_CLUSTER),
        _dots(Phase.FANTASY, 5, _FANTASY_VOTE),
        StepTemplate(Phase.FANTASY, StepKind.PAUSE, 15, _BREAK),
        StepTemplate(Phase.REALISATION, StepKind.PLAN, 30, _PLAN),
        _presentation(15),
        StepTemplate(Phase.REALISATION, StepKind.CHECK, 10, _CHECK),
        _dots(Phase.REALISATION, 5, _PLAN_VOTE),
        _mood(Phase.FOLLOW_UP, 2, _MOOD_AT_END),
        StepTemplate(Phase.FOLLOW_UP, StepKind.CLOSING, 8, _CLOSING),
    ),
)

_SHORT = AgendaTemplate(
    name="short",
    title=mark("Short future workshop (90 minutes)"),
    minutes=90,
    steps=(
        StepTemplate(Phase.PREPARATION, StepKind.WELCOME, 4, _WELCOME),
        _mood(Phase.PREPARATION, 1, _MOOD_AT_START),
        StepTemplate(Phase.CRITIQUE, StepKind.COLLECT, 8, _CRITIQUE_COLLECT),
        StepTemplate(Phase.CRITIQUE, StepKind.CLUSTER, 10, _CRITIQUE_CLUSTER),
        _dots(Phase.CRITIQUE, 4, _CRITIQUE_VOTE),
        StepTemplate(Phase.FANTASY, StepKind.INVERT, 3, _INVERT),
        StepTemplate(Phase.FANTASY, StepKind.COLLECT, 10, _FANTASY_COLLECT),
        StepTemplate(Phase.FANTASY, StepKind.CLUSTER, 8, _FANTASY_CLUSTER),
        _dots(Phase.FANTASY, 4, _FANTASY_VOTE),
        StepTemplate(Phase.REALISATION, StepKind.PLAN, 18, _PLAN),
        _presentation(8),
        StepTemplate(Phase.REALISATION, StepKind.CHECK, 4, _CHECK),
        _dots(Phase.REALISATION, 3, _PLAN_VOTE),
        _mood(Phase.FOLLOW_UP, 1, _MOOD_AT_END),
        StepTemplate(Phase.FOLLOW_UP, StepKind.CLOSING, 4, _CLOSING),
    ),
)

AGENDAS: Mapping[str, AgendaTemplate] = MappingProxyType(
    {agenda.name: agenda for agenda in (_FULL, _SHORT, FORUM, CAFE, STAND)}
)
"""The agendas that ship, by the name that ``workshop create --template`` takes."""

PHASE_NAMES: Mapping[Phase, str] = MappingProxyType(
    {
        Phase.PREPARATION: mark("Preparation"),
        Phase.CRITIQUE: mark("Critique"),
        Phase.FANTASY: mark("Fantasy"),
        Phase.REALISATION: mark("Realisation"),
        Phase.FOLLOW_UP: mark("Follow-up"),
    }
)

PHASE_SIGNS: Mapping[Phase, str] = MappingProxyType(
    {
        Phase.PREPARATION: "●",
        Phase.CRITIQUE: "▲",
        Phase.FANTASY: "☁",
        Phase.REALISATION: "■",
        Phase.FOLLOW_UP: "●",
    }
)
"""The sign beside each phase's colour, so that colour never speaks alone."""

PHASE_RULES: Mapping[Phase, tuple[str, ...]] = MappingProxyType(
    {
        Phase.PREPARATION: (
            mark("You are the expert for your own life."),
            mark("You do not have to give your name."),
        ),
        Phase.CRITIQUE: (
            mark("One thought on each card."),
            mark("Short and concrete: half a sentence is enough."),
            mark("No discussion, only questions to understand."),
            mark("We name what is wrong, and blame nobody."),
            mark("First we collect a lot, then we sort."),
        ),
        Phase.FANTASY: (
            mark("Everything is possible."),
            mark("Money, law and technology do not count now."),
            mark("Nobody says: That will not work."),
            mark("Take an idea you like and build on it."),
        ),
        Phase.REALISATION: (
            mark("Look for the core of the wish."),
            mark("Look for allies."),
            mark("Name what is in the way, and what helps against it."),
        ),
        Phase.FOLLOW_UP: (mark("Every promise gets a date."),),
    }
)
"""The rules that phone and projector show in each phase; the first is the one shown under the field."""

KIND_NAMES: Mapping[StepKind, str] = MappingProxyType(
    {
        StepKind.WELCOME: mark("Welcome"),
        StepKind.COLLECT: mark("Collecting"),
        StepKind.CLUSTER: mark("Sorting"),
        StepKind.VOTE: mark("Giving dots"),
        StepKind.INVERT: mark("Turning round"),
        StepKind.PLAN: mark("Planning"),
        StepKind.CHECK: mark("Checking"),
        StepKind.SCALE: mark("One-dot question"),
        StepKind.PAUSE: mark("Break"),
        StepKind.CLOSING: mark("Closing"),
    }
)
PRESENTING = mark("Reading aloud")


def kind_name(kind: StepKind, settings: Mapping[str, object]) -> str:
    """Return the message that names a step: its kind, or what a plan step is in which plans are read aloud."""
    return PRESENTING if kind is StepKind.PLAN and settings.get("presentation") else KIND_NAMES[kind]


PLAN_FIELDS: Mapping[str, HelpingQuestion] = MappingProxyType(
    {
        "what": HelpingQuestion(mark("What"), mark("What exactly happens? Say it so that one can see it.")),
        "why": HelpingQuestion(mark("Why"), mark("Which wish does it fulfil? Who gains by it?")),
        "who": HelpingQuestion(mark("Who"), mark("Who takes it in hand?")),
        "with_whom": HelpingQuestion(mark("With whom"), mark("Who can help? Which allies do we have?")),
        "first_step": HelpingQuestion(mark("First step"), mark("What can be done next week?")),
        "by_when": HelpingQuestion(mark("By when"), mark("When is it there? Name a date.")),
        "needs": HelpingQuestion(mark("What we need"), mark("Which money, rooms, time and skills does it take?")),
        "obstacles": HelpingQuestion(mark("Obstacles"), mark("What could stop it? And what helps against that?")),
    }
)
"""The eight fields of a table's canvas, in the order in which they are filled."""

CHECK_CRITERIA: Mapping[str, HelpingQuestion] = MappingProxyType(
    {
        "competence": HelpingQuestion(
            mark("Competence"), mark("May the city decide this? If not: who may, and will they join in?")
        ),
        "law": HelpingQuestion(mark("Law"), mark("Does the law allow it? Which permit is needed?")),
        "cost": HelpingQuestion(mark("Cost"), mark("What does it cost, once and every year? Who pays?")),
        "partners": HelpingQuestion(mark("Partners"), mark("Are those who are needed ready to join in?")),
        "time": HelpingQuestion(mark("Time"), mark("Is the date realistic? What has to come first?")),
        "effect": HelpingQuestion(mark("Effect"), mark("Does it change what people complained about?")),
    }
)
"""What a plan is checked for before it may become a draft measure; each is rated with a reason."""

SCALE_LABELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"mood": (mark("Stormy"), mark("Rainy"), mark("Cloudy"), mark("Fair"), mark("Sunny"))}
)
"""The steps of each one-dot scale by its name in the settings, from low to high."""
