"""Cards that come after their step is over, and what a workshop does with them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("takes_late", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.alter_column("takes_late", server_default=None)
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.add_column(sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column("late", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_column("late")
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_column("takes_late")
