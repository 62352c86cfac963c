"""What machines make of prompts; interpreters translate prompts too."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ONE_OF_TWO = "(card_id IS NULL) <> (cluster_id IS NULL)"
ONE_OF_THREE = (
    "(card_id IS NOT NULL AND cluster_id IS NULL AND prompt_id IS NULL)"
    " OR (card_id IS NULL AND cluster_id IS NOT NULL AND prompt_id IS NULL)"
    " OR (card_id IS NULL AND cluster_id IS NULL AND prompt_id IS NOT NULL)"
)


def upgrade() -> None:
    op.create_table(
        "prompt_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prompt_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["step_prompt.id"], name=op.f("fk_prompt_draft_prompt_id_step_prompt"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_draft")),
        sa.UniqueConstraint("prompt_id", "language", name=op.f("uq_prompt_draft_prompt_id_language")),
    )
    with op.batch_alter_table("translation_task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("prompt_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_translation_task_prompt_id_step_prompt"),
            "step_prompt",
            ["prompt_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_translation_task_prompt_id_language"), ["prompt_id", "language"]
        )
        batch_op.drop_constraint(batch_op.f("ck_translation_task_one_subject"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_translation_task_one_subject"), ONE_OF_THREE)


def downgrade() -> None:
    op.execute("DELETE FROM translation_task WHERE prompt_id IS NOT NULL")
    with op.batch_alter_table("translation_task", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_translation_task_one_subject"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_translation_task_prompt_id_language"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_translation_task_prompt_id_step_prompt"), type_="foreignkey")
        batch_op.drop_column("prompt_id")
        batch_op.create_check_constraint(batch_op.f("ck_translation_task_one_subject"), ONE_OF_TWO)
    op.drop_table("prompt_draft")
