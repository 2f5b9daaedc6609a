"""The chain of action: acts, texts of the institution, the accounts they rest on, and what joins them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the chain."""
    op.create_table(
        "act",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("doing", sa.Text(), nullable=False),
        sa.Column("doer_kind", sa.String(), nullable=False),
        sa.Column("doer", sa.Text(), nullable=False),
        sa.Column("initiative_kind", sa.String(), nullable=False),
        sa.Column("initiative", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("when", sa.Text(), nullable=True),
        sa.Column("when_earliest", sa.Date(), nullable=True),
        sa.Column("when_latest", sa.Date(), nullable=True),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=True),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("inferred", sa.Text(), nullable=False),
        sa.Column("gap", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_act_site")),
        sa.ForeignKeyConstraint(["case"], ["case.id"], name=op.f("fk_act_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
    )
    op.create_index(op.f("ix_act_case"), "act", ["case"], unique=False)
    op.create_index(op.f("ix_act_site"), "act", ["site"], unique=False)
    op.create_table(
        "act_doer",
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("doer_kind", sa.String(), nullable=False),
        sa.Column("doer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["act"], ["act.id"], name=op.f("fk_act_doer_act")),
        sa.PrimaryKeyConstraint("act", "position", name=op.f("pk_act_doer")),
    )
    op.create_table(
        "act_task",
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("doer_kind", sa.String(), nullable=False),
        sa.Column("doer", sa.Text(), nullable=False),
        sa.Column("done_in", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["act"], ["act.id"], name=op.f("fk_act_task_act")),
        sa.ForeignKeyConstraint(["done_in"], ["act.id"], name=op.f("fk_act_task_done_in")),
        sa.PrimaryKeyConstraint("act", "position", name=op.f("pk_act_task")),
    )
    op.create_index(op.f("ix_act_task_done_in"), "act_task", ["done_in"], unique=False)
    op.create_table(
        "act_particular",
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("particular", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["act"], ["act.id"], name=op.f("fk_act_particular_act")),
        sa.ForeignKeyConstraint(["particular"], ["act.id"], name=op.f("fk_act_particular_particular")),
        sa.PrimaryKeyConstraint("act", "position", name=op.f("pk_act_particular")),
    )
    op.create_index(op.f("ix_act_particular_particular"), "act_particular", ["particular"], unique=False)
    op.create_table(
        "institutional_text",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("template", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("case", sa.String(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_earliest", sa.Date(), nullable=True),
        sa.Column("date_latest", sa.Date(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("boss", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["template"], ["institutional_text.id"], name=op.f("fk_institutional_text_template")),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_institutional_text_site")),
        sa.ForeignKeyConstraint(["case"], ["case.id"], name=op.f("fk_institutional_text_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institutional_text")),
    )
    op.create_index(op.f("ix_institutional_text_template"), "institutional_text", ["template"], unique=False)
    op.create_table(
        "institutional_text_version",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_earliest", sa.Date(), nullable=True),
        sa.Column("date_latest", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["text"], ["institutional_text.id"], name=op.f("fk_institutional_text_version_text")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_institutional_text_version_source")),
        sa.PrimaryKeyConstraint("text", "position", name=op.f("pk_institutional_text_version")),
    )
    op.create_index(
        op.f("ix_institutional_text_version_source"), "institutional_text_version", ["source"], unique=False
    )
    op.create_table(
        "institutional_text_among",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("among", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["text"], ["institutional_text.id"], name=op.f("fk_institutional_text_among_text")),
        sa.ForeignKeyConstraint(["among"], ["institutional_text.id"], name=op.f("fk_institutional_text_among_among")),
        sa.PrimaryKeyConstraint("text", "position", name=op.f("pk_institutional_text_among")),
    )
    op.create_index(op.f("ix_institutional_text_among_among"), "institutional_text_among", ["among"], unique=False)
    op.create_table(
        "text_copy",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("since_earliest", sa.Date(), nullable=True),
        sa.Column("since_latest", sa.Date(), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("readers", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["text"], ["institutional_text.id"], name=op.f("fk_text_copy_text")),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_text_copy_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_copy")),
    )
    op.create_index(op.f("ix_text_copy_text"), "text_copy", ["text"], unique=False)
    op.create_table(
        "resource",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case.id"], name=op.f("fk_resource_case")),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_resource_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
    )
    op.create_table(
        "link_kind",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("nearest", sa.String(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_kind")),
    )
    op.create_table(
        "disjuncture",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("follows", sa.Text(), nullable=False),
        sa.Column("case", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case.id"], name=op.f("fk_disjuncture_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disjuncture")),
    )
    op.create_table(
        "disjuncture_side",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("disjuncture", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=True),
        sa.Column("record", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["disjuncture"], ["disjuncture.id"], name=op.f("fk_disjuncture_side_disjuncture")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disjuncture_side")),
    )
    op.create_index(op.f("ix_disjuncture_side_disjuncture"), "disjuncture_side", ["disjuncture"], unique=False)
    op.create_table(
        "disjuncture_place",
        sa.Column("disjuncture", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["disjuncture"], ["disjuncture.id"], name=op.f("fk_disjuncture_place_disjuncture")),
        sa.PrimaryKeyConstraint("disjuncture", "position", name=op.f("pk_disjuncture_place")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("about_kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("passage", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("polarity", sa.String(), nullable=False),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("told_by", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["side"], ["disjuncture_side.id"], name=op.f("fk_account_side")),
        sa.ForeignKeyConstraint(["passage"], ["passage.id"], name=op.f("fk_account_passage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    op.create_index(op.f("ix_account_about_kind_about"), "account", ["about_kind", "about"], unique=False)
    op.create_index(op.f("ix_account_passage"), "account", ["passage"], unique=False)
    op.create_index(op.f("ix_account_side"), "account", ["side"], unique=False)
    op.create_table(
        "circuit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("boss_kind", sa.String(), nullable=True),
        sa.Column("boss", sa.String(), nullable=True),
        sa.Column("actuality_kind", sa.String(), nullable=True),
        sa.Column("actuality", sa.String(), nullable=True),
        sa.Column("representation_kind", sa.String(), nullable=True),
        sa.Column("representation", sa.String(), nullable=True),
        sa.Column("authorised_kind", sa.String(), nullable=True),
        sa.Column("authorised", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circuit")),
    )
    op.create_table(
        "circuit_link",
        sa.Column("circuit", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["circuit"], ["circuit.id"], name=op.f("fk_circuit_link_circuit")),
        sa.ForeignKeyConstraint(["link"], ["link.id"], name=op.f("fk_circuit_link_link")),
        sa.PrimaryKeyConstraint("circuit", "position", name=op.f("pk_circuit_link")),
    )
    op.create_index(op.f("ix_circuit_link_link"), "circuit_link", ["link"], unique=False)
    op.create_table(
        "layout",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_layout")),
    )
