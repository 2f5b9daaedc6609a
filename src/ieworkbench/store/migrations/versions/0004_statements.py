"""Statements with their parts, and what was decided on those that were proposed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of statements."""
    op.create_table(
        "statement_decision",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("passage", sa.String(), nullable=False),
        sa.Column("cue", sa.String(), nullable=True),
        sa.Column("deontic", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["passage"], ["passage.id"], name=op.f("fk_statement_decision_passage")),
        sa.ForeignKeyConstraint(["cue"], ["passage.id"], name=op.f("fk_statement_decision_cue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_decision")),
    )
    op.create_index(op.f("ix_statement_decision_passage"), "statement_decision", ["passage"], unique=False)
    op.create_index(op.f("ix_statement_decision_cue"), "statement_decision", ["cue"], unique=False)
    op.create_table(
        "statement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("passage", sa.String(), nullable=False),
        sa.Column("deontic", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("implied", sa.Boolean(), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["passage"], ["passage.id"], name=op.f("fk_statement_passage")),
        sa.ForeignKeyConstraint(["decision"], ["statement_decision.id"], name=op.f("fk_statement_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    op.create_index(op.f("ix_statement_passage"), "statement", ["passage"], unique=False)
    op.create_index(op.f("ix_statement_decision"), "statement", ["decision"], unique=False)
    op.create_table(
        "statement_part",
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("passage", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_statement_part_statement")),
        sa.ForeignKeyConstraint(["passage"], ["passage.id"], name=op.f("fk_statement_part_passage")),
        sa.PrimaryKeyConstraint("statement", "position", name=op.f("pk_statement_part")),
    )
    op.create_index(op.f("ix_statement_part_passage"), "statement_part", ["passage"], unique=False)
