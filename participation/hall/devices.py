"""Devices as they take part: each joins with what it first sends, and reads a language. Knows no request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from participation.access.models import Participant
from participation.access.queries import Present, find_participant, find_participants
from participation.access.services import join, join_all
from participation.hall.permissions import lets_everybody_in
from participation.workshop.admission import has_seat, whole_workshop
from participation.workshop.errors import SeatNeeded
from participation.workshop.models import Workshop
from participation.workshop.services import enter_room, touch_board


@dataclass(frozen=True, slots=True)
class Device:
    """A device that sends something: the token of its cookie, and the tag of the language that it reads.

    ``tablet_of`` is the code of the workshop for which staff have made it a shared tablet.
    """

    token: str
    language: str
    tablet_of: str | None = None

    def is_let_in(self, workshop: Workshop) -> bool:
        """Whether it may take part: where nobody needs an invitation, with a seat, or as a tablet put up by staff."""
        put_up = self.tablet_of is not None and self.tablet_of in {workshop.code, whole_workshop(workshop).code}
        return put_up or has_seat(workshop, self.token)


def settle(workshop: Workshop, device: Device) -> Participant:
    """Return the participant of a device, joined and reading its language from now on.

    Raises ``SeatNeeded`` for a device that may not take part.
    """
    present = find_participant(workshop.id, device.token)
    if present is None and not device.is_let_in(workshop):
        raise SeatNeeded(workshop.code)
    if present is None and workshop.room is not None:
        return enter_room(workshop.room, device.token, device.language, invited=True)
    if present is None or present.language != device.language:
        touch_board(workshop)  # its lock lets two requests of one device come one after the other
        present = join(workshop.id, device.token, device.language)
        present.language = device.language
    return present


def settle_all(workshop: Workshop, devices: Sequence[Device]) -> list[Present | None]:
    """Return the participants of devices that arrive in one moment, joined; ``None`` where ``settle`` has more to ask.

    That is where devices come from room to room, need an invitation, or read another language than before.
    """
    if not lets_everybody_in(workshop):
        return [None for _device in devices]
    known = find_participants(workshop.id, {device.token for device in devices})
    arriving = {device.token: device.language for device in devices if device.token not in known}
    if arriving:
        touch_board(workshop)
        join_all(workshop.id, arriving)
    return list_settled(workshop, devices)


def list_settled(workshop: Workshop, devices: Sequence[Device]) -> list[Present | None]:
    """Return the participants of devices, in one statement; ``None`` where ``settle`` would have something to write."""
    present = find_participants(workshop.id, {device.token for device in devices})
    return [_as_known(present, device) for device in devices]


def _as_known(present: Mapping[str, Present], device: Device) -> Present | None:
    found = present.get(device.token)
    return found if found is not None and found.language == device.language else None
