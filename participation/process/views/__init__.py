"""Pages of processes: those of the office, and the public one."""

from participation.process.views.blueprint import blueprint
from participation.process.views.dates import change_date, remove_date
from participation.process.views.office import create, edit, index, publish, show, withdraw
from participation.process.views.public import calendar, public
from participation.process.views.results import dismiss, join, results, split
from participation.process.views.waiting import attach, attach_draft, people, waiting

__all__ = [
    "attach",
    "attach_draft",
    "blueprint",
    "calendar",
    "change_date",
    "create",
    "dismiss",
    "edit",
    "index",
    "join",
    "people",
    "public",
    "publish",
    "remove_date",
    "results",
    "show",
    "split",
    "waiting",
    "withdraw",
]
