"""Sign in, sign out, choose a password."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from participation.access.errors import CredentialsWrong, PasswordTooShort
from participation.access.forms import PasswordForm, SignInForm
from participation.access.models import Role
from participation.access.policies import acting_staff, everyone, policy, signed_in
from participation.access.services import authenticate, change_password
from participation.i18n.choice import read_as_staff
from participation.kernel.transaction import transaction
from participation.web.limits import address, at_most
from participation.web.messages import word

HOMES = {Role.OFFICE: "/office/", Role.REVIEWER: "/reviews", Role.STEERING: "/steering"}
"""Where each role works; the others lead or interpret in workshops."""
SIGN_INS = 20
"""Attempts that an address has in a minute."""

blueprint = Blueprint("access", __name__)
blueprint.before_request(read_as_staff)


@blueprint.get("/login")
@policy(everyone)
def login() -> ResponseReturnValue:
    """Show the sign-in page."""
    return render_template("access/login.html", form=SignInForm(), after=_safe_address(request.args.get("next")))


@blueprint.post("/login")
@policy(everyone)
@at_most(lambda: SIGN_INS, address)
def sign_in() -> ResponseReturnValue:
    """Check name and password and go where the person wanted to go."""
    form = SignInForm()
    after = _safe_address(request.form.get("next"))
    if form.validate_on_submit():
        try:
            user = authenticate(form.name.data or "", form.password.data or "")
        except CredentialsWrong as error:
            form.form_errors.append(word(error))
        else:
            session.clear()
            login_user(user)
            return redirect(after or url_for("access.home"), 303)
    return render_template("access/login.html", form=form, after=after), 422


@blueprint.get("/home")
@policy(signed_in)
def home() -> ResponseReturnValue:
    """Lead to where the person works."""
    return redirect(HOMES.get(acting_staff().role, "/console/"))


@blueprint.route("/password", methods=["GET", "POST"])
@policy(signed_in)
def password() -> ResponseReturnValue:
    """Let staff choose a password of their own."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("access/password.html", form=form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            change_password(acting_staff(), form.password.data or "")
    except PasswordTooShort as error:
        form.form_errors.append(word(error))
        return render_template("access/password.html", form=form), 422
    return redirect(url_for("access.home"), 303)


@blueprint.post("/logout")
@policy(everyone)
def logout() -> ResponseReturnValue:
    """End the session of staff on this device."""
    logout_user()
    session.clear()
    return redirect(url_for("access.login"), 303)


def _safe_address(address: str | None) -> str:
    """Return a path on this site to go on to, never an address elsewhere."""
    parts = urlsplit(address or "")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith(("//", "/\\")):
        return ""
    return address or ""
