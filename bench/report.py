"""The figures of a run as a table for people and as JSON for comparisons."""

import json
from dataclasses import asdict
from pathlib import Path

from bench.conditions import Conditions
from bench.figures import MILLISECONDS, Figure

RESULTS = Path(__file__).resolve().parent / "results"
HEADINGS = ("", "n", "min", "median", "p95", "max", "errors", "conditions")


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
        single = f"{figure.at(0.5):,.0f}"
        return (name, "", "", single, "", "", str(figure.errors or ""), figure.conditions)
    times = (f"{figure.at(share):.1f}" for share in (0, 0.5, 0.95, 1))
    return (name, str(len(figure.values)), *times, str(figure.errors), figure.conditions)


def save(conditions: Conditions, figures: list[Figure]) -> Path:
    """Write the run into ``bench/results`` and return the file."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{conditions.moment[:10]}-{conditions.commit}.json"
    told = {"conditions": asdict(conditions), "figures": [_summed_up(figure) for figure in figures]}
    path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    return path


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
    work, *numbers, conditions = cells
    print(f"{work:<36}" + "".join(f"{number:>9}" for number in numbers) + f"  {conditions}", flush=True)
