"""Who plays what: languages of the devices, who writes which card, who sits where, who gives which dots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from participation.cli.demo.city import Dissent, Script, SpokenCard, TablePlan, Topic, Voices

USUAL_SHARE = 5
"""Cards of one phase that a person writes without growing tired."""
SCRIBES = 2
"""How many people at a table share the eight fields of its plan."""


SILENT = 8
"""Every eighth does not want to answer voluntary questions."""
APART = 7
"""By so many people the answers to one question are turned against those to the one before."""


@dataclass(slots=True)
class Part:
    """What one resident does.

    ``cards`` are by phase the moments (0 to 1 of the time) at which a card is sent; ``marks`` by phase what this
    person says to a topic (by its index) that they see differently; ``table`` counts from 0;
    ``writing`` are the fields of the table's plan that this person fills, in ``writing_language``.
    ``about`` is what they answer to the voluntary questions, nothing for those who do not want to.
    ``leaning`` (0 to 1) makes one ballot differ from the next.
    """

    language: str
    leaning: float
    cards: dict[str, list[tuple[float, SpokenCard]]] = field(default_factory=dict)
    marks: dict[str, dict[int, Dissent]] = field(default_factory=dict)
    table: int = 0
    writing: dict[str, str] = field(default_factory=dict)
    writing_language: str = ""
    about: dict[str, str] = field(default_factory=dict)


def cast_parts(script: Script, voices: Voices, number: int) -> list[Part]:
    """Return the parts of ``number`` residents (1 or more)."""
    golden = 0.6180339887498949  # steps of the golden ratio fill the space between 0 and 1 evenly for any number
    languages = languages_of(script.devices, number)
    parts = [Part(language, index * golden % 1) for index, language in enumerate(languages)]
    for phase in ("critique", "fantasy"):
        deal_cards(phase, voices.of_phase(phase).cards, parts)
        deal_marks(phase, voices.of_phase(phase).topics, parts)
    seat(voices.plans, len(script.tables), parts)
    introduce(script.people, parts)
    return parts


def introduce(people: Mapping[str, Mapping[str, int]], parts: Sequence[Part]) -> None:
    """Let all but every eighth answer the voluntary questions in the given proportions.

    At home they speak the language of their device.
    """
    for place, (question, proportion) in enumerate(people.items(), 1):
        answers = languages_of(proportion, len(parts))
        turned = answers[place * APART % len(parts) :] + answers[: place * APART % len(parts)]
        for part, answer in zip(parts, turned, strict=True):
            part.about |= {"language": part.language.partition("-")[0], question: answer}
    for part in parts[SILENT - 1 :: SILENT]:
        part.about.clear()


def languages_of(proportion: Mapping[str, int], number: int) -> list[str]:
    """Return a language (or an answer) for each of ``number`` devices, in the given proportion, well mixed."""
    total = sum(proportion.values())
    exact = {language: number * share / total for language, share in proportion.items()}
    counts = {language: floor(share) for language, share in exact.items()}
    by_remainder = sorted(exact, key=lambda language: counts[language] - exact[language])
    for language in by_remainder[: number - sum(counts.values())]:
        counts[language] += 1
    places = [((position + 0.5) / count, language) for language, count in counts.items() for position in range(count)]
    return [language for _place, language in sorted(places, key=lambda place: place[0])]


def deal_cards(phase: str, cards: Sequence[SpokenCard], parts: Sequence[Part]) -> None:
    """Give every card to a device of its language; with few devices others lend theirs to who has much to say."""
    most = max(ceil(len(cards) / len(parts)), USUAL_SHARE)
    for part in parts:
        part.cards[phase] = []
    for index, card in enumerate(cards):
        free = [part for part in parts if len(part.cards[phase]) < most]
        own = [part for part in free if part.language == card.language] or free
        writer = min(own, key=lambda part: len(part.cards[phase]))
        writer.cards[phase].append((index / len(cards), card))


def deal_marks(phase: str, topics: Sequence[Topic], parts: Sequence[Part]) -> None:
    """Give every lightning mark to a device, of its language if there is one; each marks a topic once."""
    for part in parts:
        part.marks[phase] = {}
    for index, topic in enumerate(topics):
        for dissent in topic.dissent:
            free = [part for part in parts if index not in part.marks[phase]]
            own = [part for part in free if part.language == dissent.language] or free
            for part in sorted(own, key=lambda part: len(part.marks[phase]))[:1]:
                part.marks[phase][index] = dissent


def seat(plans: Sequence[TablePlan], tables: int, parts: Sequence[Part]) -> None:
    """Seat everybody: first a scribe of the right language for each plan, then one beside each, then the others."""
    left = list(parts)
    writers: list[list[Part]] = [[] for _plan in plans]
    for plan, group in zip(plans, writers, strict=True):
        group.extend(_taken(left, [part for part in left if part.language == plan.scribe] or left))
    for group in writers * (SCRIBES - 1):
        group.extend(_taken(left, left))
    for plan, group in zip(plans, writers, strict=True):
        _share_out(plan, group)
    for index, part in enumerate(left):
        part.table = index % tables


def _taken(left: list[Part], suitable: Sequence[Part]) -> list[Part]:
    """Take the first suitable person out of those who are left; nobody when there is none."""
    chosen = list(suitable[:1])
    for part in chosen:
        left.remove(part)
    return chosen


def _share_out(plan: TablePlan, writers: Sequence[Part]) -> None:
    """Seat the writers of a plan at its table and share its fields between them."""
    for number, writer in enumerate(writers):
        writer.table = plan.table - 1
        writer.writing = dict(list(plan.fields.items())[number :: len(writers)])
        writer.writing_language = plan.language


def spread_dots(weights: Sequence[float], dots: int, limit: int, leaning: float) -> list[int]:
    """Return how many dots each option gets: ``dots`` points set evenly along the weights, shifted by ``leaning``.

    Over many people with evenly spread leanings the sums follow the weights. No option gets more than ``limit``.
    """
    total = sum(weights)
    marks = [(number + leaning) / dots * total for number in range(dots)]
    given, start = [], 0.0
    for weight in weights:
        given.append(min(limit, sum(start <= mark < start + weight for mark in marks)))
        start += weight
    return given
