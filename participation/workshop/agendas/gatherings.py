"""World Café, expert forum and stand: other ways to gather than a future workshop (METHOD, Time plans that work)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from participation.i18n import mark
from participation.workshop.agendas.steps import AgendaTemplate, StepTemplate
from participation.workshop.domain import Phase, StepKind

if TYPE_CHECKING:
    from collections.abc import Sequence

MINUTES_OF_A_DAY = 24 * 60
STAND_DAYS = 14
"""How long a stand stays open unless the office says otherwise."""
CAFE_TABLES = 4
"""Tables of a World Café for which neither a number nor a theme was given."""
COLLECTING_MINUTES = 60
LEAST_MINUTES = 5
"""Minutes of an expert forum for all of its themes together, and for each of them at least."""

CAFE_QUESTION = mark("%(topic)s: What is good already? What could be better?")
"""The question of a table that was made of a theme; the office may word another one."""
CAFE_RULES = (
    mark("One thought on each card."),
    mark("Listen, then build on what lies on the table."),
)
ROUND_NAME = mark("Round %(number)s")
THEME_PROMPT = mark("%(theme)s: What is missing here? What need do you see?")
FORUM_QUESTIONS = (
    mark("What is missing here?"),
    mark("What need do you see?"),
    mark("What can the district do?"),
    mark("What support does engagement need?"),
)
"""What an expert forum is asked about each theme."""

_CAFE_ROUNDS = (
    mark("Talk about the question of your table. Write each thought on a card."),
    mark("Read what lies on this table. What do you add? What belongs together?"),
    mark("Last round: What matters most at this table? Write one sentence a card."),
)
_CLOSING = mark("Thank you! See here who takes it on, and when you will hear from us.")


def _round(number: int, prompt: str) -> StepTemplate:
    return StepTemplate(Phase.FANTASY, StepKind.COLLECT, 20, prompt, MappingProxyType({"cafe_round": number}))


CAFE = AgendaTemplate(
    name="cafe",
    title=mark("World Café (100 minutes)"),
    minutes=100,
    steps=(
        StepTemplate(
            Phase.PREPARATION,
            StepKind.WELCOME,
            10,
            mark("Welcome! Sit down at a table. Who stays there as the host?"),
        ),
        *(_round(number, prompt) for number, prompt in enumerate(_CAFE_ROUNDS, start=1)),
        StepTemplate(
            Phase.FANTASY,
            StepKind.CLUSTER,
            15,
            mark("What did the tables find? Say it aloud: Which cards belong together?"),
            MappingProxyType({"by_table": True}),
        ),
        StepTemplate(Phase.FANTASY, StepKind.VOTE, 5, mark("What shall we carry on? Give your dots.")),
        StepTemplate(Phase.FOLLOW_UP, StepKind.CLOSING, 10, _CLOSING),
    ),
)


def _question(prompt: str) -> StepTemplate:
    return StepTemplate(Phase.CRITIQUE, StepKind.COLLECT, COLLECTING_MINUTES // len(FORUM_QUESTIONS), prompt)


FORUM = AgendaTemplate(
    name="forum",
    title=mark("Expert forum (150 minutes)"),
    minutes=150,
    steps=(
        StepTemplate(
            Phase.PREPARATION,
            StepKind.WELCOME,
            10,
            mark("Welcome to the expert forum. You know this field from your work or your life."),
        ),
        *map(_question, FORUM_QUESTIONS),
        StepTemplate(
            Phase.CRITIQUE,
            StepKind.CLUSTER,
            20,
            mark("Which cards belong together? Say it aloud: you sort, not we alone."),
        ),
        StepTemplate(
            Phase.CRITIQUE,
            StepKind.VOTE,
            5,
            mark("What weighs most? Put your dots where something has to change first."),
        ),
        StepTemplate(
            Phase.REALISATION,
            StepKind.PLAN,
            35,
            mark("Take one topic to your table. What of it can be done, and who begins?"),
        ),
        StepTemplate(
            Phase.REALISATION, StepKind.CHECK, 10, mark("Can it be done? Six honest questions for each plan.")
        ),
        StepTemplate(Phase.FOLLOW_UP, StepKind.CLOSING, 10, _CLOSING),
    ),
)

STAND = AgendaTemplate(
    name="stand",
    title=mark("Stand (open for days, nobody leads)"),
    minutes=STAND_DAYS * MINUTES_OF_A_DAY + 70,
    steps=(
        StepTemplate(
            Phase.CRITIQUE,
            StepKind.COLLECT,
            STAND_DAYS * MINUTES_OF_A_DAY,
            mark("What is missing where you live? What is good and should stay?"),
            MappingProxyType({"stand": True}),
        ),
        StepTemplate(Phase.CRITIQUE, StepKind.CLUSTER, 60, mark("What did people write? Which cards belong together?")),
        StepTemplate(Phase.FOLLOW_UP, StepKind.CLOSING, 10, _CLOSING),
    ),
    premoderated=True,
)


def forum_steps(themes: Sequence[str]) -> tuple[StepTemplate, ...]:
    """Return the steps of an expert forum: one collecting step a theme, or the four questions without any.

    The hour for collecting is shared evenly; below five minutes nobody finishes a thought, so many themes make
    the forum longer. Minutes that do not divide go to the first themes.
    """
    if not themes:
        return FORUM.steps
    each, rest = divmod(COLLECTING_MINUTES, len(themes))
    collecting = [
        StepTemplate(
            Phase.CRITIQUE,
            StepKind.COLLECT,
            max(LEAST_MINUTES, each + (place < rest)),
            THEME_PROMPT,
            MappingProxyType({"theme": theme}),
            MappingProxyType({"theme": theme}),
        )
        for place, theme in enumerate(themes)
    ]
    before, after = FORUM.steps[:1], FORUM.steps[1 + len(FORUM_QUESTIONS) :]
    return (*before, *collecting, *after)
