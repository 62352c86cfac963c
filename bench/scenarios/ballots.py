"""Everybody votes in the same moment, some send twice: every ballot counts once."""

import asyncio

from bench.client import Connection
from bench.figures import Figure, Watch
from bench.people import CREATED, Ballot, Phone, filled_ballot, hang_up
from bench.stand import Stand

REPEATING = 10
"""Every tenth phone sends its ballot again, as a phone does whose answer was lost."""


async def measure(stand: Stand) -> list[Figure]:
    """Let all phones vote at once, and count what lies in the urn."""
    code = stand.workshops.voting("Ballots")
    phones = [Phone(code, Connection(stand.port)) for _ in range(stand.sizes.ballots)]
    ballots = [filled_ballot(await phone.join()) for phone in phones]
    watch = Watch()
    votes = [_vote(phone, ballot, watch) for phone, ballot in zip(phones, ballots, strict=True)]
    await asyncio.gather(*votes)
    again = zip(phones[::REPEATING], ballots[::REPEATING], strict=True)
    await asyncio.gather(*(phone.cast(ballot) for phone, ballot in again))
    hang_up(phones)
    urn = stand.workshops.urn(code)
    dots = sum(len(ballot.options) for ballot in ballots)
    assert (urn.ballots, urn.voters, urn.dots) == (len(phones), len(phones), dots), urn
    conditions = f"{len(phones)} ballots at once, {len(phones[::REPEATING])} sent again; {urn.ballots} in the urn"
    return [watch.figure("ballot counted", conditions)]


async def _vote(phone: Phone, ballot: Ballot, watch: Watch) -> None:
    sent = await phone.cast(ballot)
    watch.keep(sent.seconds, sent.answer.status, (CREATED,))
