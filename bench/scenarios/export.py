"""The office writes a whole concept into a file."""

import asyncio
import time

from bench.figures import Figure, Watch
from bench.stand import Stand

MEASURES = 1000
TIMES = 3


async def measure(stand: Stand) -> list[Figure]:
    """Write a concept with a thousand measures as DOCX, in this process: the server is not asked."""
    edition_id = stand.workshops.concept_of(MEASURES)
    watch = Watch()
    size = 0
    for _ in range(TIMES):
        began = time.monotonic()
        size = await asyncio.to_thread(stand.workshops.exported, edition_id)
        watch.seconds.append(time.monotonic() - began)
    return [watch.figure("concept to DOCX", f"{MEASURES:,} measures, read and written; {size / 1000:,.0f} kB")]
