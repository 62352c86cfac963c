"""Editions: lineage of goals, measures and indicators, how an edition was adopted, decisions and renumberings."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

WITH_LINEAGE = ("goal", "measure", "indicator")
CHOICES = ("keep", "change", "end", "leave")


def upgrade() -> None:
    for table in WITH_LINEAGE:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("lineage", sa.String(length=36), nullable=True))
        _give_lineage(table)
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("lineage", existing_type=sa.String(length=36), nullable=False)
            batch_op.create_index(batch_op.f(f"ix_{table}_lineage"), ["lineage"], unique=False)
    _supersede_former_editions()
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.add_column(sa.Column("committee", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("paper_number", sa.String(length=80), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("adopted_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("base_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("own_levels", sa.JSON(), nullable=True))
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.alter_column("committee", existing_type=sa.String(length=200), server_default=None)
        batch_op.alter_column("paper_number", existing_type=sa.String(length=80), server_default=None)
        batch_op.create_foreign_key(
            batch_op.f("fk_edition_adopted_by_id_staff_user"),
            "staff_user",
            ["adopted_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_edition_base_id_edition"), "edition", ["base_id"], ["id"], ondelete="SET NULL"
        )
    for state in ("draft", "adopted"):
        only = sa.text(f"state = '{state}'")
        op.create_index(
            f"uq_edition_{state}", "edition", ["concept_id"], unique=True, sqlite_where=only, postgresql_where=only
        )
    op.create_table(
        "measure_decision",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("lineage", sa.String(length=36), nullable=False),
        sa.Column("choice", sa.Enum(*CHOICES, name="choice", native_enum=False, length=30), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["staff_user.id"], name=op.f("fk_measure_decision_actor_id_staff_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_measure_decision_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "lineage", name=op.f("pk_measure_decision")),
    )
    op.create_table(
        "renumbering",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["staff_user.id"], name=op.f("fk_renumbering_actor_id_staff_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_renumbering_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renumbering")),
    )
    op.create_index(op.f("ix_renumbering_edition_id"), "renumbering", ["edition_id"], unique=False)


def _give_lineage(table: str) -> None:
    rows = sa.table(table, sa.column("id", sa.Integer), sa.column("lineage", sa.String))
    connection = op.get_bind()
    ids = connection.execute(sa.select(rows.c.id)).scalars().all()
    if ids:
        statement = rows.update().where(rows.c.id == sa.bindparam("row")).values(lineage=sa.bindparam("given"))
        connection.execute(statement, [{"row": row, "given": str(uuid.uuid4())} for row in ids])


def _supersede_former_editions() -> None:
    """Leave each concept its newest draft and its newest adopted edition."""
    op.execute(
        "UPDATE edition SET state = 'superseded' WHERE state IN ('draft', 'adopted') AND id NOT IN "
        "(SELECT MAX(newest.id) FROM edition AS newest GROUP BY newest.concept_id, newest.state)"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_renumbering_edition_id"), table_name="renumbering")
    op.drop_table("renumbering")
    op.drop_table("measure_decision")
    for state in ("adopted", "draft"):
        op.drop_index(f"uq_edition_{state}", table_name="edition")
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_edition_base_id_edition"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_edition_adopted_by_id_staff_user"), type_="foreignkey")
        for column in ("own_levels", "base_id", "adopted_by_id", "paper_number", "committee"):
            batch_op.drop_column(column)
    for table in reversed(WITH_LINEAGE):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{table}_lineage"))
            batch_op.drop_column("lineage")
