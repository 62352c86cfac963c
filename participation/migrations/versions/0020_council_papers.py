"""Council papers and all that was ever saved in them."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "council_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_council_paper_workshop_id_workshop"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_paper")),
    )
    op.create_index(op.f("ix_council_paper_workshop_id"), "council_paper", ["workshop_id"])
    op.create_table(
        "council_paper_version",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["council_paper.id"],
            name=op.f("fk_council_paper_version_paper_id_council_paper"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["staff_user.id"],
            name=op.f("fk_council_paper_version_actor_id_staff_user"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("paper_id", "number", name=op.f("pk_council_paper_version")),
    )


def downgrade() -> None:
    op.drop_table("council_paper_version")
    op.drop_index(op.f("ix_council_paper_workshop_id"), table_name="council_paper")
    op.drop_table("council_paper")
