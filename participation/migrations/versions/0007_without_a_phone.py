"""Votes for people without a phone: voting cards, paper counted twice, and the rules that a round keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NEW_IN_ROUND = ("by_cards", "counted_twice", "paper_reason", "cards_issued", "cards_on_paper")


def upgrade() -> None:
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("by_cards", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("counted_twice", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("paper_reason", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("cards_issued", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cards_on_paper", sa.Integer(), nullable=True))

    op.create_table(
        "voting_rule",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("by_cards", sa.Boolean(), nullable=False),
        sa.Column("counted_twice", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_voting_rule_workshop_id_workshop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_voting_rule")),
    )
    op.create_table(
        "paper_tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("dots", sa.JSON(), nullable=False),
        sa.Column("single_handed", sa.Boolean(), nullable=False),
        sa.Column("counted_by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["counted_by_id"],
            ["staff_user.id"],
            name=op.f("fk_paper_tally_counted_by_id_staff_user"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_paper_tally_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_tally")),
        sa.UniqueConstraint("round_id", "turn", name=op.f("uq_paper_tally_round_id_turn")),
    )
    op.create_table(
        "voting_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_voting_card_workshop_id_workshop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voting_card")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_voting_card_secret_hash")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("uq_voting_card_workshop_id_number")),
    )
    op.create_table(
        "voting_card_use",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column(
            "way", sa.Enum("unused", "phone", "paper", name="carduse", native_enum=False, length=30), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["card_id"], ["voting_card.id"], name=op.f("fk_voting_card_use_card_id_voting_card"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_voting_card_use_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "card_id", name=op.f("pk_voting_card_use")),
    )
    with op.batch_alter_table("voting_card_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voting_card_use_card_id"), ["card_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("voting_card_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_voting_card_use_card_id"))

    op.drop_table("voting_card_use")
    op.drop_table("voting_card")
    op.drop_table("paper_tally")
    op.drop_table("voting_rule")
    with op.batch_alter_table("round", schema=None) as batch_op:
        for name in NEW_IN_ROUND:
            batch_op.drop_column(name)
