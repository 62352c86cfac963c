"""What every scenario is given."""

from dataclasses import dataclass

from bench.server import Server
from bench.sizes import Sizes
from bench.workshops import Workshops


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
