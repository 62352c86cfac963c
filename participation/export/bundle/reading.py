"""Taking a bundle in hand: nothing is stored before all of it was found sound."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from participation.concept.tidying import tidied
from participation.concept.translations.texts import hash_of
from participation.concept.tree import ConceptTree, GoalEntry, from_json
from participation.export.bundle.errors import (
    BundleReferenceBroken,
    BundleTooNew,
    BundleUnreadable,
    BundleValueTwice,
    BundleValueUnfit,
    NotABundle,
)
from participation.export.bundle.form import FORMAT, VERSION
from participation.export.bundle.shapes import Mentions
from participation.export.bundle.whole import BUNDLE, ROOM
from participation.prioritisation.models import RoundState, Subject

Data: TypeAlias = dict[str, Any]

WITHOUT_ROOMS: Final = 1
"""The version before workshops could be split."""

#: What an option of a round points at, by the round's subject.
SUBJECT_KEYS: Final = {Subject.CLUSTER: "cluster", Subject.PLAN: "plan", Subject.SCALE: "value"}


def parse_bundle(content: bytes) -> Data:
    """Return the data of a file, unchecked. Raises `BundleUnreadable` and `NotABundle`."""
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BundleUnreadable from error
    if not isinstance(data, dict):
        raise NotABundle("")
    data.pop("$schema", None)  # where its description is found; says nothing of the workshop
    return data


def _refuse(constant: str) -> None:
    """Refuse what Python's parser lets through and JSON (RFC 8259) and databases do not know: NaN, Infinity."""
    raise ValueError(constant)


def check_bundle(data: Data) -> ConceptTree | None:
    """Hold the data against the form, version 6; return the concept tree in it, when there is one.

    Files of versions 1 to 5 are brought up first (see ``brought_up``).

    Raises `NotABundle`, `BundleTooNew`, `BundleKeyMissing`, `BundleKeyUnknown`, `BundleValueUnfit`,
    `BundleValueTwice`, `BundleReferenceBroken`, `BundleUnreadable` for data nested without end, and for the concept
    `TextTooLong` and the errors of `concept.tree`.
    """
    _check_kind(data)
    mentions = Mentions()
    try:
        BUNDLE.check(data, "", mentions)
    except RecursionError as error:
        raise BundleUnreadable from error
    tree = tidied(from_json(data["concept"]["tree"])) if data["concept"] else None
    if tree is not None:
        _check_translations(data["concept"]["translations"], tree.language)
    _check_held(data, tree, mentions)
    for number, room in enumerate(data["rooms"]["held"] if data["rooms"] else ()):
        inside = Mentions()
        ROOM.check(room, f"rooms.held[{number}]", inside)
        _check_held(room, tree, inside)
    _check_gathered(data["rooms"])
    return tree


_BEFORE_PAPER_AND_CARDS: Final[Data] = {
    "by_cards": False,
    "cards_issued": None,
    "cards_on_paper": None,
    "counted_twice": False,
    "paper_counts": [],
    "paper_reason": "",
}
"""A round of version 1, which knew neither voting cards nor dots counted twice."""


_UNSAID_OF_WORKSHOPS: Final[Data] = {
    "questions": {"asked": [], "districts": []},
    "takes_late": True,
    "invited_only": False,
    "adjourned_until": None,
}
_UNSAID_OF_MEASURES: Final[Data] = {"due_on": None, "funded_until": None, "reviews": [], "status_reports": []}


def brought_up(data: Data) -> Data:
    """Return the data of an earlier version in the form of today; anything else comes back as it is.

    Version 1 knew no rooms, up to 2 concepts had no words of their own, up to 3 measures had neither days nor reviews,
    and every workshop was open to all and held on one day; up to 4 measures had no status reports, up to 5 concepts
    had no translations.
    """
    version = data.get("version")
    if data.get("format") != FORMAT or isinstance(version, bool) or version not in range(1, VERSION):
        return data
    data = _said_in_full(data)
    people, tables, plans, rounds = (data.get(name) for name in ("participants", "tables", "plans", "rounds"))
    data = data | {"version": VERSION}
    if version != WITHOUT_ROOMS:
        return data
    return data | {
        "rooms": None,
        "marks": [],
        "participants": _each_with(people, {"left": False, "hosts_table": False}),
        "tables": _each_with(tables, {"questions": {}}),
        "rounds": _each_with(rounds, _BEFORE_PAPER_AND_CARDS),
        "plans": [
            plan | {"fields": _each_with(plan.get("fields"), {"history": []})} if isinstance(plan, dict) else plan
            for plan in plans or ()
        ],
    }


