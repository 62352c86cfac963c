"""Measures: deadlines, numbered versions of the history, reviews."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

VOTES = ("recommend", "with_changes", "against")
STATES = (
    "idea",
    "draft",
    "in_review",
    "recommended",
    "adopted",
    "in_progress",
    "done",
    "rejected",
    "postponed",
)


def upgrade() -> None:
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("funded_until", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_measure_due_on"), ["due_on"], unique=False)
    with op.batch_alter_table("measure_change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=True))
    _number_the_history()
    op.create_table(
        "review_rules",
        sa.Column("concept_id", sa.Integer(), nullable=False),
        sa.Column("reviewers", sa.Integer(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["concept.id"], name=op.f("fk_review_rules_concept_id_concept"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("concept_id", name=op.f("pk_review_rules")),
    )
    op.create_table(
        "review_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Enum(*STATES, name="measurestate", native_enum=False, length=30), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_review_round_measure_id_measure"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"],
            ["staff_user.id"],
            name=op.f("fk_review_round_opened_by_id_staff_user"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["staff_user.id"],
            name=op.f("fk_review_round_decided_by_id_staff_user"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_round")),
    )
    op.create_index(op.f("ix_review_round_measure_id"), "review_round", ["measure_id"])
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("measure_version", sa.Integer(), nullable=True),
        sa.Column("vote", sa.Enum(*VOTES, name="vote", native_enum=False, length=30), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_review_round_id_review_round"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["staff_user.id"], name=op.f("fk_review_reviewer_id_staff_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("round_id", "reviewer_id", name=op.f("uq_review_round_id_reviewer_id")),
    )
    op.create_index(op.f("ix_review_reviewer_id"), "review", ["reviewer_id"])


def downgrade() -> None:
    op.drop_table("review")
    op.drop_table("review_round")
    op.drop_table("review_rules")
    with op.batch_alter_table("measure_change", schema=None) as batch_op:
        batch_op.drop_column("version")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_due_on"))
        batch_op.drop_column("funded_until")
        batch_op.drop_column("due_on")


def _number_the_history() -> None:
    """Give each line of a history the version that it led to: the latest one to the present version."""
    measure = sa.table("measure", sa.column("id"), sa.column("version"))
    change = sa.table("measure_change", sa.column("id"), sa.column("measure_id"), sa.column("version"))
    connection = op.get_bind()
    present = {row.id: row.version for row in connection.execute(sa.select(measure.c.id, measure.c.version))}
    lines: dict[int, list[int]] = defaultdict(list)
    for row in connection.execute(sa.select(change.c.id, change.c.measure_id).order_by(change.c.id.desc())):
        lines[row.measure_id].append(row.id)
    numbered = [
        {"line": line, "number": max(present[measure_id] - back, 1)}
        for measure_id, of_measure in lines.items()
        for back, line in enumerate(of_measure)
    ]
    if numbered:
        statement = sa.update(change).where(change.c.id == sa.bindparam("line")).values(version=sa.bindparam("number"))
        connection.execute(statement, numbered)
