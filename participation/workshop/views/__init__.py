"""Pages of the office around workshops."""

from participation.workshop.views.blueprint import blueprint
from participation.workshop.views.overview import home
from participation.workshop.views.preparation import create, edit, prompts, show, tables

__all__ = ["blueprint", "create", "edit", "home", "prompts", "show", "tables"]
