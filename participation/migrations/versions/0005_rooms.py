"""Parallel rooms of a large workshop, and where the topics of its plenum come from."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pace = sa.Enum("together", "own", name="pace", native_enum=False, length=30)
    entry = sa.Enum("evenly", "choice", name="roomentry", native_enum=False, length=30)
    op.add_column("workshop", sa.Column("pace", pace, nullable=True))
    op.add_column("workshop", sa.Column("room_entry", entry, nullable=True))
    op.add_column("workshop", sa.Column("called_back_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("participant", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plenum_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["plenum_id"], ["workshop.id"], name=op.f("fk_room_plenum_id_workshop"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_room_workshop_id_workshop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("plenum_id", "position", name=op.f("uq_room_plenum_id_position")),
        sa.UniqueConstraint("workshop_id", name=op.f("uq_room_workshop_id")),
    )
    op.create_table(
        "gathered_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_gathered_topic_cluster_id_cluster"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["cluster.id"], name=op.f("fk_gathered_topic_source_id_cluster"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_gathered_topic_room_id_room"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gathered_topic")),
        sa.UniqueConstraint("source_id", name=op.f("uq_gathered_topic_source_id")),
    )
    with op.batch_alter_table("gathered_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gathered_topic_cluster_id"), ["cluster_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gathered_topic_room_id"), ["room_id"], unique=False)


def downgrade() -> None:
    op.drop_table("gathered_topic")
    op.drop_table("room")
    op.drop_column("participant", "left_at")
    op.drop_column("workshop", "called_back_at")
    op.drop_column("workshop", "room_entry")
    op.drop_column("workshop", "pace")
