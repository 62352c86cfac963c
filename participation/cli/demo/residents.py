"""Simulated residents: plain clients that look at the stage, read the page and send what its forms ask for."""

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from secrets import SystemRandom
from typing import Any
from uuid import uuid4

from participation.cli.demo.city import Script, SpokenCard, Topic, Voices
from participation.cli.demo.devices import Answer, Device
from participation.cli.demo.figures import Figures
from participation.cli.demo.pace import Pace, Stretch
from participation.cli.demo.pages import Form
from participation.cli.demo.parts import Part, cast_parts, spread_dots

LOOK_SECONDS = 1.5
"""How often a device asks whether something new goes on, at speed 1."""
SHORTEST_LOOK = 0.1
EASY_CROWD = 60
"""More devices than this ask less often: the machine that plays them also runs the server."""
ATTEMPTS = 4
HICCUP_SECONDS = 0.5
FORBIDDEN, TOO_FAST, FAULT = 403, 429, 500
ARRIVED, SEATED, VOTED, PLANNED, WRITTEN, TITLED = 0.7, 0.15, 0.55, 0.75, 0.85, 0.88
"""The shares of a step in which people come in, find a table, vote, fill their canvas, write cards, find titles."""
LOOKS_FOR_TITLE = 20

_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Story:
    """What all residents share: the workshop they take part in, what is said there, and the pace."""

    code: str
    script: Script
    voices: Voices
    pace: Pace
    look_seconds: float
    figures: Figures = field(default_factory=Figures)
    progress: threading.Condition = field(default_factory=threading.Condition)

    def mood(self, phase: str) -> Sequence[float]:
        """Return how strongly people are drawn to each value of the mood scale."""
        return self.voices.mood_at_start if phase == "preparation" else self.voices.mood_at_end

    def weight_of(self, words: str) -> float:
        """Return how strongly people are drawn to an option that the page words like this."""
        topics = (*self.voices.critique.topics, *self.voices.fantasy.topics)
        titled = next((topic.weight for topic in topics if words in topic.title.values()), None)
        if titled is not None:
            return titled
        return next((plan.weight for plan in self.voices.plans if words == plan.measure["title"]), 1)


