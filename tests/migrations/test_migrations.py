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

EDITIONS_BEFORE_LINEAGE = (
    (
        "INSERT INTO concept (id, title, city, language, levels, mapping, created_at)"
        " VALUES (1, 'C', '', 'de', '[]', '{}', '2026-11-20 12:00:00')"
    ),
    "INSERT INTO edition (id, concept_id, title, state) VALUES (1, 1, 'a', 'draft'), (2, 1, 'b', 'draft')",
    "INSERT INTO goal (id, edition_id, parent_id, level, position, text) VALUES (1, 2, NULL, 0, 0, 'up')",
    "INSERT INTO goal (id, edition_id, parent_id, level, position, text) VALUES (2, 2, 1, 1, 1, 'below')",
    (
        "INSERT INTO indicator (id, goal_id, position, name, unit, source, baseline, target)"
        " VALUES (1, 2, 0, 'i', '', '', '', '')"
    ),
)


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


def test_editions_keep_goals_and_get_lineage_going_up_and_down(empty_app):
    upgrade(revision="0013")
    with db.engine.begin() as connection:
        for statement in EDITIONS_BEFORE_LINEAGE:
            connection.execute(text(statement))
    upgrade()
    with db.engine.connect() as connection:
        states = connection.execute(text("SELECT state FROM edition ORDER BY id")).scalars().all()
        given = connection.execute(text("SELECT lineage FROM goal UNION SELECT lineage FROM indicator")).scalars().all()
    downgrade(revision="0013")
    with db.engine.connect() as connection:
        goals = connection.execute(text("SELECT text FROM goal ORDER BY id")).scalars().all()
        indicators = connection.execute(text("SELECT name FROM indicator")).scalars().all()
    assert (states, len(given), goals, indicators) == (["superseded", "draft"], 3, ["up", "below"], ["i"])
