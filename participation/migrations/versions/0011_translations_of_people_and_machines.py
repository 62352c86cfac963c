"""Interpreters and what they have in hand; titles of options that a machine has translated."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.add_column(sa.Column("guessed_language", sa.String(length=20), nullable=True))
    with op.batch_alter_table("round_option", schema=None) as batch_op:
        batch_op.add_column(sa.Column("machine_titles", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("round_option", schema=None) as batch_op:
        batch_op.alter_column("machine_titles", existing_type=sa.JSON(), existing_nullable=False, server_default=None)

    op.create_table(
        "workshop_interpreter",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["staff_user.id"],
            name=op.f("fk_workshop_interpreter_user_id_staff_user"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_workshop_interpreter_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop_id", "user_id", name=op.f("pk_workshop_interpreter")),
    )
    op.create_table(
        "translation_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("doubt", sa.String(), nullable=False),
        sa.Column("doubted_by_id", sa.Integer(), nullable=True),
        sa.Column("doubted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(card_id IS NULL) <> (cluster_id IS NULL)", name=op.f("ck_translation_task_one_subject")),
        sa.ForeignKeyConstraint(
            ["card_id"], ["card.id"], name=op.f("fk_translation_task_card_id_card"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_translation_task_cluster_id_cluster"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["doubted_by_id"],
            ["staff_user.id"],
            name=op.f("fk_translation_task_doubted_by_id_staff_user"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"],
            ["staff_user.id"],
            name=op.f("fk_translation_task_holder_id_staff_user"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_translation_task_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_task")),
        sa.UniqueConstraint("card_id", "language", name=op.f("uq_translation_task_card_id_language")),
        sa.UniqueConstraint("cluster_id", "language", name=op.f("uq_translation_task_cluster_id_language")),
    )
    with op.batch_alter_table("translation_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_translation_task_workshop_id"), ["workshop_id"], unique=False)
    op.create_table(
        "machine_text",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", "source", "target", name=op.f("pk_machine_text")),
    )
    with op.batch_alter_table("machine_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_machine_text_asked_at"), ["asked_at"], unique=False)
    op.create_table(
        "machine_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_machine_day")),
    )


def downgrade() -> None:
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_column("guessed_language")
    op.drop_table("machine_day")
    op.drop_table("machine_text")
    op.drop_table("translation_task")
    op.drop_table("workshop_interpreter")
    with op.batch_alter_table("round_option", schema=None) as batch_op:
        batch_op.drop_column("machine_titles")
