"""QR codes as SVG, drawn from the plain matrix: no image library, and small enough for every page."""

from functools import lru_cache
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET_ZONE = 4
"""Modules of white around the code (ISO/IEC 18004, 9.1)."""


def matrix_of(address: str) -> list[list[bool]]:
    """Return the modules of the code for ``address``, row by row, with the quiet zone."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(address)
    code.make(fit=True)
    modules: list[list[bool]] = code.get_matrix()
    return modules


@lru_cache(maxsize=256)
def svg_of(address: str) -> str:
    """Return the code for ``address`` as an SVG document, black on white whatever the page's colours are."""
    modules = matrix_of(address)
    size = len(modules)
    path = "".join(_row(row, y) for y, row in enumerate(modules))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>'
    )


def _row(row: list[bool], y: int) -> str:
    """Draw each run of dark modules as one rectangle."""
    drawn, x = "", 0
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            drawn += f"M{x} {y}h{width}v1h-{width}z"
        x += width
    return drawn
