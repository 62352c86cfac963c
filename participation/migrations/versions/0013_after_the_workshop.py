"""What comes after the workshop: take-home codes, and who was reached."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("take_home_hash", sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f("ix_participant_take_home_hash"), ["take_home_hash"], unique=False)
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("questions", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.alter_column("questions", existing_type=sa.JSON(), existing_nullable=False, server_default=None)
    op.create_table(
        "answer_count",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column(
            "question",
            sa.Enum("age", "district", "language", "since", "gender", name="question", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("answer", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_answer_count_workshop_id_workshop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", "question", "answer", name=op.f("pk_answer_count")),
    )
    op.create_table(
        "answer_key",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_answer_key_workshop_id_workshop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", "key", name=op.f("pk_answer_key")),
    )


def downgrade() -> None:
    op.drop_table("answer_key")
    op.drop_table("answer_count")
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_column("questions")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_take_home_hash"))
        batch_op.drop_column("take_home_hash")
