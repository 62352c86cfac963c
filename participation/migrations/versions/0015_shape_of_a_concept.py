"""Any city's shape: further places of goals, vocabularies, versions of goals and indicators."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_KINDS = ("target_group", "actor", "funding_source", "integration_phase", "spatial_reference")
_BUILT_IN = {
    "spatial_reference": ("place", "district", "city", "region"),
    "integration_phase": (
        "before_immigration",
        "first_integration",
        "incorporation",
        "growing_together",
        "cohesion",
    ),
}


def upgrade() -> None:
    op.create_table(
        "goal_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_goal_place_goal_id_goal"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["goal.id"], name=op.f("fk_goal_place_parent_id_goal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_place")),
        sa.UniqueConstraint("goal_id", "parent_id", name=op.f("uq_goal_place_goal_id_parent_id")),
    )
    op.create_index(op.f("ix_goal_place_parent_id"), "goal_place", ["parent_id"], unique=False)
    op.create_table(
        "vocabulary_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concept_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum(*_KINDS, name="vocabularykind", native_enum=False, length=30), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["concept.id"], name=op.f("fk_vocabulary_word_concept_id_concept"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vocabulary_word")),
        sa.UniqueConstraint("concept_id", "kind", "key", name=op.f("uq_vocabulary_word_concept_id_kind_key")),
    )
    for table in ("goal", "indicator"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1")))
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("version", existing_type=sa.Integer(), existing_nullable=False, server_default=None)
    with op.batch_alter_table("measure", schema=None) as batch_op:
        for name in _BUILT_IN:
            batch_op.alter_column(
                name, existing_type=_built_in(name), type_=sa.String(length=60), existing_nullable=True
            )


def downgrade() -> None:
    measure = sa.table("measure", *(sa.column(name, sa.String()) for name in _BUILT_IN))
    for name, keys in _BUILT_IN.items():
        column = measure.c[name]
        op.execute(sa.update(measure).where(column.not_in(keys)).values({name: None}))
    with op.batch_alter_table("measure", schema=None) as batch_op:
        for name in _BUILT_IN:
            batch_op.alter_column(
                name, existing_type=sa.String(length=60), type_=_built_in(name), existing_nullable=True
            )
    for table in ("indicator", "goal"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("version")
    op.drop_table("vocabulary_word")
    op.drop_index(op.f("ix_goal_place_parent_id"), table_name="goal_place")
    op.drop_table("goal_place")


def _built_in(name: str) -> sa.Enum:
    return sa.Enum(*_BUILT_IN[name], name=name.replace("_", ""), native_enum=False, length=30)
