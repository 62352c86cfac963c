"""The projector as a client: hears that the board changed, fetches what changed, and notes when each card came."""

import asyncio
import re
import time

from bench.client import Connection
from bench.events import EventStream

_REVISION = re.compile(r'data-revision="(\d+)"')
_CARD = re.compile(r'id="card-(\d+)"')


class Projector:
    """One projector; ``arrived`` says for each card id when its fragment was here (monotonic clock)."""

    def __init__(self, port: int, code: str) -> None:
        """Take the server's port and the workshop's code; call ``connect`` before anything else."""
        self._port = port
        self._code = code
        self._connection = Connection(port)
        self._revision = 0
        self._task: asyncio.Task[None] | None = None
        self.arrived: dict[int, float] = {}

    async def connect(self) -> None:
        """Draw the board once and follow it from now on."""
        answer = await self._connection.ask("GET", f"/{self._code}/board", {})
        self._draw(answer.text)
        stream = await EventStream.open(self._port, f"/{self._code}/live?board=1")
        self._task = asyncio.create_task(self._follow(stream))

    async def wait_for(self, card_ids: set[int], patience: float) -> bool:
        """Wait until all these cards are drawn; tell whether they are."""
        deadline = time.monotonic() + patience
        while not card_ids <= self.arrived.keys():
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(0.05)
        return True

    async def leave(self) -> None:
        """Disconnect."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._connection.close()

    async def _follow(self, stream: EventStream) -> None:
        try:
            async for event in stream.events():
                if event.name == "board" and event.revision > self._revision:
                    path = f"/{self._code}/board?since={self._revision}"
                    answer = await self._connection.ask("GET", path, {})
                    self._draw(answer.text)
        finally:
            stream.close()

    def _draw(self, fragment: str) -> None:
        now = time.monotonic()
        found = _REVISION.search(fragment)
        assert found is not None, fragment[:200]
        self._revision = int(found[1])
        for card in _CARD.findall(fragment):
            self.arrived.setdefault(int(card), now)
