"""Addresses of the open data."""

from participation.open_data.views import concepts, description, results
from participation.open_data.views.blueprint import blueprint

__all__ = ["blueprint", "concepts", "description", "results"]
