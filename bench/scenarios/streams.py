"""A city listens: a card's way to the wall while two thousand pages follow."""

import asyncio

from bench.client import Connection
from bench.figures import Figure
from bench.people import Audience, Phone, hang_up, joined_phones
from bench.projector import Projector
from bench.scenarios.projection import arrivals, write_once
from bench.stand import Stand


async def measure(stand: Stand) -> list[Figure]:
    """Let every phone send one card while many more pages hold a stream, or ask where no seat is left."""
    sizes = stand.sizes
    code = stand.workshops.collecting("Streams")
    projector = Projector(stand.port, code)
    await projector.connect()
    phones = await joined_phones(stand.port, code, sizes.phones)
    followers = [Phone(code, Connection(stand.port)) for _ in range(sizes.streams)]
    audience = Audience(stand.port, code)
    await audience.gather(followers)
    sent = await asyncio.gather(*(write_once(phone, sizes.writing_seconds) for phone in phones))
    watch = await arrivals(projector, sent)
    memory = stand.server.memory()
    conditions = (
        f"{len(sent)} cards within {sizes.writing_seconds:g} s; {audience.streams:,} pages with a stream,"
        f" {audience.polling:,} asking"
    )
    await audience.leave()
    await projector.leave()
    hang_up(phones)
    hang_up(followers)
    await stand.announce(code)
    figures = [watch.figure("card sent → at the projector, many streams", conditions)]
    if memory is not None:
        figures.append(
            Figure("memory, many streams", "server and workers while these streams were open", "MB", (memory,))
        )
    return figures
