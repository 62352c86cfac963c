"""Rounds of status reports with their links, and calendars of staff."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_STATE = sa.Enum(
    *("idea", "draft", "in_review", "recommended", "adopted", "in_progress", "done", "rejected", "postponed"),
    name="measurestate",
    native_enum=False,
    length=30,
)
_PROGRESS = sa.Enum("on_plan", "late", "stuck", name="progress", native_enum=False, length=30)


def upgrade() -> None:
    op.create_table(
        "status_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concept_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("half", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        _refers("status_round", "concept_id", "concept"),
        _refers("status_round", "opened_by_id", "staff_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_round")),
        sa.UniqueConstraint("concept_id", "year", "half", name=op.f("uq_status_round_concept_id_year_half")),
    )
    op.create_table(
        "status_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("lineage", sa.String(length=36), nullable=False),
        sa.Column("nonce", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        _refers("status_request", "round_id", "status_round"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_request")),
        sa.UniqueConstraint("round_id", "lineage", name=op.f("uq_status_request_round_id_lineage")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_status_request_token_hash")),
    )
    op.create_index(op.f("ix_status_request_lineage"), "status_request", ["lineage"])
    op.create_table(
        "status_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", _STATE, nullable=False),
        sa.Column("progress", _PROGRESS, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("happened", "next_steps", "obstacles", "spent")),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reporter", sa.String(length=200), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        _refers("status_report", "request_id", "status_request"),
        _refers("status_report", "accepted_by_id", "staff_user", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_report")),
        sa.UniqueConstraint("request_id", name=op.f("uq_status_report_request_id")),
    )
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concept_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        _refers("calendar_feed", "concept_id", "concept"),
        _refers("calendar_feed", "owner_id", "staff_user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("concept_id", "owner_id", name=op.f("uq_calendar_feed_concept_id_owner_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )


def _refers(table: str, column: str, to: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete)


def downgrade() -> None:
    for table in ("calendar_feed", "status_report", "status_request", "status_round"):
        op.drop_table(table)
