"""The application factory: short ordered steps, and the list of blueprints."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_login import LoginManager
from flask_migrate import Migrate

from participation.access import messages as access_messages
from participation.access import policies
from participation.access.queries import find_user
from participation.access.views import blueprint as access_blueprint
from participation.cli import messages as cli_messages
from participation.concept import messages as concept_messages
from participation.concept.views import blueprint as concept_blueprint
from participation.config import Settings, resources
from participation.contributions import drafts as contributions_drafts
from participation.contributions import hints as contributions_hints
from participation.contributions import messages as contributions_messages
from participation.contributions import push as contributions_push
from participation.export import messages as export_messages
from participation.export.views import blueprint as export_blueprint
from participation.hall import messages as hall_messages
from participation.hall.views import blueprint as hall_blueprint
from participation.hall.views.console import blueprint as console_blueprint
from participation.i18n import extension as i18n
from participation.kernel.database import db
from participation.live import extension as live
from participation.live.application import Application
from participation.machine import extension as machine
from participation.measures import messages as measures_messages
from participation.measures import push as measures_push
from participation.measures.views import blueprint as measures_blueprint
from participation.measures.views import jury as jury_blueprint
from participation.monitoring import messages as monitoring_messages
from participation.monitoring.views import blueprint as monitoring_blueprint
from participation.monitoring.views import secret_pages as status_blueprint
from participation.open_data import messages as open_data_messages
from participation.open_data.views import blueprint as open_data_blueprint
from participation.papers import messages as papers_messages
from participation.papers.views import blueprint as papers_blueprint
from participation.prioritisation import messages as prioritisation_messages
from participation.privacy import messages as privacy_messages
from participation.privacy.views import blueprint as privacy_blueprint
from participation.process import following as process_following
from participation.process import messages as process_messages
from participation.process.views import blueprint as process_blueprint
from participation.publication.views import blueprint as publication_blueprint
from participation.reach import messages as reach_messages
from participation.reach.views import blueprint as reach_blueprint
from participation.report import messages as report_messages
from participation.report.views import blueprint as report_blueprint
from participation.web import (
    addresses,
    assets,
    compression,
    drawn,
    error_pages,
    limits,
    messages,
    navigation,
    requests,
    security,
)
from participation.workshop import messages as workshop_messages
from participation.workshop import push as workshop_push
from participation.workshop.views import blueprint as workshop_blueprint

BLUEPRINTS = (
    access_blueprint,
    concept_blueprint,
    workshop_blueprint,
    reach_blueprint,
    measures_blueprint,
    jury_blueprint,
    process_blueprint,
    report_blueprint,
    monitoring_blueprint,
    status_blueprint,
    publication_blueprint,
    export_blueprint,
    papers_blueprint,
    console_blueprint,
    privacy_blueprint,
    open_data_blueprint,
    hall_blueprint,
)
LISTENERS = (
    contributions_drafts,
    contributions_hints,
    contributions_push,
    measures_push,
    process_following,
    workshop_push,
)
"""Modules whose functions listen to events; imported so that they are registered."""
MESSAGES = (
    access_messages,
    cli_messages,
    concept_messages,
    contributions_messages,
    export_messages,
    hall_messages,
    measures_messages,
    papers_messages,
    open_data_messages,
    monitoring_messages,
    prioritisation_messages,
    privacy_messages,
    process_messages,
    reach_messages,
    report_messages,
    workshop_messages,
)
"""Modules with the sentences for the named errors of their feature."""
MIGRATIONS = str(Path(__file__).parent / "migrations")
SERVER_THREADS = 64
"""Threads of the gthread server on SQLite."""
STREAMS_WRITTEN = 3000
"""With SQLite: one thread writes them all (``live.stream_worker``)."""
STREAMS_WITH_THREADS = 48
"""On another server with threads a stream holds a thread, so fewer streams than threads are let in."""
SEATS_RESERVED = 16
"""Of these, for projectors and consoles."""
STREAMS_WITH_GEVENT = 2000
"""In each process, with PostgreSQL: a stream holds a greenlet, which costs little."""
CONNECTIONS_WITH_GEVENT = 20
"""To PostgreSQL from each process; its default is 100 for all of them."""


def create_app(settings: Settings | None = None, **overrides: object) -> Flask:
    """Return the application for ``settings`` (by default from the environment).

    ``overrides`` are Flask configuration keys that tests set. Raises ``SettingRefused`` for a setting that
    cannot be used.
    """
    settings = settings or Settings.from_env()
    root = resources()
    app = Application(
        "participation",
        template_folder=str(root / "templates"),
        static_folder=str(root / "static"),
        instance_path=str(settings.instance),
    )
    _configure(app, settings, root)
    app.config.update(overrides)
    _install_extensions(app)
    _install_pages(app, settings)
    return app


def _configure(app: Flask, settings: Settings, root: Path) -> None:
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        TRANSLATIONS=str(root / "translations"),
        TIMEZONE=settings.timezone,
        LIVE_REDIS_URL=settings.redis_url,
        LIVE_STREAM_LIMIT=STREAMS_WITH_THREADS if settings.uses_sqlite else STREAMS_WITH_GEVENT,
        LIVE_WRITTEN_STREAM_LIMIT=STREAMS_WRITTEN,
        LIVE_SEATS_RESERVED=SEATS_RESERVED,
        PERMANENT_SESSION_LIFETIME=timedelta(days=60),
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        SESSION_REFRESH_EACH_REQUEST=False,
    )


def _engine_options(settings: Settings) -> dict[str, Any]:
    """Give each server thread a connection; the last one used comes first: it has its statements prepared."""
    last_first = {"pool_timeout": 15, "pool_use_lifo": True}
    if settings.uses_sqlite:  # connections move between threads
        return last_first | {"pool_size": SERVER_THREADS, "connect_args": {"check_same_thread": False}}
    return last_first | {"pool_size": CONNECTIONS_WITH_GEVENT, "max_overflow": 0}


def _install_extensions(app: Flask) -> None:
    addresses.init_app(app)
    db.init_app(app)
    Migrate(app, db, directory=MIGRATIONS, render_as_batch=True)
    i18n.init_app(app)
    live.init_app(app)
    machine.init_app(app)
    limits.init_app(app)
    _install_login(app)
    policies.init_app(app)
    requests.init_app(app)
    security.init_app(app)


def _install_login(app: Flask) -> None:
    login = LoginManager(app, add_context_processor=False)  # templates ask for `current_staff`
    login.session_protection = None  # it would look at address and user agent, which we neither keep nor need
    login.user_loader(lambda user_id: find_user(int(user_id)))


def _install_pages(app: Flask, settings: Settings) -> None:
    compression.init_app(app)
    assets.init_app(app)
    drawn.init_app(app)
    error_pages.init_app(app)
    messages.init_app(app, [module.SENTENCES for module in MESSAGES])
    navigation.init_app(app)
    app.jinja_env.globals["settings"] = settings
    app.jinja_env.globals["current_staff"] = policies.current_staff
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
