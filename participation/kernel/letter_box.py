"""A letter box: what many people send at the same moment is written in one transaction (ADR 14).

A commit waits for the disk, and one waits for the other. So whoever finds the box unattended empties it for all whose
letters lie in it by then: one transaction, one wait for the disk. Meanwhile the next letters gather.

    _cards = LetterBox(store_cards)
    receipt = await _cards.post(code, letter)   # on disk then; raises what the handler said of this letter
"""

import threading
from collections.abc import Callable, Generator, Hashable, Sequence
from contextvars import Context
from functools import partial
from typing import Generic, TypeVar

from flask import Flask, current_app

from participation.kernel.transaction import leave_reading, transaction
from participation.kernel.waits import Wait, Waiter

Letter = TypeVar("Letter")
Answer = TypeVar("Answer")
Handler = Callable[[str, Sequence[Letter]], Sequence[Answer | Exception]]


class _Envelope(Generic[Letter, Answer]):
    """A letter, who waits for its answer, and the answer once that is known."""

    __slots__ = ("_drop", "answers", "letter", "sender")

    def __init__(self, letter: Letter, drop: "Callable[[_Envelope[Letter, Answer]], None]") -> None:
        self.letter = letter
        self.answers: list[Answer | Exception] = []
        self.sender: Waiter
        self._drop = drop

    def begin(self, waiter: Waiter) -> None:
        """Send the letter."""
        self.sender = waiter
        self._drop(self)

    def __await__(self) -> Generator[Wait, None, None]:
        yield self


class LetterBox(Generic[Letter, Answer]):
    """Gathers letters by address and hands all of one address to ``handler``, inside a transaction.

    Args:
        handler: takes the address and its letters, returns an answer for each in their order. An answer that is an
            exception (a named error) is raised to whoever sent that letter; nothing may have been written for it.
            It runs without a request: everything it needs is in the letters.
    """

    def __init__(self, handler: Handler[Letter, Answer]) -> None:
        self._handler = handler
        self._lock = threading.Lock()
        self._lying: dict[Hashable, list[_Envelope[Letter, Answer]]] = {}
        """Letters by place; a place that is named here is attended by somebody."""

    async def post(self, address: str, letter: Letter) -> Answer:
        """Return the answer to ``letter`` when what it led to is on disk; raises what it was answered with.

        Raises ``RuntimeError`` inside a transaction.
        """
        leave_reading()
        app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - the application itself
        envelope = _Envelope[Letter, Answer](letter, partial(self._drop, app, address))
        await envelope
        answer = envelope.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _drop(self, app: Flask, address: str, envelope: _Envelope[Letter, Answer]) -> None:
        """Drop a letter; its sender is to empty the box when nobody attends it, once others have brought theirs."""
        place = (app, address)
        with self._lock:
            attended = place in self._lying
            self._lying.setdefault(place, []).append(envelope)
        if not attended:
            envelope.sender.do(self._emptying(app, address))

    def _emptying(self, app: Flask, address: str) -> Callable[[], None]:
        return partial(Context().run, self._empty, app, address)

    def _empty(self, app: Flask, address: str) -> None:
        """Answer all letters that lie there, then let the first of those that came meanwhile attend the place."""
        place = (app, address)
        answered: Sequence[_Envelope[Letter, Answer]] = ()
        try:
            with app.app_context():
                answered = self._answer(place, address)
        except Exception:
            app.logger.exception("a letter box was emptied, but what follows failed")
        with self._lock:
            following = self._lying[place][:1]
            if not following:
                del self._lying[place]
        for envelope in answered:
            envelope.sender.go_on()
        for envelope in following:
            envelope.sender.do(self._emptying(app, address))

    def _answer(self, place: Hashable, address: str) -> list[_Envelope[Letter, Answer]]:
        taken: list[_Envelope[Letter, Answer]] = []
        answers: Sequence[Answer | Exception]
        try:
            with transaction():  # waits for its turn; letters gather until then
                taken = self._take(place)
                answers = self._handler(address, [envelope.letter for envelope in taken])
        except Exception as fault:  # noqa: BLE001 - told to each sender, who raises it
            taken = taken or self._take(place)
            answers = self._answer_singly(address, taken, fault)
        for envelope, answer in zip(taken, answers, strict=True):
            envelope.answers.append(answer)
        return taken

    def _take(self, place: Hashable) -> list[_Envelope[Letter, Answer]]:
        with self._lock:
            taken, self._lying[place] = self._lying[place], []
        return taken

    def _answer_singly(
        self, address: str, taken: Sequence[_Envelope[Letter, Answer]], fault: Exception
    ) -> list[Answer | Exception]:
        """Give each letter a transaction of its own, so that one that breaks does not take the others with it."""
        if len(taken) == 1:
            return [fault]
        return [self._answer_alone(address, envelope.letter) for envelope in taken]

    def _answer_alone(self, address: str, letter: Letter) -> Answer | Exception:
        try:
            with transaction():
                return self._handler(address, [letter])[0]
        except Exception as fault:  # noqa: BLE001 - told to its sender, who raises it
            return fault
