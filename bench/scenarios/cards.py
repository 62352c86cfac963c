"""A room writes: how long until a card is accepted."""

import asyncio
from secrets import SystemRandom

from bench.figures import Figure, Watch
from bench.people import CREATED, Phone, hang_up, joined_phones
from bench.stand import Stand

_chance = SystemRandom()


async def measure(stand: Stand) -> list[Figure]:
    """Let every phone send its cards at random moments, each over a connection of its own."""
    sizes = stand.sizes
    code = stand.workshops.collecting("Cards")
    phones = await joined_phones(stand.port, code, sizes.phones)
    watch = Watch()
    await asyncio.gather(*(_write(phone, stand, watch) for phone in phones))
    hang_up(phones)
    stored = stand.workshops.stored_cards(code)
    assert stored == len(watch.seconds), (stored, len(watch.seconds))
    conditions = f"{sizes.phones} phones × {sizes.cards_per_phone} cards within {sizes.writing_seconds:g} s"
    return [watch.figure("card accepted", conditions)]


async def _write(phone: Phone, stand: Stand, watch: Watch) -> None:
    stretch = stand.sizes.writing_seconds / stand.sizes.cards_per_phone
    for _ in range(stand.sizes.cards_per_phone):
        before = _chance.uniform(0, stretch)
        await asyncio.sleep(before)
        sent = await phone.send_card()
        watch.keep(sent.seconds, sent.answer.status, (CREATED,))
        await asyncio.sleep(max(0, stretch - before - sent.seconds))
