"""Pages of the office around workshops."""

from participation.workshop.views.blueprint import blueprint
from participation.workshop.views.overview import home
from participation.workshop.views.preparation import create, edit, prompts, show, tables
from participation.workshop.views.rooms import room, rooms, split
from participation.workshop.views.tables import edit_tables, remove_table

__all__ = [
    "blueprint",
    "create",
    "edit",
    "edit_tables",
    "home",
    "prompts",
    "remove_table",
    "room",
    "rooms",
    "show",
    "split",
    "tables",
]