def _said_in_full(data: Data) -> Data:
    """Return the data with what earlier files did not say, of the workshop and of its rooms.

    Nothing was asked, nothing came late, all were let in, nothing was put off.
    """
    workshop, rooms, concept = data.get("workshop"), data.get("rooms"), data.get("concept")
    if isinstance(concept, dict):
        data = data | {"concept": {"translations": []} | concept}
    if isinstance(workshop, dict):
        data = data | {"workshop": _UNSAID_OF_WORKSHOPS | workshop}
    if isinstance(data.get("measures"), list):
        data = data | {"measures": _each_with(data["measures"], _UNSAID_OF_MEASURES)}
    if isinstance(data.get("cards"), list):
        data = data | {"cards": _each_with(data["cards"], {"late": False})}
    if isinstance(rooms, dict) and isinstance(rooms.get("held"), list):
        held = [_said_in_full(room) if isinstance(room, dict) else room for room in rooms["held"]]
        data = data | {"rooms": rooms | {"held": held}}
    return data


def _each_with(entries: object, defaults: Data) -> list[Any]:
    """Return entries of an older form with what they did not know; what is no list is empty and refused later."""
    known = entries if isinstance(entries, list) else []
    return [defaults | entry if isinstance(entry, dict) else entry for entry in known]


def _check_translations(translations: Iterable[Data], language: str) -> None:
    """Look for two translations of the same words, and for one into the concept's own language."""
    seen: set[tuple[str, str]] = set()
    for index, entry in enumerate(translations):
        where, key = f"concept.translations[{index}]", (hash_of(entry["original"]), entry["language"])
        if entry["language"] == language:
            raise BundleValueUnfit(f"{where}.language", f"≠ {language}")
        if key in seen:
            raise BundleValueTwice(where)
        seen.add(key)


def _check_held(data: Data, tree: ConceptTree | None, mentions: Mentions) -> None:
    """Compare references, and what shapes cannot say, within one workshop or room."""
    for index, name in enumerate(dict.fromkeys(tree.fields_of_action if tree else ())):
        mentions.name("field of action", name, f"concept.tree.fields_of_action[{index}]")
    mentions.compare()
    _check_agenda(data)
    _check_rounds(data)
    _check_goals(data, tree)


def _check_gathered(rooms: Data | None) -> None:
    for index, topic in enumerate(rooms["gathered"] if rooms else ()):
        held = rooms["held"] if rooms else []
        if topic["room"] >= len(held):
            raise BundleReferenceBroken(f"rooms.gathered[{index}].room")
        if topic["source"] not in {cluster["id"] for cluster in held[topic["room"]]["clusters"]}:
            raise BundleReferenceBroken(f"rooms.gathered[{index}].source")


def _check_kind(data: Data) -> None:
    if data.get("format") != FORMAT:
        raise NotABundle(str(data.get("format", "")))
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise BundleTooNew(version, VERSION)


def _check_agenda(data: Data) -> None:
    """Steps are walked by their positions, so these count from 0 without a gap."""
    for position, step in enumerate(data["steps"]):
        if step["position"] != position:
            raise BundleValueUnfit(f"steps[{position}].position", str(position))


def _check_rounds(data: Data) -> None:
    for index, round_ in enumerate(data["rounds"]):
        where = f"rounds[{index}]"
        key = SUBJECT_KEYS[Subject(round_["subject"])]
        for number, option in enumerate(round_["options"]):
            if option[key] is None:
                raise BundleReferenceBroken(f"{where}.options[{number}].{key}")
            if not option["titles"]:
                raise BundleValueUnfit(f"{where}.options[{number}].titles", "text")
        _check_ballots(round_, where)


def _check_ballots(round_: Data, where: str) -> None:
    """A ballot lists the positions of options, one for each dot; an open round shows none."""
    positions = {option["position"] for option in round_["options"]}
    if round_["ballots"] and round_["state"] == RoundState.OPEN:
        raise BundleValueUnfit(f"{where}.ballots", "[]")
    if round_["paper_counts"] and round_["state"] == RoundState.OPEN:
        raise BundleValueUnfit(f"{where}.paper_counts", "[]")
    for number, count in enumerate(round_["paper_counts"]):
        if len(count["dots"]) != len(positions):
            raise BundleValueUnfit(f"{where}.paper_counts[{number}].dots", f"{len(positions)}")
    for number, ballot in enumerate(round_["ballots"]):
        if not positions.issuperset(ballot):
            raise BundleReferenceBroken(f"{where}.ballots[{number}]")


def _check_goals(data: Data, tree: ConceptTree | None) -> None:
    for index, path in enumerate(data["workshop"]["goals"]):
        _check_goal(tree, path, f"workshop.goals[{index}]")
    for index, measure in enumerate(data["measures"]):
        if tree is None:
            raise BundleReferenceBroken(f"measures[{index}]")
        for number, place in enumerate(measure["goals"]):
            _check_goal(tree, place["goal"], f"measures[{index}].goals[{number}].goal")


def _check_goal(tree: ConceptTree | None, path: Iterable[int], where: str) -> None:
    """Follow a path from the top of the tree: the place among its siblings, from 0, on each level."""
    goals: tuple[GoalEntry, ...] = tree.goals if tree else ()
    for place in path:
        if place >= len(goals) or goals[place].repeated:
            raise BundleReferenceBroken(where)
        goals = goals[place].children
