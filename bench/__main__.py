"""``python -m bench``: start a server, measure, print."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from bench.conditions import observed
from bench.figures import Figure
from bench.report import print_conditions, print_figure, print_headings, save
from bench.scenarios import SCENARIOS
from bench.server import running_server
from bench.sizes import FULL, SHORT
from bench.stand import Stand
from bench.workshops import Workshops


def main() -> None:
    """Read the options and run."""
    options = _parser().parse_args()
    sizes = FULL if options.full else SHORT
    conditions = observed(sizes.name, options.database, options.redis)
    print_conditions(conditions)
    if sizes is SHORT:
        print("The short form uses smaller numbers than the targets name; --full uses theirs.\n")
    with (
        tempfile.TemporaryDirectory(prefix="participation-bench-") as folder,
        running_server(Path(folder), options.database, options.redis) as server,
    ):
        stand = Stand(server, Workshops(server.environment), sizes)
        figures = asyncio.run(_measured(stand, options.only or list(SCENARIOS)))
    if options.save:
        print(f"\nSaved {save(conditions, figures).name}")


async def _measured(stand: Stand, names: list[str]) -> list[Figure]:
    figures: list[Figure] = []
    print_headings()
    for name in names:
        taken = await SCENARIOS[name](stand)
        memory = stand.server.memory()
        if memory is not None:
            taken.append(Figure("memory of the server", f"after {name}", "MB", (memory,)))
        for figure in taken:
            print_figure(figure)
        figures += taken
    return figures


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the speed of the hall.")
    parser.add_argument("--full", action="store_true", help="the numbers of the targets; takes some minutes")
    parser.add_argument("--only", action="append", choices=list(SCENARIOS), help="one scenario; may be repeated")
    parser.add_argument("--save", action="store_true", help="write the figures to bench/results")
    parser.add_argument("--database", metavar="URL", help="an empty database of its own; default: SQLite, thrown away")
    parser.add_argument("--redis", metavar="URL", help="Redis, which several processes need")
    return parser


if __name__ == "__main__":
    main()
