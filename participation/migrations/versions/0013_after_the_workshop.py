"""What comes after the workshop: take-home codes."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("take_home_hash", sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f("ix_participant_take_home_hash"), ["take_home_hash"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_take_home_hash"))
        batch_op.drop_column("take_home_hash")
