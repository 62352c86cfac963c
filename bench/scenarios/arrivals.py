"""A hall scans the code in one moment: everybody gets the page, and takes part once."""

import asyncio
import time

from bench.client import Connection
from bench.figures import Figure, Watch
from bench.people import OK, Phone, hang_up
from bench.stand import Stand


async def measure(stand: Stand) -> list[Figure]:
    """Let all phones open the page for the first time at once, and count who takes part."""
    code = stand.workshops.collecting("Arrivals")
    phones = [Phone(code, Connection(stand.port)) for _ in range(stand.sizes.arrivals)]
    watch = Watch()
    await asyncio.gather(*(_arrive(phone, watch) for phone in phones))
    hang_up(phones)
    joined = stand.workshops.joined(code)
    assert joined == len(phones), joined
    return [watch.figure("first visit, everybody at once", f"{len(phones)} phones in one instant; {joined} take part")]


async def _arrive(phone: Phone, watch: Watch) -> None:
    began = time.monotonic()
    answer = await phone.open_page()
    watch.keep(time.monotonic() - began, answer.status, (OK,))
