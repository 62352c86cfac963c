"""Who uses the hall: phones that read, write and vote, and the projector that shows what arrives."""

import asyncio
import json
import re
import time
import uuid
from dataclasses import dataclass, field
from secrets import SystemRandom
from urllib.parse import urlencode

from bench.client import Answer, Connection
from bench.events import EventStream, StreamRefused

OK, CREATED, NOT_MODIFIED = 200, 201, 304
POLL_SECONDS = (4.0, 7.0)
"""A phone without a stream asks in this rhythm, or as late as the server says (``static/hall/phone/following.js``)."""
AT_A_TIME = 25
THOUGHTS = (
    "Niemand geht ans Telefon.",
    "Ich warte seit sieben Monaten auf einen Termin und weiß nicht, warum.",
    "There is no childcare during the German course.",
    "لا أحد يجيب عندما أتصل بالمكتب",
    "Formlar çok zor, kimse yardım etmiyor.",
)
_chance = SystemRandom()
_TOKEN = re.compile(r'name="csrf_token"\s+value="([^"]+)"')
_STEP = re.compile(r'name="step"\s+value="(\d+)"')
_OPTION = re.compile(r'name="option"\s+value="(\d+)"')
_DOTS = re.compile(r'data-dots="(\d+)"')


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot as it is sent: dots by the ids of their options, under one key."""

    options: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a form: when it was sent (monotonic clock), how long the answer took, what it was."""

    began: float
    seconds: float
    answer: Answer

    @property
    def card_id(self) -> int:
        """The id of the card that was accepted."""
        number: int = json.loads(self.answer.body)["id"]
        return number


class Phone:
    """One resident's device; several may share a connection, as the load of one connection needs many devices."""

    def __init__(self, code: str, connection: Connection) -> None:
        """Take the workshop's code and the connection; call ``join`` before anything else."""
        self.code = code
        self.connection = connection
        self.cookie = ""
        self.pause = 0.0
        self._csrf = ""
        self._step = ""
        self._stage_tag = ""

    async def join(self) -> str:
        """Open the phone page for the first time, keep cookie and token; returns the page."""
        answer = await self.open_page()
        if answer.status != OK:
            raise RuntimeError(answer.status)
        self.cookie = answer.head.get("set-cookie").partition(";")[0]
        found = _TOKEN.search(answer.text)
        self._csrf = found[1] if found else ""
        step = _STEP.search(answer.text)
        self._step = step[1] if step else ""
        return answer.text

    async def open_page(self) -> Answer:
        """Open the phone page; it may come packed, as to every browser."""
        headers = {"Accept": "text/html", "Accept-Encoding": "gzip"}
        return await self.connection.ask("GET", f"/{self.code}", headers | self._cookies())

    async def send_card(self) -> Sent:
        """Send a card."""
        text = f"{_chance.choice(THOUGHTS)} {_chance.randrange(10**6)}"
        fields = [("text", text), ("language", "de"), ("key", str(uuid.uuid4())), ("step", self._step)]
        return await self._send("cards", fields)

    async def cast(self, ballot: Ballot) -> Sent:
        """Send a ballot."""
        return await self._send("ballots", [*(("option", option) for option in ballot.options), ("key", ballot.key)])

    async def ask_stage(self) -> Answer:
        """Ask what is going on, the way a phone without a stream does; 304 when nothing has changed."""
        known = {"If-None-Match": self._stage_tag} if self._stage_tag else {}
        answer = await self.connection.ask("GET", f"/{self.code}/stage", known | self._cookies())
        self._stage_tag = answer.head.get("etag")
        self.pause = float(answer.head.get("retry-after") or 0)
        return answer

    async def _send(self, place: str, fields: list[tuple[str, str]]) -> Sent:
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self._csrf,
        }
        body = urlencode(fields).encode()
        began = time.monotonic()
        answer = await self.connection.ask("POST", f"/{self.code}/{place}", headers | self._cookies(), body)
        return Sent(began, time.monotonic() - began, answer)

    def _cookies(self) -> dict[str, str]:
        return {"Cookie": self.cookie} if self.cookie else {}


async def joined_phones(port: int, code: str, count: int, connections: int | None = None) -> list[Phone]:
    """Return phones that have opened the page; they share ``connections``, by default each has its own."""
    lines = [Connection(port) for _ in range(connections or count)]
    phones = [Phone(code, lines[number % len(lines)]) for number in range(count)]
    for phone in phones:
        await phone.join()
    return phones


def hang_up(phones: list[Phone]) -> None:
    """Close the connections of all phones."""
    for phone in phones:
        phone.connection.close()


def filled_ballot(page: str) -> Ballot:
    """Return a ballot with all dots of the page, each on another option."""
    found = _DOTS.search(page)
    assert found is not None
    options = sorted(set(_OPTION.findall(page)))
    return Ballot(tuple(_chance.sample(options, int(found[1]))), str(uuid.uuid4()))


@dataclass(slots=True)
class Audience:
    """Phones that only follow: with a stream where the server has a seat, else asking for the stage now and then."""

    port: int
    code: str
    streams: int = 0
    polling: int = 0
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def gather(self, phones: list[Phone]) -> None:
        """Connect all phones, some at a time."""
        for first in range(0, len(phones), AT_A_TIME):
            await asyncio.gather(*map(self._seat, phones[first : first + AT_A_TIME]))

    async def _seat(self, phone: Phone) -> None:
        try:
            stream = await EventStream.open(self.port, f"/{self.code}/live", phone.cookie)
        except StreamRefused:
            self.polling += 1
            self._tasks.append(asyncio.create_task(_poll(phone)))
        else:
            self.streams += 1
            self._tasks.append(asyncio.create_task(_listen(stream)))

    async def leave(self) -> None:
        """Disconnect all phones."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _poll(phone: Phone) -> None:
    while True:
        await asyncio.sleep(max(_chance.uniform(*POLL_SECONDS), phone.pause))
        await phone.ask_stage()


async def _listen(stream: EventStream) -> None:
    try:
        async for _event in stream.events():
            pass
    finally:
        stream.close()
