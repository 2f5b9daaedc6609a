"""What each table and column of an archive means, a plain sentence each.

The schema that lies in every archive is made from these sentences and from the tables themselves;
a new table or column needs its sentence here.
"""

from __future__ import annotations

from enum import StrEnum

from ieworkbench.model import (
    ActMode,
    AttributeType,
    Authority,
    CircuitKind,
    Consent,
    Direction,
    DoerKind,
    EvidenceStatus,
    InformantLevel,
    Layer,
    LinkKind,
    MemoKind,
    Placement,
    Polarity,
    RecordKind,
    ResourceKind,
    SectionKind,
    SiteLevel,
    SourceKind,
    WhoseWork,
)
from ieworkbench.model.kept_statement import Decision, StatementPart
from ieworkbench.model.statement import ActorKind, Deontic

__all__ = ["SENTENCES", "WORDS"]

_EARLIEST = "The first day this can mean, as far as that can be worked out."
_LATEST = "The last day this can mean, as far as that can be worked out."
_PLACE = "Where it stands in the list, from 0."
_START = "Where it begins in the text, in Unicode code points from 0."
_END = "Where it ends in the text: the place after its last code point."
_START_MS = "When it begins in the recording, in milliseconds."
_END_MS = "When it ends in the recording, in milliseconds."
_MADE_ID = "A made id that never means anything else."
_AT = "When, in UTC."
_BY = "Who."
_TEXT = "The number of the text."
_INFERRED = "Why the analyst holds that it is so, where no words tell of it."
_GAP = "What is not known, where it is a gap itself."
_NOTE = "What the analyst adds."
_CHOSEN_ID = "Its name in the study: made, unless the researcher chose one."
_CASE = "The case it belongs to."
_DOER_KIND = "What is known of who does it."
_DOER = "An informant's code, or a role or collective in words; empty if nobody says who."
_RECORD_KIND = "What kind of record it is."

