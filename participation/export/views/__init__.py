"""Downloads."""

from participation.export.views.blueprint import blueprint
from participation.export.views.concepts import concept, differences
from participation.export.views.invitations import invitations
from participation.export.views.templates import discard_template, receive_template, template, template_file
from participation.export.views.votes import recount, voting_cards
from participation.export.views.workshops import documentation, poster

__all__ = [
    "blueprint",
    "concept",
    "differences",
    "discard_template",
    "documentation",
    "invitations",
    "poster",
    "receive_template",
    "recount",
    "template",
    "template_file",
    "voting_cards",
]
