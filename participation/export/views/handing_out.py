"""Handing a file out: now, or later when there is much to write."""

import unicodedata
from collections.abc import Callable
from urllib.parse import quote

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import acting_staff
from participation.export.making import Making, make_later
from participation.kernel.database import db
from participation.web.fragments import see_other


def hand_out(making: Making, name: str, **words: str | int) -> ResponseReturnValue:
    """Hand out a file of this kind under this name; a large one is made in the background, and its page is shown.

    `words` are what the kind's function takes. Raises `TooManyJobs`.
    """
    if making.is_large(**words):
        return see_other(url_for("export.job", job_id=make_later(making, name, owner_key(acting_staff()), words)))
    download = making.prepare(**words)
    return handed_out(download.write, download.mimetype, "attachment", name)


def owner_key(user: StaffUser) -> str:
    """Return by what a job knows its owner."""
    return f"staff:{user.id}"


def disposition(kind: str, name: str) -> str:
    """Return the header value for a file name in any script (RFC 6266, appendix D), with a plain one beside it."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return f"{kind}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"


def handed_out(write: Callable[[], bytes], mimetype: str, kind: str, name: str) -> Response:
    """Write the file after the database was let go of: setting pages takes seconds, a connection serves others."""
    db.session.rollback()
    answer = Response(write(), content_type=mimetype)
    answer.headers["Content-Disposition"] = disposition(kind, name)
    answer.cache_control.no_store = True
    return answer
