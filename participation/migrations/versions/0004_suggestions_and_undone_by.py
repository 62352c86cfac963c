"""Who took a move back; suggestions that a moderator dismissed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the table."""
    with op.batch_alter_table("board_move") as moves:
        moves.add_column(sa.Column("undone_by_id", sa.Integer(), nullable=True))
        moves.create_foreign_key(
            op.f("fk_board_move_undone_by_id_staff_user"), "staff_user", ["undone_by_id"], ["id"], ondelete="SET NULL"
        )
    op.create_table(
        "dismissed_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("card_ids", sa.JSON(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_dismissed_suggestion_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["staff_user.id"],
            name=op.f("fk_dismissed_suggestion_actor_id_staff_user"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_dismissed_suggestion_cluster_id_cluster"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissed_suggestion")),
    )
    op.create_index(op.f("ix_dismissed_suggestion_workshop_id"), "dismissed_suggestion", ["workshop_id"])


def downgrade() -> None:
    """Take both away again."""
    op.drop_index(op.f("ix_dismissed_suggestion_workshop_id"), "dismissed_suggestion")
    op.drop_table("dismissed_suggestion")
    with op.batch_alter_table("board_move") as moves:
        moves.drop_constraint(op.f("fk_board_move_undone_by_id_staff_user"), type_="foreignkey")
        moves.drop_column("undone_by_id")
