"""How much each scenario does: the short form for every day, the full one as the targets are written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """The numbers of a run; all seconds are those in which the load is spread."""

    name: str
    phones: int
    cards_per_phone: int
    writing_seconds: float
    streams: int
    drawn: int
    connections: int
    cards: int
    pages: int
    ballots: int
    arrivals: int
    reconnects: int
    stored_cards: tuple[int, ...]
    repetitions: int


SHORT = Sizes(
    name="short",
    phones=60,
    cards_per_phone=3,
    writing_seconds=6,
    streams=200,
    drawn=10,
    connections=32,
    cards=1500,
    pages=1500,
    ballots=100,
    arrivals=60,
    reconnects=100,
    stored_cards=(100, 10_000),
    repetitions=40,
)
FULL = Sizes(
    name="full",
    phones=300,
    cards_per_phone=3,
    writing_seconds=20,
    streams=2000,
    drawn=30,
    connections=32,
    cards=6000,
    pages=6000,
    ballots=600,
    arrivals=400,
    reconnects=500,
    stored_cards=(100, 10_000, 100_000),
    repetitions=100,
)
