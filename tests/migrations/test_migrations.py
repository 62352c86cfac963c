"""The revisions lead to exactly the tables of the models, and back, and keep what is stored."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import MetaData, Table, create_engine, inspect, text

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
        connection.execute(
            text(
                "INSERT INTO process (title, description, language, translations, created_at) "
                "VALUES ('Kept', '', 'de', '{}', '2026-11-20 12:00:00')"
            )
        )
    upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT title FROM process")).scalars().all() == ["Kept"]


SOMETHING = {int: 1, bool: False, object: {}, dict: {}, datetime: datetime(2026, 11, 20, tzinfo=UTC), str: "x"}


def a_row(connection, name, /, **values):
    """Insert a row with something in every column that needs it."""
    table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
    needed = [column for column in table.columns if not column.nullable and column.name not in values]
    connection.execute(table.insert(), values | {column.name: SOMETHING[column.type.python_type] for column in needed})


def test_tables_that_are_copied_keep_the_rows_that_refer_to_them(empty_app):
    upgrade(revision="0012")
    with db.engine.begin() as connection:
        a_row(connection, "process", id=1)
        a_row(connection, "workshop", id=1, process_id=1)
        a_row(connection, "workshop_table", id=1, workshop_id=1)
    upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT workshop_id FROM workshop_table")).scalars().all() == [1]
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_lines_of_a_history_are_numbered_by_the_version_that_they_led_to(empty_app):
    upgrade(revision="0013")
    with db.engine.begin() as connection:
        a_row(connection, "concept", id=1)
        a_row(connection, "edition", id=1, concept_id=1)
        for number, version in ((1, 3), (2, 1)):
            a_row(connection, "measure", id=number, edition_id=1, version=version)
        for number, measure in ((1, 1), (2, 2), (3, 1), (4, 1)):
            a_row(connection, "measure_change", id=number, measure_id=measure)
    upgrade()
    numbered = text("SELECT measure_id, version FROM measure_change ORDER BY id")
    with db.engine.connect() as connection:
        assert connection.execute(numbered).all() == [(1, 1), (2, 1), (1, 2), (1, 3)]
    downgrade(revision="0013")
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM measure_change")).scalar() == 4


OF_BEFORE = (
    "INSERT INTO process (id, title, created_at) VALUES (1, 'Old', '2026-01-01 12:00:00')",
    (
        "INSERT INTO workshop (id, process_id, code, title, place, state, template, languages, premoderated, questions,"
        " takes_late, stage_revision, board_revision, screen, created_at) VALUES"
        " (1, 1, 'K7M2QX', 'Evening', '', 'open', 'full', '[]', 0, '{}', 1, 1, 1, '{}', '2026-01-01 12:00:00')"
    ),
    (
        "INSERT INTO step (id, workshop_id, position, phase, kind, minutes, settings, state, extended_minutes,"
        " paused_seconds) VALUES (1, 1, 0, 'critique', 'collect', 5, '{}', 'ahead', 0, 0)"
    ),
)


def test_what_refers_to_a_changed_table_survives_up_and_down(empty_app):
    upgrade(revision="0013")
    with db.engine.begin() as connection:
        for statement in OF_BEFORE:
            connection.execute(text(statement))
    upgrade()
    with db.engine.connect() as connection:
        process = connection.execute(
            text("SELECT title, description, language, translations, published_at FROM process")
        )
        assert process.one() == ("Old", "", "de", "{}", None)
        workshop = connection.execute(text("SELECT title, invited_only, adjourned_until FROM workshop"))
        assert workshop.one() == ("Evening", 0, None)
        assert connection.execute(text("SELECT count(*) FROM step")).scalar_one() == 1
    downgrade(revision="0013")
    with db.engine.connect() as connection:
        titles = "SELECT process.title, workshop.title, step.minutes FROM process, workshop, step"
        assert connection.execute(text(titles)).one() == ("Old", "Evening", 5)
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


def said(statement: str) -> list[tuple]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


MOMENT = "2026-01-01 00:00:00"
A_MEASURED_GOAL = {
    "concept": {
        "id": 1,
        "title": "K",
        "city": "",
        "language": "de",
        "levels": "[]",
        "mapping": "{}",
        "created_at": MOMENT,
    },
    "edition": {"id": 1, "concept_id": 1, "title": "", "state": "draft"},
    "goal": {"id": 1, "edition_id": 1, "level": 0, "position": 0, "text": "Alle kommen an."},
    "indicator": {
        "id": 1,
        "goal_id": 1,
        "position": 0,
        "name": "Kurse",
        "unit": "",
        "source": "",
        "baseline": "",
        "target": "",
    },
    "measure": {
        **dict.fromkeys(("title", "text", "lead", "partners", "time_frame", "costs", "funding_source"), ""),
        **dict.fromkeys(("first_step", "target_groups", "place", "indicator", "origin_workshop"), ""),
        "id": 1,
        "edition_id": 1,
        "position": 0,
        "state": "draft",
        "version": 1,
        "spatial_reference": "district",
        "integration_phase": "cohesion",
        "created_at": MOMENT,
        "changed_at": MOMENT,
    },
    "measure_goal": {"measure_id": 1, "goal_id": 1},
}
"""Rows by table, in the form of revision 0014."""


def store_rows(rows: dict[str, dict]) -> None:
    with db.engine.begin() as connection:
        for table, row in rows.items():
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)  # noqa: S608 - our names


def test_tables_that_are_copied_keep_what_hangs_on_their_rows(empty_app):
    upgrade(revision="0014")
    store_rows(A_MEASURED_GOAL)
    upgrade(revision="0015")
    assert said("SELECT measure_id, goal_id FROM measure_goal") == [(1, 1)]
    assert said("SELECT name, version FROM indicator") == [("Kurse", 1)]
    assert said("SELECT spatial_reference, integration_phase FROM measure") == [("district", "cohesion")]
    assert said("SELECT text, version FROM goal") == [("Alle kommen an.", 1)]


def test_words_of_a_city_are_let_go_on_the_way_down_and_those_of_every_concept_stay(empty_app):
    upgrade(revision="0015")
    versioned = {name: A_MEASURED_GOAL[name] | {"version": 1} for name in ("goal", "indicator")}
    measure = A_MEASURED_GOAL["measure"] | {"spatial_reference": "quartier"}
    store_rows(A_MEASURED_GOAL | versioned | {"measure": measure})
    downgrade(revision="0014")
    assert said("SELECT spatial_reference, integration_phase FROM measure") == [(None, "cohesion")]
    assert said("SELECT measure_id, goal_id FROM measure_goal") == [(1, 1)]


def test_editions_keep_goals_and_get_lineage_going_up_and_down(empty_app):
    upgrade(revision="0014")
    with db.engine.begin() as connection:
        for statement in EDITIONS_BEFORE_LINEAGE:
            connection.execute(text(statement))
    upgrade()
    with db.engine.connect() as connection:
        states = connection.execute(text("SELECT state FROM edition ORDER BY id")).scalars().all()
        given = connection.execute(text("SELECT lineage FROM goal UNION SELECT lineage FROM indicator")).scalars().all()
    downgrade(revision="0014")
    with db.engine.connect() as connection:
        goals = connection.execute(text("SELECT text FROM goal ORDER BY id")).scalars().all()
        indicators = connection.execute(text("SELECT name FROM indicator")).scalars().all()
    assert (states, len(given), goals, indicators) == (["superseded", "draft"], 3, ["up", "below"], ["i"])


def test_concept_outlives_the_template_that_an_older_version_does_not_know(empty_app):
    upgrade()
    with db.engine.begin() as connection:
        a_row(connection, "concept", id=1)
        a_row(connection, "word_template", concept_id=1, content=b"PK")
    downgrade(revision="0018")
    assert said("SELECT id FROM concept") == [(1,)]
    upgrade()
    assert said("SELECT count(*) FROM word_template") == [(0,)]


def test_reports_go_with_their_revision_and_their_concept_stays(empty_app):
    upgrade()
    with db.engine.begin() as connection:
        a_row(connection, "concept", id=1, title="Kept")
        a_row(connection, "integration_report", id=1, concept_id=1, since=date(2025, 1, 1), until=date(2025, 12, 31))
        a_row(connection, "recommendation", id=1, report_id=1)
    downgrade(revision="0018")
    upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT title FROM concept")).scalars().all() == ["Kept"]
        assert connection.execute(text("SELECT count(*) FROM recommendation")).scalar() == 0


def fill_papers_jobs_and_rounds() -> None:
    """Store a row in each table of the revisions 0020 to 0022, and those that they refer to."""
    day = date(2026, 12, 31)
    with db.engine.begin() as connection:
        a_row(connection, "concept", id=1, title="Kept")
        a_row(connection, "process", id=1)
        a_row(connection, "workshop", id=1, process_id=1, title="Kept")
        a_row(connection, "staff_user", id=1, name="Kept")
        a_row(connection, "council_paper", id=1, workshop_id=1)
        a_row(connection, "council_paper_version", paper_id=1, number=1, content={"subject": "s"}, actor_id=1)
        a_row(connection, "job", id=1, state="waiting")
        a_row(connection, "status_round", id=1, concept_id=1, deadline=day, opened_by_id=1)
        a_row(connection, "status_request", id=1, round_id=1)
        a_row(connection, "status_report", id=1, request_id=1, state="done", progress="late", accepted_by_id=1)
        a_row(connection, "calendar_feed", id=1, concept_id=1, owner_id=1)


def test_papers_jobs_and_rounds_go_with_their_revisions_and_what_they_refer_to_stays(empty_app):
    upgrade(revision="0022")
    fill_papers_jobs_and_rounds()
    downgrade(revision="0019")
    kept = "SELECT concept.title, workshop.title, staff_user.name FROM concept, workshop, staff_user"
    assert said(kept) == [("Kept", "Kept", "Kept")]
    upgrade(revision="0022")
    assert said(kept) == [("Kept", "Kept", "Kept")]
    tables = ("council_paper", "council_paper_version", "job", "status_round", "status_report", "calendar_feed")
    assert [said(f"SELECT count(*) FROM {table}") for table in tables] == [[(0,)]] * len(tables)  # noqa: S608 - our names


def test_papers_outlive_workshops_and_staff_and_rounds_go_with_their_concept(empty_app):
    upgrade(revision="0022")
    fill_papers_jobs_and_rounds()
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM workshop"))
        connection.execute(text("DELETE FROM staff_user"))
    assert said("SELECT workshop_id, actor_id FROM council_paper, council_paper_version") == [(None, None)]
    assert said("SELECT opened_by_id, accepted_by_id FROM status_round, status_report") == [(None, None)]
    assert said("SELECT count(*) FROM calendar_feed") == [(0,)]
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM concept"))
        connection.execute(text("DELETE FROM council_paper"))
    left = "SELECT count(*) FROM status_report UNION ALL SELECT count(*) FROM council_paper_version"
    assert said(left) == [(0,), (0,)]


def test_translations_go_with_their_concept_and_stay_without_their_translator(empty_app):
    upgrade()
    with db.engine.begin() as connection:
        a_row(connection, "staff_user", id=1)
        for number in (1, 2):
            a_row(connection, "concept", id=number)
            a_row(connection, "text_translation", id=number, concept_id=number, text=f"words {number}", author_id=1)
        connection.execute(text("DELETE FROM staff_user"))
        connection.execute(text("DELETE FROM concept WHERE id = 1"))
    assert said("SELECT text, author_id FROM text_translation") == [("words 2", None)]
    downgrade(revision="0023")
    assert said("SELECT id FROM concept") == [(2,)]
    upgrade()
    assert said("SELECT count(*) FROM text_translation") == [(0,)]
