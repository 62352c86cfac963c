"""Policies of addresses that belong to one workshop; its code stands in the address."""

from collections.abc import Mapping
from typing import Any

from participation.access.models import StaffUser
from participation.access.policies import Policy
from participation.workshop.permissions import may_lead
from participation.workshop.queries import interprets, moderates


def _leads(user: StaffUser | None, arguments: Mapping[str, Any]) -> bool:
    named = user is not None and not user.is_office and moderates(user.id, str(arguments.get("code", "")))
    return may_lead(user, named=named)


def _interprets(user: StaffUser | None, arguments: Mapping[str, Any]) -> bool:
    return _leads(user, arguments) or (user is not None and interprets(user.id, str(arguments.get("code", ""))))


leads_workshop = Policy("leads_workshop", _leads)
interprets_workshop = Policy("interprets_workshop", _interprets)
"""Whoever interprets in a workshop, and whoever leads it."""
