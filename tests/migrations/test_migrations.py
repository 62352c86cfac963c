"""The revisions lead to exactly the tables of the models, and back, and keep what is stored."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, inspect, text

from participation.app import create_app
from participation.config import Settings
from participation.kernel.database import Base, db


@pytest.fixture
def empty_app(tmp_path: Path):
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'new.sqlite'}", secret_key="tests", instance=tmp_path)
    app = create_app(settings, TESTING=True)
    with app.app_context():
        yield app
        db.engine.dispose()


def differences():
    with db.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata)


def test_head_equals_the_models(empty_app):
    upgrade()
    assert differences() == []


def test_all_the_way_down_leaves_no_table(empty_app):
    upgrade()
    downgrade(revision="base")
    assert inspect(create_engine(empty_app.config["SQLALCHEMY_DATABASE_URI"])).get_table_names() == ["alembic_version"]


def test_upgrading_again_keeps_what_is_stored(empty_app):
    upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("INSERT INTO process (title, created_at) VALUES ('Kept', '2026-11-20 12:00:00')"))
    upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT title FROM process")).scalars().all() == ["Kept"]
