"""Sentences for the refusals."""

from participation.i18n import mark
from participation.privacy import errors
from participation.web.messages import register

register({errors.WorkshopNotClosed: mark("Close the workshop first, then archive it.")})
