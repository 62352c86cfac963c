"""What DESIGN §9 asks for."""

from dataclasses import dataclass

from bench.figures import Figure


@dataclass(frozen=True, slots=True)
class Target:
    """A bound for one value of a figure: that which ``share`` of all values do not exceed."""

    share: float
    bound: float
    at_least: bool = False

    @property
    def words(self) -> str:
        """The target as it stands in the table."""
        name = {0.5: "", 0.95: "p95 ", 1.0: "max "}[self.share]
        return f"{name}{'≥' if self.at_least else '≤'} {self.bound:,.0f}"

    def reached(self, figure: Figure) -> bool:
        """Whether the figure keeps the bound, without an error."""
        value = figure.at(self.share)
        return not figure.errors and (value >= self.bound if self.at_least else value <= self.bound)


TARGETS = {
    "card accepted": Target(0.95, 50),
    "card sent → at the projector": Target(0.95, 200),
    "card sent → drawn in Chromium": Target(0.95, 200),
    "card sent → at the projector, many streams": Target(0.95, 400),
    "memory, many streams": Target(0.5, 600),
    "cards per second": Target(0.5, 500, at_least=True),
    "phone pages per second": Target(0.5, 600, at_least=True),
    "ballot counted": Target(0.95, 400),
    "back and up to date": Target(1.0, 2000),
    "first visit, requests": Target(0.5, 6),
    "first visit, as sent to a browser": Target(0.5, 30 * 1024),
    "ready to type, first visit": Target(0.5, 3000),
    "ready to type, come back": Target(0.5, 3000),
    "concept to DOCX": Target(1.0, 5000),
}
"""By the name of the work. "The same time, within noise" for any number of cards stored has no bound here."""


def verdict(figure: Figure) -> str:
    """Return the figure's target with a sign of whether it was reached; empty where there is none."""
    target = TARGETS.get(figure.work)
    if target is None:
        return ""
    return f"{'✓' if target.reached(figure) else '✗'} {target.words}"
