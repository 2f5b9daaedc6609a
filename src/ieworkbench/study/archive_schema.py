"""The two files that explain an archive: a schema for programs, and a page for people.

The schema is made from the columns of the tables and the sentences about them, so that it cannot
say other than what is written.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from ieworkbench.store import archive_rows
from ieworkbench.store.archive_rows import Field
from ieworkbench.study.archive_words import SENTENCES, WORDS

__all__ = ["readme", "schema"]

_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "whole number": {"type": "integer"},
    "yes or no": {"type": "boolean"},
    "day": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "moment": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?$"},
}


def schema(step: str) -> dict[str, Any]:
    """A JSON Schema (2020-12) of every line of an archive's ``.jsonl`` files, and of study.json.

    Parameters
    ----------
    step
        The schema step of the study's tables.
    """
    lines = [*archive_rows.record_tables(), "journal", "journal_change", "text", *archive_rows.TEXT_PARTS]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"An ieworkbench archive, step {step}",
        "description": (
            "Every line of a .jsonl file is one of the records below; study.json is one of its own. "
            "Lines are sorted by what tells the records apart. Times are in UTC. Positions count Unicode code points."
        ),
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in (*lines, "study.json")],
        "$defs": {**{name: _record(name) for name in lines}, "study.json": _study(), "study": _record("study")},
    }


def _study() -> dict[str, Any]:
    return {
        "title": "study.json",
        "description": "What makes this folder an archive, and the study itself.",
        "type": "object",
        "properties": {
            "archive": {"const": "ieworkbench", "description": "That this is an archive, and whose."},
            "step": {"type": "string", "description": "The schema step of the study's tables."},
            "program": {"type": "string", "description": "The version of ieworkbench that wrote it."},
            "study": {"$ref": "#/$defs/study"},
        },
        "required": ["archive", "step", "program", "study"],
        "additionalProperties": False,
    }


def _record(name: str) -> dict[str, Any]:
    sentence, columns = SENTENCES[name]
    shown = [
        field for field in archive_rows.fields(name) if not (name in archive_rows.TEXT_PARTS and field.name == "text")
    ]
    properties = {field.name: _property(name, field, columns[field.name]) for field in shown}
    if name == "text" or name in archive_rows.TEXT_PARTS:
        properties = {"table": {"const": name, "description": "What sort of line this is."}, **properties}
    return {
        "title": _where(name),
        "description": sentence,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _where(name: str) -> str:
    if name in {"journal", "journal_change"}:
        return "A line of journal.jsonl"
    if name == "study":
        return "The study in study.json"
    inside = name == "text" or name in archive_rows.TEXT_PARTS
    return "A line of a file in texts" if inside else f"A line of records/{name}.jsonl"


def _property(table: str, field: Field, sentence: str) -> dict[str, Any]:
    if table == "journal_change" and field.name in {"before", "after"}:
        return {"description": sentence, "type": ["object", "null"]}
    found = {"description": sentence, **_TYPES[field.kind]}
    if not field.required:
        found["type"] = [found["type"], "null"]
    if (table, field.name) in WORDS:
        words = [word.value for word in WORDS[table, field.name]]
        found["enum"] = words if field.required else [*words, None]
    return found


# ---------------------------------------------------------------------------------- the page


def readme(title: str, standpoint: str, program: str, last: tuple[int, dt.datetime] | None) -> str:
    """The page that says what the folder is; it changes only when the study does.

    Parameters
    ----------
    title, standpoint
        The study's own.
    program
        The version of ieworkbench.
    last
        The number of the last change in the journal and when it was made, in UTC.
    """
    changed = "when it was made"
    if last is not None:
        changed = f"after change number {last[0]:,}, made on {last[1]:%Y-%m-%d} at {last[1]:%H:%M} UTC"
    return _PAGE.format(title=_line(title), standpoint=_line(standpoint), program=program, changed=changed)


def _line(words: str) -> str:
    """``words`` on one line, as plain words of a page."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>#|" else each for each in " ".join(words.split()))


_PAGE = """# {title}

This folder is the archive of a study made with ieworkbench {program}: everything that is in the study file, as plain text.
It is as the study stood {changed}.

Standpoint: {standpoint}

**It holds everything the informants said, and the original files.** Keep it where your data plan says interviews belong.

| here | is |
|---|---|
| `texts/` | the words of every source, one file for each of its versions, exactly as they were read (`.txt`, UTF-8), and beside each what is known of it: where turns and sections begin and end, warnings, how it was read (`.jsonl`). `removed-` are texts of sources that were removed |
| `originals/` | the files that were added, byte for byte; each is named by its SHA-256 fingerprint |
| `records/` | what the researchers made: cases, informants, sources, passages, codes, codings, memos and so on, one record a line |
| `journal.jsonl` | every change of the study, in order: when, by whom, what, and what stood there before and after |
| `study.json` | title and standpoint of the study, and the step of this format |
| `schema.json` | what every line and every word of these files means, as a JSON Schema |
| `SHA256SUMS` | the fingerprint of every file: `sha256sum -c SHA256SUMS` checks them |

Positions count Unicode code points of a text from 0; `start` belongs to the passage, `end` does not. Times are in UTC.

To work on: `ieworkbench.open_archive("this folder", "new.iestudy")` makes the study file again, with its whole journal.

This page is written anew with each archiving; write notes of your own into a file of your own.
"""
