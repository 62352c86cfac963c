"""Processes over several workshops: timeline, joined topics, invitations on paper, adjournment."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_SUBJECT = sa.Enum("cluster", "plan", "scale", name="subject", native_enum=False, length=30)


def upgrade() -> None:
    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.add_column(sa.Column("description", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("language", sa.String(length=20), nullable=False, server_default="de"))
        batch_op.add_column(sa.Column("translations", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        batch_op.add_column(sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.alter_column("description", existing_type=sa.String(), server_default=None)
        batch_op.alter_column("language", existing_type=sa.String(length=20), server_default=None)
        batch_op.alter_column("translations", existing_type=sa.JSON(), server_default=None)
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("invited_only", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("adjourned_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.alter_column("invited_only", existing_type=sa.Boolean(), server_default=None)
    _create_tables()


def _create_tables() -> None:
    op.create_table(
        "process_steering",
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        _refers("process_steering", "process_id", "process"),
        _refers("process_steering", "user_id", "staff_user"),
        sa.PrimaryKeyConstraint("process_id", "user_id", name=op.f("pk_process_steering")),
    )
    op.create_table(
        "process_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("time_of_day", sa.Time(), nullable=True),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _refers("process_entry", "process_id", "process"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_entry")),
    )
    op.create_index(op.f("ix_process_entry_process_id"), "process_entry", ["process_id"])
    op.create_table(
        "joined_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("subject", _SUBJECT, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        _refers("joined_topic", "process_id", "process"),
        _refers("joined_topic", "actor_id", "staff_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joined_topic")),
    )
    op.create_index(op.f("ix_joined_topic_process_id"), "joined_topic", ["process_id"])
    op.create_table(
        "joined_topic_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("joined_topic_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        _refers("joined_topic_member", "joined_topic_id", "joined_topic"),
        _refers("joined_topic_member", "cluster_id", "cluster"),
        _refers("joined_topic_member", "plan_id", "plan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joined_topic_member")),
        sa.UniqueConstraint("cluster_id", name=op.f("uq_joined_topic_member_cluster_id")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_joined_topic_member_plan_id")),
    )
    op.create_index(op.f("ix_joined_topic_member_joined_topic_id"), "joined_topic_member", ["joined_topic_id"])
    op.create_table(
        "dismissed_joining",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("subject", _SUBJECT, nullable=False),
        sa.Column("subject_ids", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        _refers("dismissed_joining", "process_id", "process"),
        _refers("dismissed_joining", "actor_id", "staff_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissed_joining")),
    )
    op.create_index(op.f("ix_dismissed_joining_process_id"), "dismissed_joining", ["process_id"])
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        _refers("invitation", "workshop_id", "workshop"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("uq_invitation_workshop_id_number")),
    )
    op.create_index(op.f("ix_invitation_code_hash"), "invitation", ["code_hash"])


def _refers(table: str, column: str, to: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete)


def downgrade() -> None:
    for table in (
        "invitation",
        "dismissed_joining",
        "joined_topic_member",
        "joined_topic",
        "process_entry",
        "process_steering",
    ):
        op.drop_table(table)
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_column("adjourned_until")
        batch_op.drop_column("invited_only")
    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.drop_column("published_at")
        batch_op.drop_column("translations")
        batch_op.drop_column("language")
        batch_op.drop_column("description")
