"""A workshop grows: the same request with few and with many cards stored."""

import time
from collections.abc import Awaitable, Callable

from bench.client import Connection
from bench.figures import Figure, Watch
from bench.people import CREATED, NOT_MODIFIED, OK, Phone, hang_up
from bench.stand import Stand

CARDS_OF_A_DEVICE = 20


async def measure(stand: Stand) -> list[Figure]:
    """Send one request after the other, to all sizes in turn, so that the machine's moods meet each alike."""
    halls = {count: await _devices(stand, count) for count in stand.sizes.stored_cards}
    works: dict[str, Callable[[Phone], Awaitable[tuple[float, int]]]] = {
        "one card": _submit,
        "one stage": _stage,
        "one phone page": _page,
    }
    watches = {(work, count): Watch() for work in works for count in halls}
    for number in range(stand.sizes.repetitions):
        for (work, count), watch in watches.items():
            phones = halls[count]
            seconds, status = await works[work](phones[number % len(phones)])
            watch.keep(seconds, status, (OK, CREATED, NOT_MODIFIED))
    for phones in halls.values():
        hang_up(phones)
    figures = {
        (work, count): watch.figure(work, f"{count:,} cards stored, one request at a time")
        for (work, count), watch in watches.items()
    }
    fewest, most = min(halls), max(halls)
    told = f"median with {most:,} cards stored against {fewest:,}"
    return [
        *figures.values(),
        *(
            Figure(f"growth of {work}", told, "×", (figures[work, most].at(0.5) / figures[work, fewest].at(0.5),))
            for work in works
        ),
    ]


async def _devices(stand: Stand, stored: int) -> list[Phone]:
    """Return enough devices in a workshop with ``stored`` cards, on one connection."""
    code = stand.workshops.collecting(f"{stored} cards", stored)
    connection = Connection(stand.port)
    phones = [Phone(code, connection) for _ in range(-(-stand.sizes.repetitions // CARDS_OF_A_DEVICE))]
    for phone in phones:
        await phone.join()
    return phones


async def _submit(phone: Phone) -> tuple[float, int]:
    sent = await phone.send_card()
    return sent.seconds, sent.answer.status


async def _stage(phone: Phone) -> tuple[float, int]:
    began = time.monotonic()
    answer = await phone.ask_stage()
    return time.monotonic() - began, answer.status


async def _page(phone: Phone) -> tuple[float, int]:
    began = time.monotonic()
    answer = await phone.open_page()
    return time.monotonic() - began, answer.status
