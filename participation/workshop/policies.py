"""Policies of addresses that belong to one workshop; its code stands in the address."""

from collections.abc import Mapping
from typing import Any

from participation.access.models import StaffUser
from participation.access.policies import Policy
from participation.workshop.permissions import may_lead
from participation.workshop.queries import moderates


def _leads(user: StaffUser | None, arguments: Mapping[str, Any]) -> bool:
    named = user is not None and not user.is_office and moderates(user.id, str(arguments.get("code", "")))
    return may_lead(user, named=named)


leads_workshop = Policy("leads_workshop", _leads)
