"""Questions of tables, hosts, visits of a World Café, and every version of a canvas field."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

HOSTS = sa.text("hosts_table")


def upgrade() -> None:
    with op.batch_alter_table("workshop_table", schema=None) as batch_op:
        batch_op.add_column(sa.Column("questions", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("workshop_table", schema=None) as batch_op:
        batch_op.alter_column("questions", existing_type=sa.JSON(), existing_nullable=False, server_default=None)
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hosts_table", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.alter_column("hosts_table", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    op.create_index(
        "ix_participant_host", "participant", ["table_id"], unique=True, sqlite_where=HOSTS, postgresql_where=HOSTS
    )
    op.create_table(
        "table_visit",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_table_visit_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_table_visit_step_id_step"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["table_id"],
            ["workshop_table.id"],
            name=op.f("fk_table_visit_table_id_workshop_table"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", "step_id", name=op.f("pk_table_visit")),
    )
    op.create_index(op.f("ix_table_visit_step_id"), "table_visit", ["step_id"], unique=False)
    op.create_table(
        "plan_field_version",
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["field_id"],
            ["plan_field.id"],
            name=op.f("fk_plan_field_version_field_id_plan_field"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("field_id", "version", name=op.f("pk_plan_field_version")),
    )
    # What stands in the canvases already is the first version that is known of it.
    op.execute(
        "INSERT INTO plan_field_version (field_id, version, text, language, at, by_staff) "
        "SELECT id, version, text, language, changed_at, participant_id IS NULL FROM plan_field"
    )


def downgrade() -> None:
    op.drop_table("plan_field_version")
    op.drop_table("table_visit")
    op.drop_index("ix_participant_host", table_name="participant")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_column("hosts_table")
    with op.batch_alter_table("workshop_table", schema=None) as batch_op:
        batch_op.drop_column("questions")
