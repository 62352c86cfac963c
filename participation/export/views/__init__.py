"""Downloads."""

from participation.export.views.blueprint import blueprint
from participation.export.views.concepts import concept, differences
from participation.export.views.invitations import invitations
from participation.export.views.jobs import cancel, job, jobs, result
from participation.export.views.votes import recount, voting_cards
from participation.export.views.workshops import documentation, poster

__all__ = [
    "blueprint",
    "cancel",
    "concept",
    "differences",
    "documentation",
    "invitations",
    "job",
    "jobs",
    "poster",
    "recount",
    "result",
    "voting_cards",
]
