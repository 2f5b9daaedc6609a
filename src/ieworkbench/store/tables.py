"""The tables of a study file.

Two sorts of tables. *Texts* (`original`, `text`, `text_content`, `turn`, `section`, `text_warning`, `text_option`)
are written once and never changed: what a source says today it says for ever. Everything else is
changed only through a `Transaction`, which writes each change into the journal.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    create_mock_engine,
)
from sqlalchemy.schema import ExecutableDDLElement

__all__ = ["APPLICATION_ID", "HEAD", "JOURNALED", "SEARCH_TABLE", "VERSION_TABLE", "make_tables", "metadata"]

HEAD = "0005"
"""The newest schema step, as alembic counts them."""

APPLICATION_ID = 0x49455742
"""What marks a SQLite file as a study (``IEWB``), so that other programs can tell."""

SEARCH_TABLE = "CREATE VIRTUAL TABLE search USING fts5(folded, content='', tokenize=\"unicode61 remove_diacritics 0\")"
"""The index of words; its row ids are those of `text`. Letters are folded before they get there."""

VERSION_TABLE = (
    "CREATE TABLE alembic_version ("
    "version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""Where a study says which schema step it is at, exactly as alembic would write it."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

study = Table(
    "study",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("standpoint", Text, nullable=False),
    Column("created_at", DateTime, nullable=False),
)

# ------------------------------------------------------------- texts: written once, never changed

original = Table(
    "original",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

text = Table(
    "text",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("content_sha256", String(64), nullable=False),
    Column("characters", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("language", String),
    Column("file_name", Text, nullable=False),
    Column("file_sha256", String(64), ForeignKey("original.sha256"), nullable=False, index=True),
    Column("file_size", Integer, nullable=False),
    Column("format", String, nullable=False),
    Column("reader", String, nullable=False),
    Column("encoding", String),
    sqlite_autoincrement=True,
)

text_content = Table(
    "text_content",
    metadata,
    Column("text", Integer, ForeignKey("text.id"), primary_key=True),
    Column("content", Text, nullable=False),
)
"""The texts themselves, beside what is said of them: SQLite reads a row from its beginning."""

text_option = Table(
    "text_option",
    metadata,
    Column("text", Integer, ForeignKey("text.id"), nullable=False),
    Column("name", String, nullable=False),
    Column("value", Text, nullable=False),
    PrimaryKeyConstraint("text", "name"),
    sqlite_with_rowid=False,
)

turn = Table(
    "turn",
    metadata,
    Column("text", Integer, ForeignKey("text.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("speaker", Text),
    Column("start_ms", Integer),
    Column("end_ms", Integer),
    Column("rule", String, nullable=False),
    PrimaryKeyConstraint("text", "number"),
    Index("ix_turn_text_start", "text", "start"),
    CheckConstraint('0 <= start AND start <= "end"', name="half_open"),
    sqlite_with_rowid=False,
)

section = Table(
    "section",
    metadata,
    Column("text", Integer, ForeignKey("text.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("level", Integer),
    Column("label", Text),
    Column("words", Text),
    Column("author", Text),
    Column("date", String),
    Column("row", Integer),
    Column("column", Integer),
    Column("row_span", Integer),
    Column("column_span", Integer),
    Column("start_ms", Integer),
    Column("end_ms", Integer),
    PrimaryKeyConstraint("text", "number"),
    CheckConstraint('0 <= start AND start <= "end"', name="half_open"),
    sqlite_with_rowid=False,
)

text_warning = Table(
    "text_warning",
    metadata,
    Column("text", Integer, ForeignKey("text.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("code", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    PrimaryKeyConstraint("text", "number"),
    sqlite_with_rowid=False,
)

# --------------------------------------------------------------- records: changed, with a journal

case = Table(
    "case",
    metadata,
    Column("id", String, primary_key=True),
    Column("label", Text, nullable=False),
    Column("period", Text),
    Column("period_earliest", Date),
    Column("period_latest", Date),
)

site = Table(
    "site",
    metadata,
    Column("id", String, primary_key=True),
    Column("level", String, nullable=False),
    Column("part_of", String, ForeignKey("site.id")),
)

site_alias = Table(
    "site_alias",
    metadata,
    Column("site", String, ForeignKey("site.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("alias", Text, nullable=False),
    PrimaryKeyConstraint("site", "position"),
)

source = Table(
    "source",
    metadata,
    Column("id", String, primary_key=True),
    Column("text", Integer, ForeignKey("text.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("language", String),
    Column("wave", Integer),
    Column("date", Text),
    Column("date_earliest", Date),
    Column("date_latest", Date),
)

source_text = Table(
    "source_text",
    metadata,
    Column("source", String, ForeignKey("source.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("text", Integer, ForeignKey("text.id"), nullable=False, index=True),
    PrimaryKeyConstraint("source", "version"),
)

passage = Table(
    "passage",
    metadata,
    Column("id", String, primary_key=True),
    Column("source", String, ForeignKey("source.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("placement", String, nullable=False),
    ForeignKeyConstraint(["source", "version"], ["source_text.source", "source_text.version"]),
    CheckConstraint('0 <= start AND start < "end"', name="half_open"),
    Index("ix_passage_source_start", "source", "start"),
)

informant = Table(
    "informant",
    metadata,
    Column("id", String, primary_key=True),
    Column("level", String, nullable=False),
    Column("role", Text, nullable=False),
    Column("site", String, ForeignKey("site.id")),
    Column("pointed_to_by", String, ForeignKey("passage.id")),
)

informant_case = Table(
    "informant_case",
    metadata,
    Column("informant", String, ForeignKey("informant.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("case", String, ForeignKey("case.id"), nullable=False),
    PrimaryKeyConstraint("informant", "position"),
)

informant_consent = Table(
    "informant_consent",
    metadata,
    Column("informant", String, ForeignKey("informant.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("consent", String, nullable=False),
    PrimaryKeyConstraint("informant", "position"),
)

source_case = Table(
    "source_case",
    metadata,
    Column("source", String, ForeignKey("source.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("case", String, ForeignKey("case.id"), nullable=False),
    PrimaryKeyConstraint("source", "position"),
)

source_informant = Table(
    "source_informant",
    metadata,
    Column("source", String, ForeignKey("source.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("informant", String, ForeignKey("informant.id"), nullable=False),
    PrimaryKeyConstraint("source", "position"),
)

# ------------------------------------------------------------------------------------- the index

code = Table(
    "code",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("include", Text, nullable=False),
    Column("exclude", Text, nullable=False),
    Column("example", Text, nullable=False),
    Column("colour", String, nullable=False),
    Column("codable", Boolean, nullable=False),
)

code_parent = Table(
    "code_parent",
    metadata,
    Column("code", String, ForeignKey("code.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("parent", String, ForeignKey("code.id"), nullable=False, index=True),
    PrimaryKeyConstraint("code", "position"),
)

coding = Table(
    "coding",
    metadata,
    Column("id", String, primary_key=True),
    Column("passage", String, ForeignKey("passage.id"), nullable=False, index=True),
    Column("code", String, ForeignKey("code.id"), nullable=False, index=True),
    Column("memo", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

# ------------------------------------------------- what is about other records, whatever their kind

memo = Table(
    "memo",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("about_kind", String),
    Column("about", String),
    Index("ix_memo_about_kind_about", "about_kind", "about"),
)

memo_version = Table(
    "memo_version",
    metadata,
    Column("memo", String, ForeignKey("memo.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    PrimaryKeyConstraint("memo", "version"),
)

link = Table(
    "link",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("origin_kind", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("target_kind", String, nullable=False),
    Column("target", String, nullable=False),
    Column("direction", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("layer", String),
    Column("derived", Boolean, nullable=False),
    Column("inferred", Text, nullable=False),
    Column("gap", Text, nullable=False),
    Index("ix_link_origin_kind_origin", "origin_kind", "origin"),
    Index("ix_link_target_kind_target", "target_kind", "target"),
)

record_set = Table(
    "record_set",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
)

set_member = Table(
    "set_member",
    metadata,
    Column("record_set", String, ForeignKey("record_set.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("record", String, nullable=False),
    PrimaryKeyConstraint("record_set", "position"),
)

attribute = Table(
    "attribute",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("type", String, nullable=False),
    Column("description", Text, nullable=False),
)

attribute_value = Table(
    "attribute_value",
    metadata,
    Column("attribute", String, ForeignKey("attribute.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("record", String, nullable=False),
    Column("value", Text, nullable=False),
    PrimaryKeyConstraint("attribute", "kind", "record"),
)

case_passage = Table(
    "case_passage",
    metadata,
    Column("case", String, ForeignKey("case.id"), nullable=False),
    Column("passage", String, ForeignKey("passage.id"), nullable=False, index=True),
    PrimaryKeyConstraint("case", "passage"),
)

foreign_guid = Table(
    "foreign_guid",
    metadata,
    Column("kind", String, nullable=False),
    Column("record", String, nullable=False),
    Column("guid", String, nullable=False),
    PrimaryKeyConstraint("kind", "record"),
)

# ------------------------------------------------- the chain of action: acts, texts, what joins them

act = Table(
    "act",
    metadata,
    Column("id", String, primary_key=True),
    Column("doing", Text, nullable=False),
    Column("doer_kind", String, nullable=False),
    Column("doer", Text, nullable=False),
    Column("initiative_kind", String, nullable=False),
    Column("initiative", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("means", Text, nullable=False),
    Column("site", String, ForeignKey("site.id"), index=True),
    Column("when", Text),
    Column("when_earliest", Date),
    Column("when_latest", Date),
    Column("mode", String, nullable=False),
    Column("case", String, ForeignKey("case.id"), index=True),
    Column("layer", String, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("inferred", Text, nullable=False),
    Column("gap", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

act_doer = Table(
    "act_doer",
    metadata,
    Column("act", String, ForeignKey("act.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("part", String, nullable=False),
    Column("doer_kind", String, nullable=False),
    Column("doer", Text, nullable=False),
    PrimaryKeyConstraint("act", "position"),
)
"""Those with whom an act is done, and the participants of a meeting: ``part`` says which."""

act_task = Table(
    "act_task",
    metadata,
    Column("act", String, ForeignKey("act.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("what", Text, nullable=False),
    Column("doer_kind", String, nullable=False),
    Column("doer", Text, nullable=False),
    Column("done_in", String, ForeignKey("act.id"), index=True),
    PrimaryKeyConstraint("act", "position"),
)

act_particular = Table(
    "act_particular",
    metadata,
    Column("act", String, ForeignKey("act.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("particular", String, ForeignKey("act.id"), nullable=False, index=True),
    PrimaryKeyConstraint("act", "position"),
)

institutional_text = Table(
    "institutional_text",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("genre", Text, nullable=False),
    Column("authority", String, nullable=False),
    Column("owner", Text, nullable=False),
    Column("template", String, ForeignKey("institutional_text.id"), index=True),
    Column("site", String, ForeignKey("site.id")),
    Column("case", String, ForeignKey("case.id")),
    Column("date", Text),
    Column("date_earliest", Date),
    Column("date_latest", Date),
    Column("number", Integer),
    Column("boss", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

institutional_text_version = Table(
    "institutional_text_version",
    metadata,
    Column("text", String, ForeignKey("institutional_text.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("date", Text),
    Column("date_earliest", Date),
    Column("date_latest", Date),
    Column("source", String, ForeignKey("source.id"), index=True),
    PrimaryKeyConstraint("text", "position"),
)

institutional_text_among = Table(
    "institutional_text_among",
    metadata,
    Column("text", String, ForeignKey("institutional_text.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("among", String, ForeignKey("institutional_text.id"), nullable=False, index=True),
    PrimaryKeyConstraint("text", "position"),
)

text_copy = Table(
    "text_copy",
    metadata,
    Column("id", String, primary_key=True),
    Column("text", String, ForeignKey("institutional_text.id"), nullable=False, index=True),
    Column("site", String, ForeignKey("site.id"), nullable=False),
    Column("version", Text, nullable=False),
    Column("since", Text),
    Column("since_earliest", Date),
    Column("since_latest", Date),
    Column("how", Text, nullable=False),
    Column("readers", Text, nullable=False),
    Column("note", Text, nullable=False),
)

resource = Table(
    "resource",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("case", String, ForeignKey("case.id")),
    Column("site", String, ForeignKey("site.id")),
    Column("note", Text, nullable=False),
)

link_kind = Table(
    "link_kind",
    metadata,
    Column("id", String, primary_key=True),
    Column("nearest", String, nullable=False),
    Column("sentence", Text, nullable=False),
)

disjuncture = Table(
    "disjuncture",
    metadata,
    Column("id", String, primary_key=True),
    Column("what", Text, nullable=False),
    Column("follows", Text, nullable=False),
    Column("case", String, ForeignKey("case.id")),
    Column("note", Text, nullable=False),
)

disjuncture_side = Table(
    "disjuncture_side",
    metadata,
    Column("id", String, primary_key=True),
    Column("disjuncture", String, ForeignKey("disjuncture.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("says", Text, nullable=False),
    Column("record_kind", String),
    Column("record", String),
)
"""Sides have ids of their own, so that their words stay theirs when two copies both add a side."""

disjuncture_place = Table(
    "disjuncture_place",
    metadata,
    Column("disjuncture", String, ForeignKey("disjuncture.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("record", String, nullable=False),
    PrimaryKeyConstraint("disjuncture", "position"),
)

account = Table(
    "account",
    metadata,
    Column("id", String, primary_key=True),
    Column("about_kind", String, nullable=False),
    Column("about", String, nullable=False),
    Column("side", String, ForeignKey("disjuncture_side.id"), index=True),
    Column("passage", String, ForeignKey("passage.id"), nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("polarity", String, nullable=False),
    Column("work", String, nullable=False),
    Column("told_by", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Index("ix_account_about_kind_about", "about_kind", "about"),
)

circuit = Table(
    "circuit",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("boss_kind", String),
    Column("boss", String),
    Column("actuality_kind", String),
    Column("actuality", String),
    Column("representation_kind", String),
    Column("representation", String),
    Column("authorised_kind", String),
    Column("authorised", String),
)

circuit_link = Table(
    "circuit_link",
    metadata,
    Column("circuit", String, ForeignKey("circuit.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("link", String, ForeignKey("link.id"), nullable=False, index=True),
    PrimaryKeyConstraint("circuit", "position"),
)

layout = Table(
    "layout",
    metadata,
    Column("key", String, primary_key=True),
    Column("content", Text, nullable=False),
    Column("engine", String, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)
# ------------------------------------------------------------------------------------- statements

statement_decision = Table(
    "statement_decision",
    metadata,
    Column("id", String, primary_key=True),
    Column("passage", String, ForeignKey("passage.id"), nullable=False, index=True),
    Column("cue", String, ForeignKey("passage.id"), index=True),
    Column("deontic", String, nullable=False),
    Column("decision", String, nullable=False),
    Column("method", Text, nullable=False),
    Column("proposed", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

statement = Table(
    "statement",
    metadata,
    Column("id", String, primary_key=True),
    Column("passage", String, ForeignKey("passage.id"), nullable=False, index=True),
    Column("deontic", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("implied", Boolean, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("language", String, nullable=False),
    Column("rule", Text, nullable=False),
    Column("decision", String, ForeignKey("statement_decision.id"), index=True),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)
"""What of an or-else has no words is a column; that it is in the text is that it is among the parts."""

statement_part = Table(
    "statement_part",
    metadata,
    Column("statement", String, ForeignKey("statement.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("part", String, nullable=False),
    Column("passage", String, ForeignKey("passage.id"), nullable=False, index=True),
    PrimaryKeyConstraint("statement", "position"),
)

# ------------------------------------------------------------------------ joining two people's copies

merged_entry = Table(
    "merged_entry",
    metadata,
    Column("uid", String, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("verb", String, nullable=False),
    Column("what", Text, nullable=False),
    Column("undone", Boolean, nullable=False),
)

conflict = Table(
    "conflict",
    metadata,
    Column("id", String, primary_key=True),
    Column("table", String, nullable=False),
    Column("key", Text, nullable=False),
    Column("ours", Text),
    Column("theirs", Text),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("choice", String),
)

# ------------------------------------------------------------------------------------- the journal

journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("verb", String, nullable=False),
    Column("what", Text, nullable=False),
    Column("undone_by", Integer, ForeignKey("journal.number")),
    Column("undoable", Boolean, nullable=False),
    Column("uid", String, unique=True, index=True),
    sqlite_autoincrement=True,
)

journal_change = Table(
    "journal_change",
    metadata,
    Column("entry", Integer, ForeignKey("journal.number"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("table", String, nullable=False),
    Column("before", Text),
    Column("after", Text),
    PrimaryKeyConstraint("entry", "position"),
)

taken_id = Table(
    "taken_id",
    metadata,
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    Column("mark", String, nullable=False),
    PrimaryKeyConstraint("kind", "id"),
)

JOURNALED: dict[str, Table] = {
    table.name: table
    for table in (
        study,
        case,
        site,
        site_alias,
        source,
        source_text,
        passage,
        informant,
        informant_case,
        informant_consent,
        source_case,
        source_informant,
        code,
        code_parent,
        coding,
        memo,
        memo_version,
        link,
        record_set,
        set_member,
        attribute,
        attribute_value,
        case_passage,
        foreign_guid,
        act,
        act_doer,
        act_task,
        act_particular,
        institutional_text,
        institutional_text_version,
        institutional_text_among,
        text_copy,
        resource,
        link_kind,
        disjuncture,
        disjuncture_side,
        disjuncture_place,
        account,
        circuit,
        circuit_link,
        layout,
        statement_decision,
        statement,
        statement_part,
        merged_entry,
        conflict,
    )
}
"""The tables whose every change is in the journal."""


def make_tables(connection: Connection) -> None:
    """Make every table of a new study, as its newest schema step has them."""
    for statement in (*_statements(), SEARCH_TABLE, VERSION_TABLE):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))


@cache
def _statements() -> tuple[str, ...]:
    """What makes the tables, worked out once: that takes longer than to run it."""
    found: list[str] = []

    def keep(statement: ExecutableDDLElement, *_: object, **__: object) -> None:
        found.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine("sqlite://", keep)
    metadata.create_all(engine, checkfirst=False)
    return tuple(found)
