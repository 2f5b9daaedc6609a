"""The first schema: texts, people, sources, passages, and the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of a new study."""
    op.create_table(
        "case",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("period_earliest", sa.Date(), nullable=True),
        sa.Column("period_latest", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    op.create_table(
        "journal",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["undone_by"], ["journal.number"], name=op.f("fk_journal_undone_by")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "original",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_original")),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("part_of", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["part_of"], ["site.id"], name=op.f("fk_site_part_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_table(
        "study",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("standpoint", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
    )
    op.create_table(
        "taken_id",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_taken_id")),
    )
    op.create_table(
        "journal_change",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["entry"], ["journal.number"], name=op.f("fk_journal_change_entry")),
        sa.PrimaryKeyConstraint("entry", "position", name=op.f("pk_journal_change")),
    )
    op.create_table(
        "site_alias",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_site_alias_site")),
        sa.PrimaryKeyConstraint("site", "position", name=op.f("pk_site_alias")),
    )
    op.create_table(
        "text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_size", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("encoding", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["file_sha256"], ["original.sha256"], name=op.f("fk_text_file_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_text_file_sha256"), "text", ["file_sha256"], unique=False)
    op.create_table(
        "section",
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("column", sa.Integer(), nullable=True),
        sa.Column("row_span", sa.Integer(), nullable=True),
        sa.Column("column_span", sa.Integer(), nullable=True),
        sa.Column("start_ms", sa.Integer(), nullable=True),
        sa.Column("end_ms", sa.Integer(), nullable=True),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_section_half_open")),
        sa.ForeignKeyConstraint(["text"], ["text.id"], name=op.f("fk_section_text")),
        sa.PrimaryKeyConstraint("text", "number", name=op.f("pk_section")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("wave", sa.Integer(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_earliest", sa.Date(), nullable=True),
        sa.Column("date_latest", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["text"], ["text.id"], name=op.f("fk_source_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_index(op.f("ix_source_text"), "source", ["text"], unique=False)
    op.create_table(
        "text_option",
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["text"], ["text.id"], name=op.f("fk_text_option_text")),
        sa.PrimaryKeyConstraint("text", "name", name=op.f("pk_text_option")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "text_warning",
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["text"], ["text.id"], name=op.f("fk_text_warning_text")),
        sa.PrimaryKeyConstraint("text", "number", name=op.f("pk_text_warning")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "turn",
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("start_ms", sa.Integer(), nullable=True),
        sa.Column("end_ms", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_turn_half_open")),
        sa.ForeignKeyConstraint(["text"], ["text.id"], name=op.f("fk_turn_text")),
        sa.PrimaryKeyConstraint("text", "number", name=op.f("pk_turn")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source_case",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case.id"], name=op.f("fk_source_case_case")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_source_case_source")),
        sa.PrimaryKeyConstraint("source", "position", name=op.f("pk_source_case")),
    )
    op.create_table(
        "source_text",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_source_text_source")),
        sa.ForeignKeyConstraint(["text"], ["text.id"], name=op.f("fk_source_text_text")),
        sa.PrimaryKeyConstraint("source", "version", name=op.f("pk_source_text")),
    )
    op.create_index(op.f("ix_source_text_text"), "source_text", ["text"], unique=False)
    op.create_table(
        "passage",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("placement", sa.String(), nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_passage_half_open")),
        sa.ForeignKeyConstraint(
            ["source", "version"], ["source_text.source", "source_text.version"], name=op.f("fk_passage_source_version")
        ),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_passage_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
    )
    op.create_index("ix_passage_source_start", "passage", ["source", "start"], unique=False)
    op.create_table(
        "informant",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("pointed_to_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["pointed_to_by"], ["passage.id"], name=op.f("fk_informant_pointed_to_by")),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_informant_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_informant")),
    )
    op.create_table(
        "informant_case",
        sa.Column("informant", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case.id"], name=op.f("fk_informant_case_case")),
        sa.ForeignKeyConstraint(["informant"], ["informant.id"], name=op.f("fk_informant_case_informant")),
        sa.PrimaryKeyConstraint("informant", "position", name=op.f("pk_informant_case")),
    )
    op.create_table(
        "informant_consent",
        sa.Column("informant", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("consent", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["informant"], ["informant.id"], name=op.f("fk_informant_consent_informant")),
        sa.PrimaryKeyConstraint("informant", "position", name=op.f("pk_informant_consent")),
    )
    op.create_table(
        "source_informant",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("informant", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["informant"], ["informant.id"], name=op.f("fk_source_informant_informant")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_source_informant_source")),
        sa.PrimaryKeyConstraint("source", "position", name=op.f("pk_source_informant")),
    )
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        "folded, content='', prefix='3 4', tokenize=\"unicode61 remove_diacritics 0\")"
    )
