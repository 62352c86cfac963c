"""Titles of options that a machine has translated."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("round_option", schema=None) as batch_op:
        batch_op.add_column(sa.Column("machine_titles", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("round_option", schema=None) as batch_op:
        batch_op.alter_column("machine_titles", existing_type=sa.JSON(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("round_option", schema=None) as batch_op:
        batch_op.drop_column("machine_titles")
