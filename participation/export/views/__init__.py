"""Downloads."""

from participation.export.views.blueprint import blueprint
from participation.export.views.concepts import concept, differences, value_sheet
from participation.export.views.invitations import invitations
from participation.export.views.reports import integration_report
from participation.export.views.votes import recount, voting_cards
from participation.export.views.workshops import documentation, poster

__all__ = [
    "blueprint",
    "concept",
    "differences",
    "documentation",
    "integration_report",
    "invitations",
    "poster",
    "recount",
    "value_sheet",
    "voting_cards",
]
