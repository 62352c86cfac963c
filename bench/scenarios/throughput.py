"""As fast as it goes: cards and phone pages over a few busy connections."""

import asyncio
import math
import time
from collections.abc import Coroutine
from dataclasses import dataclass

from bench.figures import Figure, Watch
from bench.people import CREATED, OK, Phone, hang_up, joined_phones
from bench.stand import Stand

CARDS_OF_A_DEVICE = 25
"""A device may send thirty cards a minute."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What a burst took: seconds on the clock, and seconds of the server's processor time where that is known."""

    seconds: float
    processor_seconds: float | None


async def measure_cards(stand: Stand) -> list[Figure]:
    """Send cards over all connections without a pause, each device no more than it may."""
    sizes = stand.sizes
    code = stand.workshops.collecting("Cards per second")
    devices = math.ceil(sizes.cards / CARDS_OF_A_DEVICE / sizes.connections) * sizes.connections
    phones = await joined_phones(stand.port, code, devices, sizes.connections)
    share = math.ceil(sizes.cards / sizes.connections)
    watch = Watch()
    lines = [phones[number :: sizes.connections] for number in range(sizes.connections)]
    effort = await _effort(stand, [_send(line, share, watch) for line in lines])
    hang_up(phones)
    stored = stand.workshops.stored_cards(code)
    assert stored == len(watch.seconds), (stored, len(watch.seconds))
    conditions = f"{share * sizes.connections} cards of {devices} devices over {sizes.connections} connections"
    return _figures(watch, effort, ("cards", "card"), conditions)


async def measure_pages(stand: Stand) -> list[Figure]:
    """Open the phone page over all connections without a pause."""
    sizes = stand.sizes
    code = stand.workshops.collecting("Pages per second")
    phones = await joined_phones(stand.port, code, sizes.connections)
    share = math.ceil(sizes.pages / sizes.connections)
    watch = Watch()
    effort = await _effort(stand, [_open(phone, share, watch) for phone in phones])
    hang_up(phones)
    conditions = f"{share * sizes.connections} pages over {sizes.connections} connections"
    return _figures(watch, effort, ("phone pages", "phone page"), conditions)


async def _effort(stand: Stand, work: list[Coroutine[None, None, None]]) -> Effort:
    used, began = stand.server.processor_seconds(), time.monotonic()
    await asyncio.gather(*work)
    elapsed, used_now = time.monotonic() - began, stand.server.processor_seconds()
    return Effort(elapsed, used_now - used if used is not None and used_now is not None else None)


async def _send(phones: list[Phone], count: int, watch: Watch) -> None:
    for number in range(count):
        sent = await phones[number % len(phones)].send_card()
        watch.keep(sent.seconds, sent.answer.status, (CREATED,))


async def _open(phone: Phone, count: int, watch: Watch) -> None:
    for _ in range(count):
        began = time.monotonic()
        answer = await phone.open_page()
        watch.keep(time.monotonic() - began, answer.status, (OK,))


def _figures(watch: Watch, effort: Effort, names: tuple[str, str], conditions: str) -> list[Figure]:
    many, one = names
    count = len(watch.seconds)
    figures = [
        Figure(f"{many} per second", conditions, "/s", (count / effort.seconds,), watch.failures.total()),
        watch.figure(f"a {one} meanwhile", conditions),
    ]
    if effort.processor_seconds is not None:
        each = effort.processor_seconds / count * 1_000_000
        figures.append(Figure(f"processor time of a {one}", "server only", "µs", (each,)))
    return figures
