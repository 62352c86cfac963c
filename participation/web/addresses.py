"""Addresses: a number in one of them is that of a row, so it fits a column or there is nothing at the address."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from participation.kernel.database import LARGEST_NUMBER


class RowNumber(IntegerConverter):
    """``<int:…>`` up to the largest number that the database holds."""

    def __init__(self, url_map: Map) -> None:
        """Set the largest number."""
        super().__init__(url_map, max=LARGEST_NUMBER)


def init_app(app: Flask) -> None:
    """Let all addresses be read so; to be called before there is any."""
    app.url_map.converters["int"] = RowNumber
