"""The QR code is drawn from its matrix, with the quiet zone that scanners need."""

import re

from participation.hall.qr_code import QUIET_ZONE, matrix_of, svg_of

ADDRESS = "https://stadt.example/K7M2QX"


def modules_drawn(svg):
    """The dark modules that the path of the SVG covers."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", svg)
    return {(int(x) + step, int(y)) for x, y, width in runs for step in range(int(width))}


def test_svg_draws_exactly_the_dark_modules():
    matrix = matrix_of(ADDRESS)
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert modules_drawn(svg_of(ADDRESS)) == dark


def test_quiet_zone_is_white_on_all_sides():
    matrix = matrix_of(ADDRESS)
    last = len(matrix) - QUIET_ZONE
    in_zone = [
        module
        for y, row in enumerate(matrix)
        for x, module in enumerate(row)
        if not (QUIET_ZONE <= x < last and QUIET_ZONE <= y < last)
    ]
    assert set(in_zone) == {False}
