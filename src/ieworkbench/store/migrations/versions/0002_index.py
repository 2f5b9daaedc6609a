"""The index, what is written about other records, and the joining of two copies."""

from uuid import UUID, uuid5

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_CHANGES = UUID("0f5d6b1e-0b1c-5a53-8a7c-3a1f5b6f2d10")


def upgrade() -> None:
    """Make the tables of the index, and give every change of the journal a name of its own."""
    op.create_table(
        "text_content",
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["text"], ["text.id"], name=op.f("fk_text_content_text")),
        sa.PrimaryKeyConstraint("text", name=op.f("pk_text_content")),
    )
    op.create_table(
        "attribute",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute")),
        sa.UniqueConstraint("name", name=op.f("uq_attribute_name")),
    )
    op.create_table(
        "code",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("include", sa.Text(), nullable=False),
        sa.Column("exclude", sa.Text(), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("codable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
    )
    op.create_table(
        "conflict",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("ours", sa.Text(), nullable=True),
        sa.Column("theirs", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("choice", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    op.create_table(
        "foreign_guid",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("guid", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record", name=op.f("pk_foreign_guid")),
    )
    op.create_table(
        "link",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("origin_kind", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("target_kind", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("layer", sa.String(), nullable=True),
        sa.Column("derived", sa.Boolean(), nullable=False),
        sa.Column("inferred", sa.Text(), nullable=False),
        sa.Column("gap", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_index("ix_link_origin_kind_origin", "link", ["origin_kind", "origin"], unique=False)
    op.create_index("ix_link_target_kind_target", "link", ["target_kind", "target"], unique=False)
    op.create_table(
        "memo",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
    )
    op.create_index("ix_memo_about_kind_about", "memo", ["about_kind", "about"], unique=False)
    op.create_table(
        "merged_entry",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_merged_entry")),
    )
    op.create_table(
        "record_set",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_set")),
    )
    op.create_table(
        "attribute_value",
        sa.Column("attribute", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["attribute"], ["attribute.id"], name=op.f("fk_attribute_value_attribute")),
        sa.PrimaryKeyConstraint("attribute", "kind", "record", name=op.f("pk_attribute_value")),
    )
    op.create_table(
        "code_parent",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["code.id"], name=op.f("fk_code_parent_code")),
        sa.ForeignKeyConstraint(["parent"], ["code.id"], name=op.f("fk_code_parent_parent")),
        sa.PrimaryKeyConstraint("code", "position", name=op.f("pk_code_parent")),
    )
    op.create_index(op.f("ix_code_parent_parent"), "code_parent", ["parent"], unique=False)
    op.create_table(
        "memo_version",
        sa.Column("memo", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["memo"], ["memo.id"], name=op.f("fk_memo_version_memo")),
        sa.PrimaryKeyConstraint("memo", "version", name=op.f("pk_memo_version")),
    )
    op.create_table(
        "set_member",
        sa.Column("record_set", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record_set"], ["record_set.id"], name=op.f("fk_set_member_record_set")),
        sa.PrimaryKeyConstraint("record_set", "position", name=op.f("pk_set_member")),
    )
    op.create_table(
        "case_passage",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("passage", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case.id"], name=op.f("fk_case_passage_case")),
        sa.ForeignKeyConstraint(["passage"], ["passage.id"], name=op.f("fk_case_passage_passage")),
        sa.PrimaryKeyConstraint("case", "passage", name=op.f("pk_case_passage")),
    )
    op.create_index(op.f("ix_case_passage_passage"), "case_passage", ["passage"], unique=False)
    op.create_table(
        "coding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("passage", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["code.id"], name=op.f("fk_coding_code")),
        sa.ForeignKeyConstraint(["passage"], ["passage.id"], name=op.f("fk_coding_passage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
    )
    op.create_index(op.f("ix_coding_code"), "coding", ["code"], unique=False)
    op.create_index(op.f("ix_coding_passage"), "coding", ["passage"], unique=False)
    op.create_index("ix_turn_text_start", "turn", ["text", "start"])
    _set_texts_apart()
    _name_changes()


def _set_texts_apart() -> None:
    """Give the texts a table of their own: whatever stands after a long text in its row is slow to read."""
    op.execute("INSERT INTO text_content (text, content) SELECT id, content FROM text ORDER BY id")
    op.execute("ALTER TABLE text DROP COLUMN content")


def _name_changes() -> None:
    """Give each change so far a uid: made from the change itself, so that two copies of a study agree on it."""
    op.add_column("journal", sa.Column("uid", sa.String(), nullable=True))
    op.create_index(op.f("ix_journal_uid"), "journal", ["uid"], unique=True)
    connection = op.get_bind()
    rows = connection.execute(sa.text('SELECT number, at, "by", verb, what FROM journal')).all()
    for row in rows:
        uid = str(uuid5(_CHANGES, f"{row.number}\n{row.at}\n{row.by}\n{row.verb}\n{row.what}"))
        connection.execute(
            sa.text("UPDATE journal SET uid = :uid WHERE number = :number"), {"uid": uid, "number": row.number}
        )
