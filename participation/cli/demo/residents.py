"""Simulated residents: plain clients that look at the stage, read the page and send what its forms ask for."""

import threading
import time
from collections.abc import Iterable, Sequence
from secrets import SystemRandom
from typing import Any
from uuid import uuid4

from participation.cli.demo.city import PhaseVoices, Script, SpokenCard, Voices
from participation.cli.demo.devices import Answer, Device
from participation.cli.demo.figures import Figures
from participation.cli.demo.pace import Pace
from participation.cli.demo.pages import Form
from participation.cli.demo.parts import Part, cast_parts, spread_dots

LOOK_SECONDS = 1.5
"""How often a resident's device asks whether something new goes on, at speed 1."""
SHORTEST_LOOK = 0.1
EASY_CROWD = 60
"""More devices than this ask less often, so that the machine that plays them has time left for the server."""
ATTEMPTS = 4
HICCUP_SECONDS = 0.5
FORBIDDEN, TOO_FAST, FAULT = 403, 429, 500
ARRIVAL = 0.7
WRITING = 0.85
VOTING = 0.55
PLANNING = 0.75
"""Shares of a step in which people come in, write, vote and fill their canvas."""

_chance = SystemRandom()


class Resident:
    """One person with a device, who plays a part."""

    def __init__(self, code: str, device: Device, part: Part, story: "Story") -> None:
        """Take the join code, the device, the part, and what all residents share."""
        self._code = code
        self._device = device
        self._part = part
        self._story = story
        self.done = -1
        """The position of the last step of the agenda in which this person has nothing left to do."""

    def take_part(self) -> None:
        """Join, then do in each step what it asks for, until the play ends."""
        pace = self._story.pace
        pace.wait(_chance.uniform(0, ARRIVAL) * self._story.script.acts[0].seconds)
        self._open(f"?lang={self._part.language}")
        while not pace.ended.is_set():
            self._look()
            pace.ended.wait(self._story.look_seconds * _chance.uniform(0.7, 1.3))

    def _look(self) -> None:
        stage = self._device.stage(self._code)
        position = stage.get("step")
        if position is not None and position > self.done:
            self._act(stage, position)
            self.done = position

    def _act(self, stage: dict[str, Any], position: int) -> None:
        seconds = self._story.script.acts[position].seconds
        match stage["kind"]:
            case "collect":
                self._write_cards(stage["phase"], seconds)
            case "vote" | "scale":
                self._story.pace.wait(_chance.uniform(0, VOTING) * seconds)
                self._vote(stage["kind"], stage["phase"])
            case "plan":
                self._plan(seconds)
            case _:
                self._open()

    def _write_cards(self, phase: str, seconds: float) -> None:
        stretch = self._story.pace.started(seconds)
        for moment, card in self._part.cards[phase]:
            stretch.wait_for(WRITING * min(1, moment + _chance.uniform(0, 0.03)))
            if not self._write_card(phase, card):
                return

    def _write_card(self, phase: str, card: SpokenCard) -> bool:
        """Send a card; ``False`` when the step is over and there is nothing left to write into."""
        form = self._open().form_to("/cards")
        if form is None:
            return False
        said = {"text": card.text, "language": card.language, "key": str(uuid4())}
        if card.topic is not None:
            said["parent"] = self._topic_on(form, self._story.voices.critique, card.topic)
        return self._send(form, said, "card", "/cards")

    def _topic_on(self, form: Form, critique: PhaseVoices, topic: int) -> str:
        """Return what to tick for the topic that a wish answers; an empty text when the page does not offer it."""
        texts = set(critique.topics[topic].inversion.values())
        return next((value for value in form.values("parent") if form.words_of("parent", value) in texts), "")

    def _vote(self, kind: str, phase: str) -> None:
        form = self._open().form_to("/ballots")
        if form is None:
            return
        options = form.values("option")
        if kind == "scale":
            weights, dots, limit = self._story.mood(phase, len(options)), 1, 1
        else:
            weights = [self._story.weight_of(form.words_of("option", option)) for option in options]
            dots = int(form.data.get("dots", "1"))
            limit = max(form.times("option", option) for option in options)
        given = spread_dots(weights, dots, limit, self._part.leaning)
        chosen = [("option", option) for option, count in zip(options, given, strict=True) for _dot in range(count)]
        self._send(form, {"key": str(uuid4())}, "ballot", "/ballots", chosen)

    def _plan(self, seconds: float) -> None:
        stretch = self._story.pace.started(seconds)
        stretch.wait_for(_chance.uniform(0, 0.15))
        seating = self._open().form_to("/table")
        tables = [table for table in seating.values("table") if table] if seating else []
        if seating is None or not tables:
            return
        self._device.send(seating.action, [*seating.hidden.items(), ("table", tables[self._part.table])])
        if self._part.writing:
            self._fill_canvas(stretch)

    def _fill_canvas(self, stretch: Any) -> None:
        raise NotImplementedError