SENTENCES: dict[str, tuple[str, dict[str, str]]] = {
    "study": (
        "The study itself: one record, in study.json.",
        {
            "id": "A made id; copies of one study share it.",
            "title": "What the study is called.",
            "standpoint": "Where it begins and stays: who, where, doing what.",
            "created_at": "When the study was made, in UTC.",
        },
    ),
    "original": (
        "A file as it was added; in an archive it is the file itself, in originals.",
        {
            "sha256": "The fingerprint of its bytes, which is also its name in originals.",
            "size": "How many bytes it has.",
            "data": "Its bytes.",
        },
    ),
    "text": (
        "A text as it was read from a file, which never changes: the first line beside it in texts.",
        {
            "id": "The number of the text in the study, by which sources and the journal name it.",
            "content_sha256": "The fingerprint of the words in UTF-8, which is also that of the file in texts.",
            "characters": "How many Unicode code points it has.",
            "title": "The title that the file had, or was given when it was read.",
            "language": "Its language, as a code such as nb.",
            "file_name": "The name of the file it was read from.",
            "file_sha256": "The fingerprint of that file, by which it is named in originals.",
            "file_size": "How many bytes that file has.",
            "format": "Which format it was read as.",
            "reader": "Which reader read it, and in which version.",
            "encoding": "How letters were written in the file, such as utf-8.",
        },
    ),
    "text_content": (
        "The words of a text; in an archive they are a file of their own, in texts.",
        {"text": _TEXT, "content": "The words."},
    ),
    "text_option": (
        "An option with which a text was read.",
        {"text": _TEXT, "name": "The option's name.", "value": "Its value."},
    ),
    "text_warning": (
        "Something to know before trusting a text.",
        {
            "text": _TEXT,
            "number": "Which warning of the text it is, from 0.",
            "code": "A short fixed name for warnings of this kind.",
            "message": "What is to be known, in a sentence.",
            "start": _START,
            "end": _END,
        },
    ),
    "turn": (
        "What one speaker says until the next one speaks.",
        {
            "text": _TEXT,
            "number": "Which turn of the text it is, from 0.",
            "start": _START,
            "end": _END,
            "speaker": "The label of the speaker, as the file has it.",
            "start_ms": _START_MS,
            "end_ms": _END_MS,
            "rule": "The name of the reason why this stretch was taken for a turn.",
        },
    ),
    "section": (
        "A stretch of a text that is something on the page, such as a heading or a table cell.",
        {
            "text": _TEXT,
            "number": "Which section of the text it is, from 0.",
            "start": _START,
            "end": _END,
            "kind": "What it is on the page.",
            "level": "How deep it is: 1 is the highest heading, or the outermost table or list.",
            "label": "Its number, mark or name.",
            "words": "Words that belong to it and do not stand in the text, such as a comment.",
            "author": "Who wrote the comment or made the change.",
            "date": "When the comment or change was made, as the file says it.",
            "row": "The row of the table cell, from 0.",
            "column": "The column of the table cell, from 0.",
            "row_span": "How many rows the table cell goes over.",
            "column_span": "How many columns the table cell goes over.",
            "start_ms": _START_MS,
            "end_ms": _END_MS,
        },
    ),
    "case": (
        "What is followed, such as one rehabilitation process.",
        {
            "id": "The case's code.",
            "label": "A few words that say what it is.",
            "period": "When it took place, as it was said.",
            "period_earliest": _EARLIEST,
            "period_latest": _LATEST,
        },
    ),
    "site": (
        "Where acts happen.",
        {
            "id": "The site's name or pseudonym.",
            "level": "In which band of a map it lies.",
            "part_of": "The site it belongs to.",
        },
    ),
    "site_alias": (
        "Another name by which informants call a site.",
        {"site": "The site.", "position": _PLACE, "alias": "The other name."},
    ),
    "source": (
        "One text as the researcher knows it: what she says of it, and which text is its newest.",
        {
            "id": "The source's name in the study.",
            "text": "The number of its newest text.",
            "version": "Which version its newest text is.",
            "kind": "What kind of text it is.",
            "title": "What it is called.",
            "language": "Its language, as a code such as nb.",
            "wave": "Which round of interviews it belongs to, from 1.",
            "date": "Its date, as it was said.",
            "date_earliest": _EARLIEST,
            "date_latest": _LATEST,
        },
    ),
    "source_text": (
        "Which text is which version of a source.",
        {"source": "The source.", "version": "The version: 1 is the first, 2 its first correction.", "text": _TEXT},
    ),
    "passage": (
        "Words in a place of a source.",
        {
            "id": _MADE_ID,
            "source": "The source.",
            "version": "The version of the source whose text it stands in.",
            "start": _START,
            "end": _END,
            "quote": "The words, which are exactly what stands there.",
            "before": "What stands just before them.",
            "after": "What stands just after them.",
            "placement": "How it came to its place.",
        },
    ),
    "informant": (
        "Somebody who tells of the work, known by a code.",
        {
            "id": "The informant's code.",
            "level": "From where they speak, seen from the standpoint.",
            "role": "Their place in the work, in general words.",
            "site": "The site they work or live at.",
            "pointed_to_by": "The passage with the words that led to them.",
        },
    ),
    "informant_case": (
        "A case that an informant tells of.",
        {"informant": "The informant.", "position": _PLACE, "case": "The case."},
    ),
    "informant_consent": (
        "Something an informant has agreed to.",
        {"informant": "The informant.", "position": _PLACE, "consent": "What they have agreed to."},
    ),
    "source_case": (
        "A case that a source tells of.",
        {"source": "The source.", "position": _PLACE, "case": "The case."},
    ),
    "source_informant": (
        "An informant whose words or papers a source is.",
        {"source": "The source.", "position": _PLACE, "informant": "The informant."},
    ),
    "code": (
        "An entry of the index, under which passages are found again.",
        {
            "id": _MADE_ID,
            "position": "Where it stands in the codebook.",
            "name": "What it is called; it may be renamed.",
            "definition": "What it means.",
            "include": "What belongs under it.",
            "exclude": "What does not belong under it.",
            "example": "An example.",
            "colour": "Its colour as #RRGGBB, or nothing.",
            "codable": "Whether passages may get it, or it only groups other codes.",
        },
    ),
    "code_parent": (
        "Under which code a code stands.",
        {"code": "The code.", "position": "Which of its parents this is, from 0.", "parent": "The code above it."},
    ),
    "coding": (
        "That a passage has a code.",
        {
            "id": _MADE_ID,
            "passage": "The passage.",
            "code": "The code.",
            "memo": "Why, or what to ask next.",
            "by": "Who coded it.",
            "at": _AT,
        },
    ),
    "memo": (
        "A dated text of the researcher's, on anything or on nothing in particular.",
        {
            "id": _MADE_ID,
            "kind": "What sort of memo it is.",
            "title": "What it is called.",
            "about_kind": "What kind of record it is about.",
            "about": "The record it is about.",
        },
    ),
    "memo_version": (
        "What a memo says, in each of its versions.",
        {
            "memo": "The memo.",
            "version": "The version, from 1.",
            "text": "What it says.",
            "by": "Who wrote this version.",
            "at": _AT,
        },
    ),
    "link": (
        "That one record leads to another.",
        {
            "id": _MADE_ID,
            "kind": "What the one does to the other, such as contradicts.",
            "origin_kind": "What kind of record it begins at.",
            "origin": "The record it begins at.",
            "target_kind": "What kind of record it leads to.",
            "target": "The record it leads to.",
            "direction": "Whether it leads one way, both ways, or has no direction.",
            "note": "Why they are linked.",
            "by": "Who linked them.",
            "at": _AT,
            "layer": "On a map: what happened, what regularly happens, or what is supposed to happen.",
            "derived": "Whether it holds only through a text as a whole, as the analyst judges.",
            "inferred": _INFERRED,
            "gap": _GAP,
        },
    ),
    "record_set": (
        "Records put together under a name.",
        {"id": _MADE_ID, "name": "What the set is called.", "description": "What it is for."},
    ),
    "set_member": (
        "A record in a set.",
        {
            "record_set": "The set.",
            "position": _PLACE,
            "kind": "What kind of record it is.",
            "record": "The record's id.",
        },
    ),
    "attribute": (
        "Something that can be said of cases, sources or informants, such as a county.",
        {
            "id": _MADE_ID,
            "name": "What it is called.",
            "type": "What its values are.",
            "description": "What it means.",
        },
    ),
    "attribute_value": (
        "What an attribute is for one record.",
        {
            "attribute": "The attribute.",
            "kind": "What kind of record it is said of.",
            "record": "The record's id.",
            "value": "What is said.",
        },
    ),
    "case_passage": (
        "A passage that belongs to a case by itself.",
        {"case": "The case.", "passage": "The passage."},
    ),
    "foreign_guid": (
        "By which name another program knows a record.",
        {
            "kind": "What kind of record it is.",
            "record": "The record's id.",
            "guid": "The other program's name for it.",
        },
    ),
    "act": (
        "Something that somebody does, as accounts tell of it.",
        {
            "id": _CHOSEN_ID,
            "doing": "What is done, as a verb phrase.",
            "doer_kind": _DOER_KIND,
            "doer": _DOER,
            "initiative_kind": "What is known of at whose initiative it is done.",
            "initiative": "At whose initiative; empty if nobody says.",
            "purpose": "What for, as it was told.",
            "means": "With what.",
            "site": "The site where.",
            "when": "When, as it was said.",
            "when_earliest": _EARLIEST,
            "when_latest": _LATEST,
            "mode": "What sort of doing it is.",
            "case": _CASE,
            "layer": "Whether it happened, regularly happens, or is supposed to happen.",
            "outcome": "What came of it.",
            "inferred": _INFERRED,
            "gap": _GAP,
            "note": _NOTE,
            "by": _BY,
            "at": _AT,
        },
    ),
    "act_doer": (
        "Somebody with whom an act is done, or who takes part in a meeting.",
        {
            "act": "The act.",
            "position": _PLACE,
            "part": "Whether it is done with them, or they are participants.",
            "doer_kind": _DOER_KIND,
            "doer": _DOER,
        },
    ),
    "act_task": (
        "Something that a meeting gives somebody to do.",
        {
            "act": "The meeting.",
            "position": _PLACE,
            "what": "The task.",
            "doer_kind": _DOER_KIND,
            "doer": _DOER,
            "done_in": "The act in which it was done.",
        },
    ),
    "act_particular": (
        "A particular act that a regular one rests on.",
        {"act": "The regular act.", "position": _PLACE, "particular": "The particular act."},
    ),
    "institutional_text": (
        "A text of the institution, held as a source or known by hearsay.",
        {
            "id": _CHOSEN_ID,
            "title": "What it is called.",
            "genre": "What sort of text it is, in the field's words.",
            "authority": "How far its word goes.",
            "owner": "Whose it is in principle.",
            "template": "The text from which it is made.",
            "site": "The site where it is made or kept.",
            "case": _CASE,
            "date": "When it was made, as it was said.",
            "date_earliest": _EARLIEST,
            "date_latest": _LATEST,
            "number": "For texts that nobody can tell apart: how many of those it is among.",
            "boss": "Why the analyst holds it to be a boss text; empty if she does not.",
            "note": _NOTE,
            "by": _BY,
            "at": _AT,
        },
    ),
    "institutional_text_version": (
        "A text of the institution as it stood at one time.",
        {
            "text": "The text.",
            "position": _PLACE,
            "label": "What tells the version from the others.",
            "date": "When it stood so, as it was said.",
            "date_earliest": _EARLIEST,
            "date_latest": _LATEST,
            "source": "The source that holds its words; nothing if it is known by hearsay.",
        },
    ),
    "institutional_text_among": (
        "One of the texts among which some are meant, and nobody says which.",
        {"text": "The text that stands for some of them.", "position": _PLACE, "among": "One of them."},
    ),
    "text_copy": (
        "A text of the institution as it lies at a site.",
        {
            "id": _CHOSEN_ID,
            "text": "The text.",
            "site": "The site.",
            "version": "The label of the version; empty if nobody says.",
            "since": "Since when, as it was said.",
            "since_earliest": _EARLIEST,
            "since_latest": _LATEST,
            "how": "How it got there.",
            "readers": "Who may read it there.",
            "note": _NOTE,
        },
    ),
    "resource": (
        "Money, a place, a device: what is granted or withheld.",
        {
            "id": _CHOSEN_ID,
            "name": "What it is called.",
            "kind": "What sort of thing it is.",
            "case": _CASE,
            "site": "The site it comes from or lies at.",
            "note": _NOTE,
        },
    ),
    "link_kind": (
        "A kind of link of the study's own.",
        {
            "id": "What it is called.",
            "nearest": "The standard kind it is nearest to.",
            "sentence": "What it means.",
        },
    ),
    "disjuncture": (
        "Two or more versions of one reality.",
        {
            "id": _CHOSEN_ID,
            "what": "What the sides are about.",
            "follows": "What follows from it.",
            "case": _CASE,
            "note": _NOTE,
        },
    ),
    "disjuncture_side": (
        "One version of what is so.",
        {
            "id": _MADE_ID,
            "disjuncture": "The disjuncture.",
            "position": _PLACE,
            "says": "What this side has it be.",
            "record_kind": _RECORD_KIND,
            "record": "The record whose side it is.",
        },
    ),
    "disjuncture_place": (
        "Where a disjuncture shows.",
        {
            "disjuncture": "The disjuncture.",
            "position": _PLACE,
            "kind": _RECORD_KIND,
            "record": "The act, text or link at which it shows.",
        },
    ),
    "account": (
        "Words that tell of an act, a text, a link or a side of a disjuncture, and how they know it.",
        {
            "id": _MADE_ID,
            "about_kind": "What kind of record it tells of.",
            "about": "The record it tells of.",
            "side": "Of a disjuncture: the side it tells of.",
            "passage": "The words.",
            "status": "How they know it.",
            "polarity": "Whether the thing was done.",
            "work": "Whether it is the teller's own work.",
            "told_by": "The code of the informant who tells; empty where the source says who speaks.",
            "note": _NOTE,
            "by": _BY,
            "at": _AT,
        },
    ),
    "circuit": (
        "A closed course of links that the analyst holds to be an institutional circuit.",
        {
            "id": _CHOSEN_ID,
            "name": "What it is called.",
            "reason": "Why the analyst calls it so.",
            "kind": "What kind of circuit it is.",
            "boss_kind": _RECORD_KIND,
            "boss": "The text that everything is fitted to.",
            "actuality_kind": _RECORD_KIND,
            "actuality": "What is the case.",
            "representation_kind": _RECORD_KIND,
            "representation": "The text that stands for it.",
            "authorised_kind": _RECORD_KIND,
            "authorised": "The act that follows.",
        },
    ),
    "circuit_link": (
        "A link that a circuit goes through.",
        {"circuit": "The circuit.", "position": "Which of its links it is, from 0.", "link": "The link."},
    ),
    "layout": (
        "Where things stand on a map that was drawn.",
        {
            "key": "Which map it is.",
            "content": "The places, as JSON.",
            "engine": "What laid it out, and in which version.",
            "by": _BY,
            "at": _AT,
        },
    ),
    "statement_decision": (
        "What was decided on a statement that was proposed.",
        {
            "id": _MADE_ID,
            "passage": "The passage with its sentence.",
            "cue": "The passage with the words by which it was told from other proposals in the same sentence.",
            "deontic": "What was proposed that it does.",
            "decision": "What became of it.",
            "method": "What proposed it: lexicons with their versions, and the pipeline.",
            "proposed": "How many statements the same reading of the text proposed.",
            "note": "Why.",
            "by": "Who decided.",
            "at": _AT,
        },
    ),
    "statement": (
        "A rule said in a text, taken apart.",
        {
            "id": _CHOSEN_ID,
            "passage": "The passage with its sentence.",
            "deontic": "What it does.",
            "actor": "What kind of doer is obliged, allowed or entitled.",
            "implied": "Whether the text implies what follows if it is not done; where it says so, that is a part.",
            "negated": "Whether it says that the right is not there.",
            "language": "The code of the language it is in, or empty.",
            "rule": "How it was found; empty for one that was taken apart by hand.",
            "decision": "The decision by which a proposal became this; nothing for one taken apart by hand.",
            "note": _NOTE,
            "by": _BY,
            "at": _AT,
        },
    ),
    "statement_part": (
        "Words that do something in a statement.",
        {"statement": "The statement.", "position": _PLACE, "part": "What they do.", "passage": "The words."},
    ),
    "merged_entry": (
        "A change that was made in another copy of the study and joined to this one.",
        {
            "uid": "The change's own name, the same in every copy.",
            "at": _AT,
            "by": _BY,
            "verb": "What was done.",
            "what": "To what.",
            "undone": "Whether it had been undone.",
        },
    ),
    "conflict": (
        "Something that two copies of the study had changed differently when they were joined.",
        {
            "id": _MADE_ID,
            "table": "The table of the record.",
            "key": "What tells the record apart, as JSON.",
            "ours": "The record as it was here, as JSON; nothing if it was not here.",
            "theirs": "The record as it was there, as JSON; nothing if it was not there.",
            "by": "Who had changed it there.",
            "at": _AT,
            "choice": "Which of the two was chosen; nothing if nobody has chosen yet.",
        },
    ),
    "journal": (
        "One change of the study, in journal.jsonl.",
        {
            "number": "Counted from 1, in the order in which the changes were made.",
            "at": _AT,
            "by": _BY,
            "verb": "What was done.",
            "what": "To what, in a few words that quote nobody.",
            "undone_by": "The number of the change that took this one back.",
            "undoable": "Whether it can be taken back.",
            "uid": "The change's own name, the same in every copy of the study.",
        },
    ),
    "journal_change": (
        "One record that a change made different, in journal.jsonl after its change.",
        {
            "entry": "The number of the change.",
            "position": "Where it stands among the records the change made different, from 0.",
            "table": "The table of the record.",
            "before": "The record as it was; nothing if it was made.",
            "after": "The record as it became; nothing if it was removed.",
        },
    ),
    "taken_id": (
        "A name that was given to a record once and never means another, even if the record is removed.",
        {
            "kind": "What kind of record it was given to.",
            "id": "The name.",
            "mark": "What makes the thing this very thing, such as its file's fingerprint.",
        },
    ),
}
"""For each table, its sentence and those of its columns."""

