"""What a council paper says. Amounts are whole cents; years count from the paper's first year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final

YEARS: Final = 5
"""How many years the tables of money show: the budget year, three of the financial plan, one beyond."""


class Competence(StrEnum):
    """What a committee does with a paper."""

    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    HEARING = "hearing"
    NOTICE = "notice"


class Effect(StrEnum):
    """Which way something works on the climate or on its consequences."""

    NONE = "none"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNCLEAR = "unclear"


class Size(StrEnum):
    """How much it works."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    UNKNOWN = "unknown"


INVESTMENT: Final = {"payments_in": 1, "payments_out": -1}
"""Lines of the table of investment by their sign: money that comes in and money that goes out."""
RUNNING: Final = {"income": 1, "staff": -1, "supplies": -1, "depreciation": -1}
"""Lines of the table of running costs by their sign."""
LINES: Final = {**INVESTMENT, **RUNNING}

Amounts = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Deliberation:
    """A committee that deliberates on the paper; `day` as ISO 8601 writes it, or empty."""

    committee: str
    day: str = ""
    competence: str = Competence.DECISION


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure at a glance, as it stood when the explanation was proposed."""

    title: str
    lead: str
    by_when: str
    costs: str


@dataclass(frozen=True, slots=True)
class PaperContent:
    """Everything that one version of a paper says."""

    subject: str
    number: str = ""
    public: bool = True
    responsible: str = ""
    involved: str = ""
    deliberations: tuple[Deliberation, ...] = ()
    resolution: str = ""
    has_costs: bool = False
    first_year: int = 0
    amounts: Mapping[str, Amounts] = field(default_factory=dict)
    funding: str = ""
    climate: str = ""
    climate_size: str = ""
    adaptation: str = ""
    climate_reason: str = ""
    explanation: str = ""
    measure_ids: tuple[int, ...] = ()
    measures: tuple[MeasureLine, ...] = ()
    annexes: tuple[str, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """Return the content as JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> PaperContent:
        """Return the content that `to_data` wrote."""
        return cls(
            **{
                **data,
                "deliberations": tuple(Deliberation(**entry) for entry in data["deliberations"]),
                "amounts": {name: tuple(amounts) for name, amounts in data["amounts"].items()},
                "measures": tuple(MeasureLine(**entry) for entry in data["measures"]),
                "measure_ids": tuple(data["measure_ids"]),
                "annexes": tuple(data["annexes"]),
            }
        )


def total(amounts: Sequence[int | None]) -> int:
    """Return the sum of a line over its years."""
    return sum(amount or 0 for amount in amounts)


def balance(amounts: Mapping[str, Sequence[int | None]], signs: Mapping[str, int]) -> tuple[int, ...]:
    """Return what is left of each year when money that goes out is taken from money that comes in."""
    return tuple(
        sum(sign * (amounts[name][year] or 0) for name, sign in signs.items() if name in amounts)
        for year in range(YEARS)
    )
