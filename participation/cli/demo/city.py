"""The files of the demonstration, read into plain objects: the script of the workshop and the voices in it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from participation.cli.demo.years import moved_to_this_year

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class SpokenCard:
    """What somebody writes; ``topic`` is the critique topic that a wish answers, ``translation`` is German."""

    text: str
    language: str
    translation: str | None
    topic: int | None


@dataclass(frozen=True, slots=True)
class Dissent:
    """A lightning mark: who sees a topic differently says why, in a language."""

    reason: str
    language: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A cluster of the board: its title by language, the cards in it, how strongly people are drawn to it."""

    title: Mapping[str, str]
    cards: tuple[int, ...]
    dissent: tuple[Dissent, ...]
    weight: float
    chosen: bool
    inversion: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PhaseVoices:
    """What is said in one phase, and how the room sorts it."""

    cards: tuple[SpokenCard, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class TablePlan:
    """What a table (from 1) plans, how it is judged, and what the office adds when it becomes a draft measure."""

    table: int
    scribe: str
    language: str
    wishes: tuple[int, ...]
    weight: float
    fields: Mapping[str, str]
    ratings: Mapping[str, Mapping[str, str]]
    measure: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Voices:
    """Everything that the residents say, choose and plan; ``mood_*`` has a weight for each value of the scale."""

    mood_at_start: tuple[float, ...]
    mood_at_end: tuple[float, ...]
    critique: PhaseVoices
    fantasy: PhaseVoices
    plans: tuple[TablePlan, ...]

    def of_phase(self, phase: str) -> PhaseVoices:
        """Return what is said in ``critique`` or ``fantasy``."""
        return self.critique if phase == "critique" else self.fantasy


@dataclass(frozen=True, slots=True)
class Act:
    """A step of the agenda with its length in seconds at speed 1."""

    phase: str
    kind: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Script:
    """The workshop that is played. ``people`` says in which proportion the voluntary questions are answered."""

    title: str
    place: str
    agenda: str
    concept: Path
    languages: tuple[str, ...]
    goals: tuple[str, ...]
    fields_of_action: tuple[str, ...]
    tables: tuple[str, ...]
    devices: Mapping[str, int]
    districts: tuple[str, ...]
    people: Mapping[str, Mapping[str, int]]
    acts: tuple[Act, ...]


def read_script(folder: Path = FOLDER) -> Script:
    """Read ``script.json``."""
    data = _read(folder / "script.json")
    return Script(
        title=data["title"],
        place=data["place"],
        agenda=data["agenda"],
        concept=folder / data["concept"],
        languages=tuple(data["languages"]),
        goals=tuple(data["goals"]),
        fields_of_action=tuple(data["fields_of_action"]),
        tables=tuple(table["name"] for table in data["tables"]),
        devices={group["language"]: group["number"] for group in data["participants"]},
        districts=tuple(data["districts"]),
        people=data["people"],
        acts=tuple(Act(step["phase"], step["kind"], step["seconds"]) for step in data["steps"]),
    )


def read_translations(folder: Path = FOLDER) -> Mapping[str, Mapping[str, str]]:
    """Read ``translations.json``: by language what texts of the concept are called in it, this year."""
    told: dict[str, dict[str, str]] = json.loads(moved_to_this_year((folder / "translations.json").read_text("utf-8")))
    return told


def read_voices(folder: Path = FOLDER) -> Voices:
    """Read ``voices.json``."""
    data = _read(folder / "voices.json")
    ratings = {check["plan"]: check["ratings"] for check in data["checks"]}
    return Voices(
        mood_at_start=tuple(data["mood"]["start"]),
        mood_at_end=tuple(data["mood"]["end"]),
        critique=_phase(data["critique"]),
        fantasy=_phase(data["fantasy"]),
        plans=tuple(_plan(plan, ratings[index]) for index, plan in enumerate(data["plans"])),
    )


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def _phase(data: Mapping[str, Any]) -> PhaseVoices:
    return PhaseVoices(
        cards=tuple(
            SpokenCard(card["text"], card["language"], card.get("translation"), card.get("topic"))
            for card in data["cards"]
        ),
        topics=tuple(
            Topic(
                title=topic["title"],
                cards=tuple(topic["cards"]),
                dissent=tuple(Dissent(mark["reason"], mark["language"]) for mark in topic["lightning"]),
                weight=topic["weight"],
                chosen=topic.get("chosen", False),
                inversion=topic.get("inversion", {}),
            )
            for topic in data["topics"]
        ),
    )


def _plan(data: Mapping[str, Any], ratings: Mapping[str, Mapping[str, str]]) -> TablePlan:
    return TablePlan(
        table=data["table"],
        scribe=data["scribe"],
        language=data["language"],
        wishes=tuple(data["wishes"]),
        weight=data["weight"],
        fields=data["fields"],
        ratings=ratings,
        measure=data["measure"],
    )