WORDS: dict[tuple[str, str], type[StrEnum]] = {
    ("section", "kind"): SectionKind,
    ("site", "level"): SiteLevel,
    ("source", "kind"): SourceKind,
    ("passage", "placement"): Placement,
    ("informant", "level"): InformantLevel,
    ("informant_consent", "consent"): Consent,
    ("memo", "kind"): MemoKind,
    ("memo", "about_kind"): RecordKind,
    ("link", "origin_kind"): RecordKind,
    ("link", "target_kind"): RecordKind,
    ("link", "direction"): Direction,
    ("set_member", "kind"): RecordKind,
    ("attribute", "type"): AttributeType,
    ("attribute_value", "kind"): RecordKind,
    ("foreign_guid", "kind"): RecordKind,
    ("link", "layer"): Layer,
    ("act", "doer_kind"): DoerKind,
    ("act", "initiative_kind"): DoerKind,
    ("act", "mode"): ActMode,
    ("act", "layer"): Layer,
    ("act_doer", "doer_kind"): DoerKind,
    ("act_task", "doer_kind"): DoerKind,
    ("institutional_text", "authority"): Authority,
    ("resource", "kind"): ResourceKind,
    ("link_kind", "nearest"): LinkKind,
    ("disjuncture_side", "record_kind"): RecordKind,
    ("disjuncture_place", "kind"): RecordKind,
    ("account", "about_kind"): RecordKind,
    ("account", "status"): EvidenceStatus,
    ("account", "polarity"): Polarity,
    ("account", "work"): WhoseWork,
    ("circuit", "kind"): CircuitKind,
    ("circuit", "boss_kind"): RecordKind,
    ("circuit", "actuality_kind"): RecordKind,
    ("circuit", "representation_kind"): RecordKind,
    ("circuit", "authorised_kind"): RecordKind,
    ("statement_decision", "deontic"): Deontic,
    ("statement_decision", "decision"): Decision,
    ("statement", "deontic"): Deontic,
    ("statement", "actor"): ActorKind,
    ("statement_part", "part"): StatementPart,
}
"""The columns whose values are words of a closed list, and the list."""
