"""The figures of a run as a table for people and as JSON for comparisons."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.conditions import ROOT, Conditions
from bench.figures import MILLISECONDS, Figure
from bench.targets import verdict

RESULTS = Path(__file__).resolve().parent / "results"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: written by bench --save -->\n", "<!-- end of figures -->\n"
HEADINGS = ("", "n", "min", "median", "p95", "max", "errors", "target", "conditions")


@dataclass(frozen=True, slots=True)
class Run:
    """One set-up, the conditions that it was measured under, and what came out."""

    setup: str
    conditions: Conditions
    figures: list[Figure]


def print_conditions(conditions: Conditions) -> None:
    """Print what the figures hold for, before they are taken."""
    print("\n".join(conditions.lines()))
    print()


def print_headings() -> None:
    """Print the head of the table."""
    _print_row(HEADINGS)


def print_figure(figure: Figure) -> None:
    """Print one line of the table; a single value stands under the median."""
    _print_row(row_of(figure))


def row_of(figure: Figure) -> tuple[str, ...]:
    """Return the cells of a figure."""
    name = figure.work if figure.unit in figure.work else f"{figure.work} ({figure.unit})"
    if figure.unit != MILLISECONDS:
        single = f"{figure.at(0.5):,.{2 if figure.unit == '×' else 0}f}"
        return (name, "", "", single, "", "", str(figure.errors or ""), verdict(figure), figure.conditions)
    times = (f"{figure.at(share):,.1f}" for share in (0, 0.5, 0.95, 1))
    return (name, str(len(figure.values)), *times, str(figure.errors), verdict(figure), figure.conditions)


def save(run: Run) -> Path:
    """Write the run into ``bench/results`` and return the file."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{run.conditions.moment[:10]}-{run.conditions.commit}-{run.setup}-{run.conditions.form}.json"
    told = {"conditions": asdict(run.conditions), "figures": [_summed_up(figure) for figure in run.figures]}
    path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    return path


def publish(runs: list[Run]) -> None:
    """Put the tables of these runs into ``docs/performance.md`` in place of the earlier ones."""
    before, _begin, rest = PAGE.read_text().partition(BEGIN)
    _earlier, _end, after = rest.partition(END)
    PAGE.write_text(before + BEGIN + "\n".join(map(_section, runs)) + END + after)


def _section(run: Run) -> str:
    """Return conditions and figures of a run as Markdown."""
    conditions = "".join(f"- {line}\n" for line in run.conditions.lines())
    rows = [HEADINGS, ("---", *["---:"] * 6, "---", "---"), *map(row_of, run.figures)]
    table = "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
    return f"### {run.conditions.server}\n\n{conditions}\n{table}"


def _summed_up(figure: Figure) -> dict[str, object]:
    summary = {"min": 0.0, "median": 0.5, "p95": 0.95, "max": 1.0}
    return {
        "work": figure.work,
        "conditions": figure.conditions,
        "unit": figure.unit,
        "count": len(figure.values),
        **{name: round(figure.at(share), 3) for name, share in summary.items()},
        "errors": figure.errors,
    }


def _print_row(cells: tuple[str, ...]) -> None:
    work, *numbers, target, conditions = cells
    print(f"{work:<44}" + "".join(f"{number:>9}" for number in numbers) + f"  {target:<13} {conditions}", flush=True)
