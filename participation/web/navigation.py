"""The links of the staff bar. A feature adds its own, and says at which place of the bar it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask


@dataclass(frozen=True, slots=True)
class StaffLink:
    """An area of the staff pages: where it is, what it is called (a marked message), who sees it.

    ``place`` orders the bar from its start, along the way that the work goes.
    """

    place: int
    endpoint: str
    prefix: str
    label: str
    allowed: Callable[[Any], bool] = lambda _staff: True


_links: list[StaffLink] = []


def add_staff_link(link: StaffLink) -> None:
    """Add an area to the bar, once."""
    if link not in _links:
        _links.append(link)


def staff_links() -> list[StaffLink]:
    """Return the areas in their order."""
    return sorted(_links, key=lambda link: link.place)


def init_app(app: Flask) -> None:
    """Offer the links to templates."""
    app.jinja_env.globals["staff_links"] = staff_links
