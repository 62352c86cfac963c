"""What every scenario is given."""

import asyncio
from dataclasses import dataclass

from bench.server import Server
from bench.sizes import Sizes
from bench.workshops import Workshops

WRITES_UNTIL_NOTICED = 2
"""The first write to a listener who left is answered with a reset, the second one fails."""
WRITE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Stand:
    """The server under measurement, the workshops on it, and how much is to be done."""

    server: Server
    workshops: Workshops
    sizes: Sizes

    @property
    def port(self) -> int:
        """The server's port."""
        return self.server.port

    async def announce(self, code: str) -> int:
        """Change the stage of a workshop and return its new revision.

        Often enough that the server notices who no longer listens and gives their seats free; otherwise it
        would do so with its next heartbeats.
        """
        revision = 0
        for _ in range(WRITES_UNTIL_NOTICED):
            revision = self.workshops.announce(code)
            await asyncio.sleep(WRITE_SECONDS)
        return revision
