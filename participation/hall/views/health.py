"""For whoever watches over the server: whether the process is up, and whether it can work."""

import logging

from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from participation.access.policies import everyone, policy
from participation.hall.views.blueprint import blueprint
from participation.kernel.database import db
from participation.live.extension import is_healthy

log = logging.getLogger(__name__)


@blueprint.get("/healthz")
@policy(everyone)
def healthz() -> ResponseReturnValue:
    """Say that the process answers."""
    return {"status": "up"}


@blueprint.get("/readyz")
@policy(everyone)
def readyz() -> ResponseReturnValue:
    """Say whether database and live broker can be used; 503 when one of them cannot."""
    usable = {"database": _database_answers(), "live": is_healthy()}
    return usable, 200 if all(usable.values()) else 503


def _database_answers() -> bool:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        log.exception("the database does not answer")
        return False
    return True
