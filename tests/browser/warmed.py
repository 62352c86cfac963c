"""Imported once by the process that servers are forked from: does what each of them would do again at its start.

The application is imported, its tables are mapped, its addresses and templates are compiled.
"""

from pathlib import Path

import gunicorn.app.wsgiapp
import gunicorn.workers.gthread
from sqlalchemy.orm import configure_mappers

import participation.__main__
from participation.app import create_app
from participation.config import Settings
from tests.made_once import keep_across_applications

IMPORTED = (gunicorn.app.wsgiapp, gunicorn.workers.gthread, participation.__main__)

keep_across_applications()
configure_mappers()
_nowhere = Path("/nowhere")  # the database is never opened
_templates = create_app(Settings(f"sqlite:///{_nowhere}", secret_key="tests", instance=_nowhere)).jinja_env
for _name in _templates.list_templates(extensions=["html"]):
    _templates.get_template(_name)