class Resident:
    """One person with a device, who plays a part. ``done`` is the last position of the agenda they are through with."""

    def __init__(self, story: Story, device: Device, part: Part) -> None:
        """Take what all share, the device, and the part."""
        self._story = story
        self._device = device
        self._part = part
        self.done: float = -1

    def take_part(self) -> None:
        """Join, then do in each step what it asks for, until the play ends."""
        pace = self._story.pace
        try:
            pace.wait(_chance.uniform(0, ARRIVED) * self._story.script.acts[0].seconds)
            self._open(f"?lang={self._part.language}")
            while not pace.ended.is_set():
                self._look()
                pace.ended.wait(self._story.look_seconds * _chance.uniform(0.7, 1.3))
        finally:
            self._finish(math.inf)

    def _finish(self, position: float) -> None:
        with self._story.progress:
            self.done = position
            self._story.progress.notify_all()

    def _look(self) -> None:
        stage = self._device.stage(self._story.code)
        step = stage.get("step")
        position = step - 1 if step is not None else -1
        if position > self.done:
            self._act(stage, self._story.pace.started(self._story.script.acts[position].seconds))
            self._finish(position)

    def _act(self, stage: dict[str, Any], stretch: Stretch) -> None:
        match stage["kind"]:
            case "collect":
                self._write_cards(stage["phase"], stretch)
            case "cluster":
                self._put_marks(stage["phase"], stretch)
            case "scale":
                stretch.wait_for(_chance.uniform(0, VOTED))
                self._answer_scale(stage["phase"])
            case "vote":
                stretch.wait_for(_chance.uniform(0, VOTED))
                self._give_dots()
            case "plan":
                self._plan(stretch)
            case "closing":
                self._open()
                stretch.wait_for(_chance.uniform(0, VOTED))
                self._answer_questions()
            case _:
                self._open()

    def _write_cards(self, phase: str, stretch: Stretch) -> None:
        for moment, card in self._part.cards[phase]:
            stretch.wait_for(WRITTEN * min(1, moment + _chance.uniform(0, 0.03)))
            form = self._open().form_to("/cards")
            if form is None:
                return
            said = {"text": card.text, "language": card.language, "key": str(uuid4())}
            self._send(form, said | self._parent_on(form, card), "card")

    def _parent_on(self, form: Form, card: SpokenCard) -> dict[str, str]:
        """Return what to tick for the topic that a wish answers; nothing when the page does not offer it."""
        if card.topic is None:
            return {}
        texts = set(self._story.voices.critique.topics[card.topic].inversion.values())
        offered = [value for value in form.values("parent") if form.words_of("parent", value) in texts]
        return {"parent": offered[0]} if offered else {}

    def _put_marks(self, phase: str, stretch: Stretch) -> None:
        """Say what this person sees differently, as soon as the topic has its title."""
        self._open()
        topics = self._story.voices.of_phase(phase).topics
        for number, dissent in self._part.marks.get(phase, {}).items():
            stretch.wait_for(TITLED)
            form = self._form_of(topics[number])
            if form is not None:
                self._send(form, {"text": dissent.reason, "language": dissent.language, "key": str(uuid4())}, "mark")

    def _form_of(self, topic: Topic) -> Form | None:
        for _look in range(LOOKS_FOR_TITLE):
            forms = self._open().forms()
            found = [form for form in forms if form.action.endswith("/marks") and form.words in topic.title.values()]
            if found or self._story.pace.ended.wait(min(HICCUP_SECONDS, self._story.look_seconds)):
                return found[0] if found else None
        return None

    def _answer_scale(self, phase: str) -> None:
        form = self._open().form_to("/ballots")
        if form is not None:
            self._cast(form, self._story.mood(phase), dots=1, limit=1)

    def _give_dots(self) -> None:
        form = self._open().form_to("/ballots")
        if form is not None:
            options = form.values("option")
            weights = [self._story.weight_of(form.words_of("option", option)) for option in options]
            limit = max(form.times("option", option) for option in options)
            self._cast(form, weights, dots=int(form.data["dots"]), limit=limit)

    def _cast(self, form: Form, weights: Sequence[float], *, dots: int, limit: int) -> None:
        given = spread_dots(weights, dots, limit, self._part.leaning)
        options = form.values("option")
        chosen = [option for option, count in zip(options, given, strict=False) for _dot in range(count)]
        self._send(form, {"key": str(uuid4())}, "ballot", [("option", option) for option in chosen])

    def _answer_questions(self) -> None:
        """Answer the voluntary questions, or say no."""
        form = self._open("/questions").form_to("/questions")
        if form is not None:
            self._send(form, self._part.about or {"decline": "1"}, "answers")

    def _plan(self, stretch: Stretch) -> None:
        stretch.wait_for(_chance.uniform(0, SEATED))
        form = self._open().form_to("/table")
        tables = [table for table in form.values("table") if table] if form else []
        if form is None or not tables:
            return
        table = tables[self._part.table % len(tables)]
        self._send(form, {"table": table}, "seat")
        if self._part.writing:
            self._fill_canvas(stretch)

    def _fill_canvas(self, stretch: Stretch) -> None:
        """Write in the table's language: the plan is read by all who sit there."""
        self._open(f"?lang={self._part.writing_language}")
        for number, (name, text) in enumerate(self._part.writing.items()):
            stretch.wait_for(SEATED + (PLANNED - SEATED) * number / len(self._part.writing))
            form = self._open(f"?field={name}").form_to(f"/{name}")
            if form is not None:
                self._send(form, {"text": text}, "field")
        self._open(f"?lang={self._part.language}")

    def _open(self, query: str = "") -> Answer:
        """Open the phone page; tries again when the server stumbles."""
        address = f"/{self._story.code}{query}"
        answer = self._device.open(address)
        for _attempt in range(1, ATTEMPTS):
            if not self._is_worth_another_attempt(answer):
                break
            answer = self._device.open(address)
        return answer

    def _send(self, form: Form, said: dict[str, str], what: str, choices: Sequence[tuple[str, str]] = ()) -> None:
        """Send a form, with the same key until it is answered; what was refused is let go."""
        hidden = form.hidden
        for _attempt in range(ATTEMPTS):
            answer = self._device.send(form.action, [*(hidden | said).items(), *choices])
            if answer.is_good:
                self._story.figures.add_accepted(what)
                return
            if not self._is_worth_another_attempt(answer):
                return
            if answer.status == FORBIDDEN:
                fresh = self._open().form_to(form.action)
                hidden = fresh.hidden if fresh else hidden

    def _is_worth_another_attempt(self, answer: Answer) -> bool:
        """Whether the same may work in a moment; waits for that moment as long as the server asks to."""
        if answer.status == FORBIDDEN:
            return True
        if answer.status == TOO_FAST or answer.status >= FAULT or not answer.status:
            self._story.pace.ended.wait(answer.retry_after or HICCUP_SECONDS)
            return not self._story.pace.ended.is_set()
        return False


class Crowd:
    """All residents, each in a thread of its own."""

    def __init__(self, story: Story, host: str, port: int, number: int) -> None:
        """Cast ``number`` residents for the server at ``host:port``."""
        self._story = story
        parts = cast_parts(story.script, story.voices, number)
        self._residents = [Resident(story, Device(host, port, story.figures), part) for part in parts]

    def come_in(self) -> None:
        """Let everybody take part from now on."""
        for resident in self._residents:
            threading.Thread(target=resident.take_part, name="resident", daemon=True).start()

    def wait_for(self, position: int, patience: float) -> bool:
        """Wait until everybody is through with the step, at most ``patience`` seconds; whether all are."""
        with self._story.progress:
            return self._story.progress.wait_for(
                lambda: all(resident.done >= position for resident in self._residents), patience
            )


def look_seconds(pace: Pace, number: int) -> float:
    """Return how often each of ``number`` devices asks for news."""
    return max(SHORTEST_LOOK, pace.real(LOOK_SECONDS)) * max(1, number / EASY_CROWD)
