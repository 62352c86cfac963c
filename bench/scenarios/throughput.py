"""As fast as it goes: cards and phone pages over a few busy connections."""

import asyncio
import math
import time

from bench.figures import Figure, Watch
from bench.people import CREATED, OK, Phone, hang_up, joined_phones
from bench.stand import Stand

CARDS_OF_A_DEVICE = 25
"""A device may send thirty cards a minute."""


async def measure_cards(stand: Stand) -> list[Figure]:
    """Send cards over all connections without a pause, each device no more than it may."""
    sizes = stand.sizes
    code = stand.workshops.collecting("Cards per second")
    devices = math.ceil(sizes.cards / CARDS_OF_A_DEVICE / sizes.connections) * sizes.connections
    phones = await joined_phones(stand.port, code, devices, sizes.connections)
    share = math.ceil(sizes.cards / sizes.connections)
    watch = Watch()
    began = time.monotonic()
    await asyncio.gather(*(_send(line, share, watch) for line in _by_connection(phones, sizes.connections)))
    elapsed = time.monotonic() - began
    hang_up(phones)
    stored = stand.workshops.stored_cards(code)
    assert stored == len(watch.seconds), (stored, len(watch.seconds))
    conditions = f"{share * sizes.connections} cards of {devices} devices over {sizes.connections} connections"
    return _figures(watch, elapsed, ("cards accepted per second", "a card meanwhile"), conditions)


async def measure_pages(stand: Stand) -> list[Figure]:
    """Open the phone page over all connections without a pause."""
    sizes = stand.sizes
    code = stand.workshops.collecting("Pages per second")
    phones = await joined_phones(stand.port, code, sizes.connections)
    share = math.ceil(sizes.pages / sizes.connections)
    watch = Watch()
    began = time.monotonic()
    await asyncio.gather(*(_open(phone, share, watch) for phone in phones))
    elapsed = time.monotonic() - began
    hang_up(phones)
    conditions = f"{share * sizes.connections} pages over {sizes.connections} connections"
    return _figures(watch, elapsed, ("phone pages per second", "a page meanwhile"), conditions)


def _by_connection(phones: list[Phone], connections: int) -> list[list[Phone]]:
    return [phones[number::connections] for number in range(connections)]


async def _send(phones: list[Phone], count: int, watch: Watch) -> None:
    for number in range(count):
        sent = await phones[number % len(phones)].send_card()
        watch.keep(sent.seconds, sent.answer.status, (CREATED,))


async def _open(phone: Phone, count: int, watch: Watch) -> None:
    for _ in range(count):
        began = time.monotonic()
        answer = await phone.open_page()
        watch.keep(time.monotonic() - began, answer.status, (OK,))


def _figures(watch: Watch, elapsed: float, works: tuple[str, str], conditions: str) -> list[Figure]:
    rate = Figure(works[0], conditions, "/s", (len(watch.seconds) / elapsed,), watch.failures.total())
    return [rate, watch.figure(works[1], conditions)]
