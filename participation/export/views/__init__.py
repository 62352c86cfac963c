"""Downloads."""

from participation.export.views.action_plan import (
    action_plan,
    bring_action_plan,
    confirm_plan,
    discard_plan,
    receive_action_plan,
    returned_plan,
)
from participation.export.views.blueprint import blueprint
from participation.export.views.concepts import concept, differences, translation_sheet, value_sheet
from participation.export.views.invitations import invitations
from participation.export.views.jobs import cancel, job, jobs, result
from participation.export.views.reports import integration_report
from participation.export.views.status import status_letters, status_links
from participation.export.views.templates import discard_template, receive_template, template, template_file
from participation.export.views.votes import recount, voting_cards
from participation.export.views.workshops import documentation, poster

__all__ = [
    "action_plan",
    "blueprint",
    "bring_action_plan",
    "cancel",
    "concept",
    "confirm_plan",
    "differences",
    "discard_plan",
    "discard_template",
    "documentation",
    "integration_report",
    "invitations",
    "job",
    "jobs",
    "poster",
    "receive_action_plan",
    "receive_template",
    "recount",
    "result",
    "returned_plan",
    "status_letters",
    "status_links",
    "template",
    "template_file",
    "translation_sheet",
    "value_sheet",
    "voting_cards",
]
