"""Hears what other processes did to the same SQLite file: ``participation workshop step`` beside a running server.

With Redis every process tells every other. On SQLite there is one server process, so a command has nobody to tell;
the server looks at the file's own change counter instead (``PRAGMA data_version``: one number, no disk read) and
announces the revisions when it has moved. Announcing what is known already is harmless: revisions only grow.
"""

import threading

from flask import Flask
from sqlalchemy import select, text

from participation.kernel.database import db
from participation.live.extension import publish
from participation.workshop.channels import board_channel, stage_channel
from participation.workshop.models import Workshop, WorkshopState

PERIOD_SECONDS = 0.25


def watch_database(app: Flask) -> threading.Event:
    """Start looking, in a thread of its own; setting the returned event ends it.

    Does nothing on PostgreSQL, where Redis carries the news.
    """
    ended = threading.Event()
    if app.config["SETTINGS"].uses_sqlite:
        threading.Thread(target=_watch, args=(app, ended), name="watch-database", daemon=True).start()
    return ended


def _watch(app: Flask, ended: threading.Event) -> None:
    with app.app_context(), db.engine.connect() as connection:
        seen: int | None = None
        while not ended.wait(PERIOD_SECONDS):
            version = connection.execute(text("PRAGMA data_version")).scalar_one()
            if version != seen:
                seen = version
                _announce()
            connection.rollback()


def _announce() -> None:
    columns = (Workshop.code, Workshop.stage_revision, Workshop.board_revision)
    lively = select(*columns).where(Workshop.state != WorkshopState.ARCHIVED)
    for code, stage, board in db.session.execute(lively).all():
        publish(stage_channel(code), "stage", stage)
        publish(board_channel(code), "board", board)
    db.session.remove()
