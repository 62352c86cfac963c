"""Pages of the office around workshops."""

from participation.workshop.views.blueprint import blueprint
from participation.workshop.views.overview import home
from participation.workshop.views.preparation import create, edit, prompts, show, tables
from participation.workshop.views.rooms import room, rooms, split

__all__ = ["blueprint", "create", "edit", "home", "prompts", "room", "rooms", "show", "split", "tables"]
