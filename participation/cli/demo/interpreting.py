"""A simulated interpreter: signs in at the server and works at the interpreter's desk, as a person would."""

import threading
from collections.abc import Mapping

from participation.cli.demo.devices import Answer, Device
from participation.cli.demo.figures import Figures
from participation.cli.demo.pages import Form
from participation.cli.demo.residents import Story

TEXT_SECONDS = 0.7
"""How long a text takes, at speed 1; in reality an interpreter needs as long as it takes to write a line."""
RECOGNISED_BY = 60
"""First characters by which a text is found again; the desk's list shows the beginning of long ones."""


class Interpreter:
    """Translates cards into the language of the screen, as ``voices.json`` has them; leaves the others to people.

    What the devices of residents experience is counted elsewhere: ``figures`` are the interpreter's own.
    """

    def __init__(self, story: Story, host: str, port: int, name: str, password: str) -> None:
        """Take what all share, the server, and with what the interpreter signs in."""
        self._story = story
        self._desk = f"/console/{story.code}/interpreting?into={story.script.languages[0]}"
        self._name, self._password = name, password
        self.figures = Figures()
        self._device = Device(host, port, self.figures)
        self._known = _translations(story)

    def come_in(self) -> None:
        """Work from now on until the play ends."""
        threading.Thread(target=self.interpret, name="interpreter", daemon=True).start()

    def interpret(self) -> None:
        """Sign in, then translate what waits, one text after the other."""
        self._sign_in()
        pace = self._story.pace
        while not pace.ended.is_set():
            text = self._take_next()
            pace.ended.wait(pace.real(TEXT_SECONDS) if text else self._story.look_seconds)

    def _sign_in(self) -> None:
        form = self._device.open("/login").forms()
        token = next((each.hidden["csrf_token"] for each in form if "csrf_token" in each.hidden), "")
        said = {"csrf_token": token, "next": "", "name": self._name, "password": self._password}
        self._device.send("/login", said.items())

    def _take_next(self) -> bool:
        """Take the most urgent text that the voices know in hand, and approve its translation; whether there was one.

        A text that somebody else has translated meanwhile is refused, and let go.
        """
        chosen = self._choose(self._device.open(self._desk))
        if chosen is None:
            return False
        take, subject, translation = chosen
        self._device.send(take.action, [*take.hidden.items(), ("subject", subject)])
        approve = self._device.open(f"{self._desk}&at={subject}").form_to("/approve")
        if approve is None:
            return False
        answer = self._device.send(approve.action, [*approve.hidden.items(), ("text", translation)])
        if answer.is_good:
            self.figures.add_accepted("translation")
        return answer.is_good

    def _choose(self, desk: Answer) -> tuple[Form, str, str] | None:
        """Return the form that takes a text, the text as the form names it, and its translation."""
        for form in desk.forms():
            for choice in form.choices if form.action.endswith("/take") else ():
                words = choice.words[:RECOGNISED_BY]
                found = next((told for said, told in self._known.items() if _begin_alike(said, words)), None)
                if choice.name == "subject" and choice.value and found is not None:
                    return form, choice.value, found
        return None


def _translations(story: Story) -> Mapping[str, str]:
    """Return the translations into the language of the screen by the beginning of what residents write."""
    cards = (*story.voices.critique.cards, *story.voices.fantasy.cards)
    return {
        " ".join(card.text.split())[:RECOGNISED_BY]: card.translation for card in cards if card.translation is not None
    }


def _begin_alike(said: str, words: str) -> bool:
    return words.startswith(said) or (len(said) == RECOGNISED_BY and said == words)
