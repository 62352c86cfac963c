"""What carries a notice from the process where something changed to the hubs that have to hear it."""

from typing import Protocol

from participation.live.hub import Hub
from participation.live.topics import Notice


class Broker(Protocol):
    """Carries notices to the hub of every process."""

    def publish(self, channel: str, notice: Notice) -> None:
        """Carry ``notice`` to everybody who listens to ``channel``. Never raises because a server is down."""

    def start(self) -> None:
        """Make this process hear what others publish. Called before each stream; works once."""

    def stop(self) -> None:
        """Hear nothing more, for good."""

    def healthy(self) -> bool:
        """Tell whether notices reach every process now."""


class InProcessBroker:
    """For a server of one process: hands every notice straight to the hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def publish(self, channel: str, notice: Notice) -> None:
        """Hand ``notice`` to the hub."""
        self._hub.publish(channel, notice)

    def start(self) -> None:
        """Do nothing: there is no other process to hear."""

    def stop(self) -> None:
        """Do nothing: nothing was started."""

    def healthy(self) -> bool:
        """Return True: nothing can be down."""
        return True
