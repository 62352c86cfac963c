"""``python -m bench``: start servers, measure, print, keep."""

import argparse
import gc
import resource
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvloop

from bench.conditions import observed
from bench.figures import Figure
from bench.report import Run, print_conditions, print_figure, print_headings, publish, save
from bench.scenarios import SCENARIOS
from bench.server import running_server
from bench.sizes import FULL, SHORT, Sizes
from bench.stand import Stand
from bench.stores import Stores, running_stores
from bench.workshops import Workshops

SETUPS = {"sqlite": ["sqlite"], "postgresql": ["postgresql"], "both": ["sqlite", "postgresql"]}


def main() -> None:
    """Read the options and run."""
    options = _parser().parse_args()
    sizes = FULL if options.full else SHORT
    _allow_connections()
    gc.disable()  # what the load has to tidy up meanwhile would count as the server's time
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a line is seen at once, also through a pipe
    if sizes is SHORT:
        print("The short form uses smaller numbers than the targets name; --full uses theirs.\n")
    runs = [_run(setup, sizes, options.only or list(SCENARIOS)) for setup in SETUPS[options.setup]]
    if options.save:
        for run in runs:
            print(f"Saved {save(run).name}")
        publish(runs)
    sys.exit(any(figure.errors for run in runs for figure in run.figures))


def _run(setup: str, sizes: Sizes, names: list[str]) -> Run:
    with _stores(setup) as stores:
        conditions = observed(sizes.name, stores)
        print_conditions(conditions)
        return Run(setup, conditions, _figures(stores, sizes, names))


@contextmanager
def _stores(setup: str) -> Iterator[Stores]:
    if setup == "sqlite":
        yield Stores()
    else:
        with running_stores() as stores:
            yield stores


def _figures(stores: Stores, sizes: Sizes, names: list[str]) -> list[Figure]:
    with (
        tempfile.TemporaryDirectory(prefix="participation-bench-") as folder,
        running_server(Path(folder), stores.database, stores.redis) as server,
    ):
        stand = Stand(server, Workshops(server.environment), sizes)
        print_headings()
        figures = uvloop.run(_measured(stand, names))
        print()
        return figures


async def _measured(stand: Stand, names: list[str]) -> list[Figure]:
    figures: list[Figure] = []
    for name in names:
        print(f"… {name}", file=sys.stderr)
        gc.collect()
        try:
            taken = await SCENARIOS[name](stand)
        except Exception as error:  # noqa: BLE001 - the others shall still be measured; what failed is told and counted
            traceback.print_exception(error)
            taken = [Figure(name, f"failed: {type(error).__name__}", "ms", (), errors=1)]
        for figure in taken:
            print_figure(figure)
        figures += taken
    memory = stand.server.memory()
    if memory is not None:
        last = Figure("memory of the server", "at the end", "MB", (memory,))
        print_figure(last)
        figures.append(last)
    return figures


def _allow_connections() -> None:
    """Let this process open as many connections as the system grants: each phone has its own."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the speed of the hall.")
    parser.add_argument("--full", action="store_true", help="the numbers of the targets; takes some minutes")
    parser.add_argument("--only", action="append", choices=list(SCENARIOS), help="one scenario; may be repeated")
    parser.add_argument(
        "--setup",
        choices=list(SETUPS),
        default="sqlite",
        help="SQLite with threads, PostgreSQL and Redis (started here) with gevent, or one after the other",
    )
    parser.add_argument("--save", action="store_true", help="keep the figures in bench/results and docs/performance.md")
    return parser


if __name__ == "__main__":
    main()
