"""Downloads."""

from participation.export.views.blueprint import blueprint
from participation.export.views.concepts import concept, differences
from participation.export.views.invitations import invitations
from participation.export.views.status import status_letters, status_links
from participation.export.views.votes import recount, voting_cards
from participation.export.views.workshops import documentation, poster

__all__ = [
    "blueprint",
    "concept",
    "differences",
    "documentation",
    "invitations",
    "poster",
    "recount",
    "status_letters",
    "status_links",
    "voting_cards",
]
