"""The network of the hall comes back: all phones connect at once and must learn what they missed."""

import asyncio
import json
import time
from contextlib import aclosing

from bench.client import Connection
from bench.events import EventStream, StreamRefused
from bench.figures import Figure, Watch
from bench.people import OK, Audience, Phone, hang_up
from bench.stand import Stand


async def measure(stand: Stand) -> list[Figure]:
    """Let all phones lose their streams, change the stage, then let all come back in the same instant.

    A phone that gets no stream asks for the stage at once; the page's script lets some seconds pass before.
    """
    code = stand.workshops.collecting("Reconnects")
    phones = [Phone(code, Connection(stand.port)) for _ in range(stand.sizes.reconnects)]
    for phone in phones:
        await phone.join()
    audience = Audience(stand.port, code)
    await audience.gather(phones)
    await audience.leave()
    hang_up(phones)
    revision = await stand.announce(code)
    watch = Watch()
    streams = await asyncio.gather(*(_come_back(phone, stand.port, revision, watch) for phone in phones))
    seated = [stream for stream in streams if stream is not None]
    for stream in seated:
        stream.close()
    hang_up(phones)
    await stand.announce(code)
    asking = len(phones) - len(seated)
    conditions = f"{len(phones)} phones in one instant; {len(seated)} with a stream, {asking} asked for the stage"
    return [watch.figure("back and up to date", conditions)]


async def _come_back(phone: Phone, port: int, revision: int, watch: Watch) -> EventStream | None:
    began = time.monotonic()
    try:
        stream = await EventStream.open(port, f"/{phone.code}/live", phone.cookie)
    except StreamRefused:
        answer = await phone.ask_stage()
        known = json.loads(answer.body)["revision"] if answer.status == OK else 0
        _keep(watch, began, revision, known)
        return None
    _keep(watch, began, revision, await _first_revision(stream))
    return stream


async def _first_revision(stream: EventStream) -> int:
    async with aclosing(stream.events()) as events:
        async for event in events:
            if event.name == "stage":
                return event.revision
    return 0


def _keep(watch: Watch, began: float, revision: int, known: int) -> None:
    if known >= revision:
        watch.seconds.append(time.monotonic() - began)
    else:
        watch.failures["missed the news"] += 1
