"""Projects of QualCoder, read only: texts, codes, codings, cases, attributes, annotations, memos.

A project is a folder that ends in ``.qda``, with the database ``data.qda`` and the texts' own files
in ``documents``. Read are databases of the versions v1 to v17 (QualCoder up to 3.8, and what came after
it by the summer of 2026), with what each has: numbers of codings since v4, transcripts of recordings
since v5, sub-codes since v16. Codings of pictures, sound and films, drawn graphs, references and stored
queries have no place here and are listed in the report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ieworkbench.errors import FileDamaged, RecordWrong
from ieworkbench.exchange.bundle import Bundle, Exchange, Report
from ieworkbench.exchange.files import is_file, is_folder
from ieworkbench.exchange.foreign_database import ForeignDatabase, Row, open_foreign
from ieworkbench.exchange.foreign_texts import PassageBook
from ieworkbench.exchange.guids import made_guid
from ieworkbench.exchange.moments import NEVER, moment_in
from ieworkbench.exchange.names import fit_id, one_line, short
from ieworkbench.exchange.qualcoder_codes import Codes, read_codes
from ieworkbench.exchange.qualcoder_texts import Texts, read_texts
from ieworkbench.exchange.refi_positions import Mark
from ieworkbench.model import (
    Attribute,
    AttributeType,
    AttributeValue,
    Case,
    Codebook,
    Coding,
    Memo,
    RecordKind,
    RecordRef,
)

__all__ = ["FORMAT", "read"]

DATABASE = "data.qda"
_WHO_WHEN = ("memo", "owner", "date")
_COLUMNS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "project": (("date", "memo"), ("databaseversion",)),
    "source": (("name", "fulltext", "mediapath", *_WHO_WHEN), ()),
    "code_cat": (("name", "supercatid", *_WHO_WHEN), ()),
    "code_name": (("name", "catid", "color", *_WHO_WHEN), ("supercid",)),
    "code_text": (("cid", "fid", "seltext", "pos0", "pos1", *_WHO_WHEN), ("important",)),
    "annotation": (("fid", "pos0", "pos1", *_WHO_WHEN), ()),
    "cases": (("name", *_WHO_WHEN), ()),
    "case_text": (("caseid", "fid", "pos0", "pos1", *_WHO_WHEN), ()),
    "attribute_type": (("name", "memo", "caseOrFile", "valuetype"), ()),
    "attribute": (("name", "attr_type", "value", "id"), ()),
    "journal": (("name", "jentry", "owner", "date"), ()),
    "code_image": (("id", "cid"), ()),
    "code_av": (("id", "cid"), ()),
}
_LEFT_OUT = {
    "graph": "drawn graph",
    "ris": "line of a bibliographic reference",
    "stored_sql": "stored query",
}
_OF_KIND = {"character": AttributeType.TEXT, "numeric": AttributeType.NUMBER, "number": AttributeType.NUMBER}


def read(path: str, codebook: Codebook, report: Report) -> Bundle:  # noqa: ARG001 - codes say what they are themselves
    """What a QualCoder project holds; ``path`` is its folder, or the database in it.

    Raises
    ------
    FileProblem
        One of its kinds, if it is no project of QualCoder or cannot be read.
    """
    place = Path(path)
    folder, database = (place, str(place / DATABASE)) if is_folder(place) else (place.parent, path)
    with open_foreign(database, "QualCoder", report) as opened:
        if "source" not in opened or "code_name" not in opened:
            what = "this is a database, but not one of QualCoder"
            raise FileDamaged(path, "", what, "check that it is the right file")
        tables = {name: _rows(opened, name) for name in _COLUMNS}
        for name, what in _LEFT_OUT.items():
            _say_left_out(report, opened.count(name), what)
    if is_file(folder / "pseudonyms.json"):
        why = "The list that leads from pseudonyms to names is not read; keep it apart from the study."
        report.dropped("list of pseudonyms", "pseudonyms.json", why)
    title = one_line(
        (folder if folder == place or place.name == DATABASE else place).resolve().name.removesuffix(".qda")
    )
    return _Reading(tables, report, folder, title).bundle()


def _rows(database: ForeignDatabase, table: str) -> list[Row]:
    columns, optional = _COLUMNS[table]
    return database.rows(table, columns, optional)


def _say_left_out(report: Report, count: int, what: str) -> None:
    if count:
        report.dropped(what, f"{count:,} of them", "There is no place for it here.")


@dataclass(slots=True)
class _Reading:
    """A bundle in the making."""

    tables: Mapping[str, list[Row]]
    report: Report
    folder: Path
    title: str
    project: str = ""
    memos: list[Memo] = field(default_factory=list)
    undated: int = 0

    def bundle(self) -> Bundle:
        """Everything, table by table."""
        about = self.tables["project"][0] if self.tables["project"] else Row(0, {})
        self.project = made_guid("qualcoder", about.text("date") or self.title)
        self._memo(about, "project", "memo", RecordRef(RecordKind.STUDY, self.project))
        passages = PassageBook(self.project)
        texts = read_texts(self.tables["source"], self.tables["code_text"], self.folder, passages, self.report)
        codes = read_codes(self.project, self.tables["code_cat"], self.tables["code_name"], self.report)
        for row in self.tables["source"]:
            self._source_memo(row, texts)
        codings = self._codings(texts, codes)
        cases = self._cases()
        case_passages = self._link_cases(cases, texts)
        self._annotations(texts)
        for row in self.tables["journal"]:
            self._memo(row, "journal", "jentry", None, row.text("name"))
        attributes, values = self._attributes(cases, texts)
        self._say_media_codings(codes)
        if self.undated:
            many = "date" if self.undated == 1 else "dates"
            self.report.facts.append(f"{self.undated:,} {many} could not be read; what is dated so has none.")
        done = Bundle(
            id=self.project,
            title=self.title,
            sources=tuple(each.source for each in texts.by_number.values()),
            originals=texts.originals,
            codebook=codes.book,
            passages=passages.all(),
            codings=codings,
            cases=tuple(cases.values()),
            case_passages=case_passages,
            attributes=attributes,
            values=values,
            memos=tuple(self.memos),
            people=tuple(sorted(({each.by for each in codings} | {each.by for each in self.memos}) - {""})),
        )
        self._count(done)
        return done

    def _count(self, done: Bundle) -> None:
        for what, number in (
            ("sources", len(done.sources)),
            ("codes", len(done.codebook)),
            ("passages", len(done.passages)),
            ("codings", len(done.codings)),
            ("cases", len(done.cases)),
            ("passages of cases", len(done.case_passages)),
            ("attributes", len(done.attributes)),
            ("attribute values", len(done.values)),
            ("memos", len(done.memos)),
        ):
            self.report.kept[what] += number

    # -------------------------------------------------------------------------- small things

    def _when(self, row: Row) -> dt.datetime:
        written = row.text("date")
        moment = moment_in(written)
        self.undated += moment is None and bool(written.strip())
        return moment or NEVER

    def _memo(self, row: Row, table: str, column: str, about: RecordRef | None, title: str = "") -> None:
        """What stands in a column as a memo, unless nothing does."""
        text = _plain(row.text(column))
        if text.strip() or (title.strip() and about is None):
            made = made_guid(self.project, table, row.number, column, row.text("owner"), row.text("date"))
            by, at = one_line(row.text("owner")), self._when(row)
            self.memos.append(Memo(made, text, one_line(title), about, by=by, at=at))

    def _source_memo(self, row: Row, texts: Texts) -> None:
        if row.number in texts.by_number:
            self._memo(row, "source", "memo", RecordRef(RecordKind.SOURCE, texts.name(row.number)))
        elif row.text("memo").strip():
            self.report.dropped("memo", short(row.text("name")), texts.why_not(row.number))

    # ------------------------------------------------------------------------------- codings

    def _codings(self, texts: Texts, codes: Codes) -> tuple[Coding, ...]:
        known = []
        for row in self.tables["code_text"]:
            if row.whole("cid") in codes.by_number:
                known.append(row)
            else:
                where = f"{texts.name(row.whole('fid'))}, “{short(row.text('seltext'))}”"
                self.report.dropped("coding", where, "Its code is not there.")
        codings = []
        for row, passage in texts.passages_of(known, "fid", "seltext", "coding"):
            number = row.whole("cid") or 0
            made = made_guid(
                self.project,
                "code_text",
                row.number,
                passage.id,
                codes.by_number[number],
                row.text("owner"),
                row.text("date"),
            )
            by, at, memo = one_line(row.text("owner")), self._when(row), _plain(row.text("memo"))
            codings.append(Coding(made, passage, codes.by_number[number], memo if memo.strip() else "", by, at))
            if row.whole("important"):
                where = f"{passage.source}, “{short(passage.quote)}”, {codes.name(number)}"
                self.report.dropped("mark “important”", where, "The coding is there, but without this mark.")
        return tuple(codings)

    def _annotations(self, texts: Texts) -> None:
        for row, passage in texts.passages_of(self.tables["annotation"], "fid", "", "annotation"):
            self._memo(row, "annotation", "memo", RecordRef(RecordKind.PASSAGE, passage.id))

    def _say_media_codings(self, codes: Codes) -> None:
        """Each coding of a picture, a page, sound or film: there is no place for it."""
        names = {each.number: each.text("name") for each in self.tables["source"]}
        for table, what in (("code_image", "coding of a picture"), ("code_av", "coding of sound or film")):
            for row in self.tables[table]:
                number = row.whole("id") or 0
                where = f"{short(names.get(number, f'source {number}'))}, {codes.name(row.whole('cid'))}"
                self.report.dropped(what, where, "Only words are coded here.")

    # --------------------------------------------------------------------------------- cases

    def _cases(self) -> dict[int, Case]:
        cases: dict[int, Case] = {}
        taken: set[str] = set()
        for row in self.tables["cases"]:
            name = row.text("name")
            case_id = fit_id(name, taken, "case")
            taken.add(case_id)
            if case_id != name:
                self.report.changed("case", short(name) or case_id, f"Its id here is “{case_id}”.")
            label = one_line(name)
            cases[row.number] = Case(case_id, label if label != case_id else "")
            self._memo(row, "cases", "memo", RecordRef(RecordKind.CASE, case_id))
        return cases

    def _link_cases(self, cases: Mapping[int, Case], texts: Texts) -> tuple[tuple[str, str], ...]:
        """Put whole texts into their cases; the pairs of a case and a passage for parts of texts."""
        parts = []
        for row in self.tables["case_text"]:
            number, case = row.whole("fid"), cases.get(row.whole("caseid") or 0)
            if case is None:
                self.report.dropped("text of a case", texts.name(number), "Its case is not there.")
            elif number in texts.by_number and self._is_whole(row, texts, number):
                text = texts.by_number[number]
                text.source = replace(text.source, cases=tuple(dict.fromkeys((*text.source.cases, case.id))))
                self._memo(row, "case_text", "memo", RecordRef(RecordKind.CASE, case.id), text.source.id)
            else:
                parts.append(row)
        pairs = []
        for row, passage in texts.passages_of(parts, "fid", "", "passage of a case"):
            pairs.append((cases[row.whole("caseid") or 0].id, passage.id))
            self._memo(row, "case_text", "memo", RecordRef(RecordKind.PASSAGE, passage.id))
        return tuple(dict.fromkeys(pairs))

    def _is_whole(self, row: Row, texts: Texts, number: int) -> bool:
        """Whether a case has a text from its first words to its last."""
        start, end, text = row.whole("pos0"), row.whole("pos1"), texts.by_number[number]
        if start is None or end is None or (start <= 0 and end <= 0):
            why = "The file does not say which part of the text belongs to the case; it was read as the whole."
            self.report.changed("text of a case", text.source.id, why)
            return True
        content, (spot,) = text.source.content, text.ways.places([Mark(start, end)])
        reaches = end in {len(text.ways.raw), len(content)} or end > len(text.ways.raw.encode("utf-16-le")) // 2
        last = len(content) if reaches else spot.end
        return start <= len(content) - len(content.lstrip()) and last >= len(content.rstrip())

    # ---------------------------------------------------------------------------- attributes

    def _attributes(
        self, cases: Mapping[int, Case], texts: Texts
    ) -> tuple[tuple[Attribute, ...], tuple[AttributeValue, ...]]:
        """What is said of cases and texts; a number that is none makes its attribute words."""
        kinds = self._attribute_kinds()
        said: dict[tuple[str, RecordRef], str] = {}
        for row in self.tables["attribute"]:
            name, value = one_line(row.text("name")), row.text("value").strip()
            about = self._about(row, cases, texts)
            if not value:
                continue  # the program keeps an empty value for everything that has none
            if about is None or not name:
                what = self._of_what(row)
                self.report.dropped("attribute value", f"{short(name)} of {what}", "What it is about is not here.")
            elif (name, about) in said:
                self.report.dropped(
                    "attribute value", f"{short(name)} of {about.id}", "There are two; the first was kept."
                )
            else:
                kinds.setdefault(name, Attribute(made_guid(self.project, "attribute", name), name))
                said[name, about] = value
        for name, kind in kinds.items():
            kinds[name] = self._checked(kind, [value for (of, _), value in said.items() if of == name])
        values = [
            AttributeValue(kinds[name].id, about, kinds[name].checked(value)) for (name, about), value in said.items()
        ]
        return tuple(kinds.values()), tuple(values)

    def _attribute_kinds(self) -> dict[str, Attribute]:
        kinds: dict[str, Attribute] = {}
        for row in self.tables["attribute_type"]:
            name = one_line(row.text("name"))
            if not name or name in kinds:
                self.report.dropped("attribute", short(name), "It has no name, or that of another one.")
                continue
            if row.text("caseOrFile") == "journal":
                self.report.dropped("attribute", short(name), "It is one of journal entries, which have none here.")
                continue
            made = made_guid(self.project, "attribute", name)
            kind = _OF_KIND.get(row.text("valuetype").strip().lower(), AttributeType.TEXT)
            kinds[name] = Attribute(made, name, kind, _plain(row.text("memo")).strip())
        return kinds

    def _checked(self, kind: Attribute, values: Sequence[str]) -> Attribute:
        try:
            for value in values:
                kind.checked(value)
        except RecordWrong:
            why = "Not all of its values are numbers; it holds words now."
            self.report.changed("attribute", short(kind.name), why)
            return replace(kind, type=AttributeType.TEXT)
        return kind

    def _about(self, row: Row, cases: Mapping[int, Case], texts: Texts) -> RecordRef | None:
        number, kind = row.whole("id") or 0, row.text("attr_type")
        if kind == "case" and number in cases:
            return RecordRef(RecordKind.CASE, cases[number].id)
        if kind == "file" and number in texts.by_number:
            return RecordRef(RecordKind.SOURCE, texts.name(number))
        return None

    def _of_what(self, row: Row) -> str:
        return f"{row.text('attr_type') or 'record'} {row.text('id')}"


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


FORMAT = Exchange(
    name="qualcoder",
    title="QualCoder project",
    suffixes=(".qda",),
    read=read,
    loses=(
        "Pictures, sound, films and what is coded in them are not read.",
        "That a coding is marked as important is not kept.",
        "Attributes of journal entries, drawn graphs, references and stored queries are not read.",
        "When and by whom texts, codes and cases were made is not kept.",
    ),
)
