"""A card's way to the wall: from the touch on "Send" until the projector holds the fragment that draws it."""

import asyncio
from secrets import SystemRandom

from bench.figures import Figure, Watch
from bench.people import CREATED, Audience, Phone, Sent, hang_up, joined_phones
from bench.projector import Projector
from bench.stand import Stand

PATIENCE_SECONDS = 10

_chance = SystemRandom()


async def measure(stand: Stand) -> list[Figure]:
    """Let every phone send one card while all of them follow the stage."""
    sizes = stand.sizes
    code = stand.workshops.collecting("Projection")
    projector = Projector(stand.port, code)
    await projector.connect()
    phones = await joined_phones(stand.port, code, sizes.phones)
    audience = Audience(stand.port, code)
    await audience.gather(phones)
    sent = await asyncio.gather(*(write_once(phone, sizes.writing_seconds) for phone in phones))
    watch = await arrivals(projector, sent)
    await audience.leave()
    await projector.leave()
    hang_up(phones)
    await stand.announce(code)
    conditions = (
        f"{sizes.phones} cards within {sizes.writing_seconds:g} s; {audience.streams} phones with a stream,"
        f" {audience.polling} asking"
    )
    return [watch.figure("card sent → at the projector", conditions)]


async def write_once(phone: Phone, seconds: float) -> Sent:
    """Send one card at a random moment within ``seconds``."""
    await asyncio.sleep(_chance.uniform(0, seconds))
    return await phone.send_card()


async def arrivals(projector: Projector, sent: list[Sent]) -> Watch:
    """Return how long each accepted card took from the touch on "Send" until the projector had it."""
    watch = Watch()
    accepted = {each.card_id: each.began for each in sent if each.answer.status == CREATED}
    watch.failures.update(str(each.answer.status) for each in sent if each.answer.status != CREATED)
    await projector.wait_for(set(accepted), PATIENCE_SECONDS)
    for card_id, began in accepted.items():
        if card_id in projector.arrived:
            watch.seconds.append(projector.arrived[card_id] - began)
        else:
            watch.failures["not drawn"] += 1
    return watch
