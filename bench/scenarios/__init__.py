"""What is measured, in the order of the report."""

from collections.abc import Awaitable, Callable

from bench.figures import Figure
from bench.scenarios import (
    arrivals,
    ballots,
    board,
    cards,
    drawn,
    export,
    first_visit,
    growth,
    projection,
    ready_to_type,
    reconnects,
    streams,
    throughput,
)
from bench.stand import Stand

SCENARIOS: dict[str, Callable[[Stand], Awaitable[list[Figure]]]] = {
    "cards": cards.measure,
    "projection": projection.measure,
    "drawn": drawn.measure,
    "streams": streams.measure,
    "cards-per-second": throughput.measure_cards,
    "pages-per-second": throughput.measure_pages,
    "arrivals": arrivals.measure,
    "ballots": ballots.measure,
    "reconnects": reconnects.measure,
    "first-visit": first_visit.measure,
    "ready-to-type": ready_to_type.measure,
    "growth": growth.measure,
    "export": export.measure,
    "board": board.measure,
}
"""By the name under which ``--only`` asks for it."""
