"""Policies: who may ask for an address. Each view names one; a request to a view without one is refused.

A policy is a predicate over the staff user (or ``None``) and the arguments of the address. The test of the URL map
walks all views, so a route without a policy does not get past ``make test``.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation.access.models import Role, StaffUser
from participation.i18n.choice import read_as_staff

View = TypeVar("View", bound=Callable[..., ResponseReturnValue | Awaitable[ResponseReturnValue]])


@dataclass(frozen=True, slots=True)
class Policy:
    """A named rule: ``allows(user, arguments)`` says whether the address may be asked for."""

    name: str
    allows: Callable[[StaffUser | None, Mapping[str, Any]], bool]


everyone = Policy("everyone", lambda _user, _arguments: True)
signed_in = Policy("signed_in", lambda user, _arguments: user is not None)
office = Policy("office", lambda user, _arguments: user is not None and user.is_office)
reviewers = Policy("reviewers", lambda user, _arguments: _is_one_of(user, Role.REVIEWER, Role.OFFICE))
steering = Policy("steering", lambda user, _arguments: _is_one_of(user, Role.STEERING, Role.OFFICE))


def policy(rule: Policy) -> Callable[[View], View]:
    """Declare the policy of the decorated view."""

    def declare(view: View) -> View:
        view.policy = rule  # type: ignore[attr-defined]
        return view

    return declare


def policy_of(view: Callable[..., Any]) -> Policy | None:
    """Return the policy that the view declares."""
    return getattr(view, "policy", None)


def current_staff() -> StaffUser | None:
    """Return the staff user who is signed in."""
    return current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001


def acting_staff() -> StaffUser:
    """Return the signed-in staff user of a view whose policy asks for one; 403 when there is none."""
    user = current_staff()
    if user is None:
        abort(403)
    return user


def enforce() -> ResponseReturnValue | None:
    """Check the policy before the view runs: sign-in page for strangers, 403 for members without the right.

    Somebody who signed in with a one-time password is led to choose one of their own first.
    """
    if request.endpoint is None:
        return None
    rule = _rule_of_request()
    if rule is everyone:
        return None
    read_as_staff()
    user = current_staff()
    if user is not None and user.password_is_one_time and request.endpoint not in {"access.password", "access.logout"}:
        return redirect(url_for("access.password"))
    if rule is not None and rule.allows(user, request.view_args or {}):
        return None
    if user is not None:
        abort(403)
    return redirect(url_for("access.login", next=request.full_path.rstrip("?")))


def _is_one_of(user: StaffUser | None, *roles: Role) -> bool:
    return user is not None and user.role in roles


def _rule_of_request() -> Policy | None:
    if request.endpoint == "static":
        return everyone
    return policy_of(current_app.view_functions[request.endpoint or ""])


def init_app(app: Flask) -> None:
    """Enforce policies on every request."""
    app.before_request(enforce)
