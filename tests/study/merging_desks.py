"""People at their desks, each with a copy of one study, doing whatever comes to mind."""

# ruff: noqa: ARG005 - every operation is called alike, and few need all they are given

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from hypothesis import strategies as st
from sqlalchemy import select

import ieworkbench as ie
from ieworkbench import statements
from ieworkbench.errors import IEError
from ieworkbench.model import Act, InstitutionalText, RecordKind, Resource, TextCopy
from ieworkbench.model.layout import Layout, NodeBox
from ieworkbench.store import index_records, tables
from ieworkbench.study.chain_rules import fitting_kinds
from ieworkbench.study.merging import conflicts, merge, resolve

TALKS = (
    "I: Did you go?\nU1: They said I was welcome again once I had slept a whole night.\n",
    "I: What does the plan say?\nU2: It says that I phone the office every week. You must phone, or you lose it.\n",
    "Minutes of the meeting. The plan was signed. Nobody had read it aloud. You may phone.\n",
)
SAFE = {"damage", "quote-drift", "text-drift", "file-drift", "index-gap"}
IDS = (
    "case", "site", "informant", "code", "coding", "link", "record_set",
    "act", "institutional_text", "text_copy", "resource", "disjuncture", "disjuncture_side", "account", "circuit",
    "statement_decision", "statement",
)  # fmt: skip


class Desk:
    """One person's copy."""

    def __init__(self, path: Path, person: str):
        self.path, self.person = path, person
        self.study = ie.open_study(path, person=person)

    @classmethod
    def copied(cls, original: Path, person: str) -> Desk:
        path = original.with_name(f"{person}.iestudy")
        shutil.copy(original, path)
        return cls(path, person)

    def merge(self, other: Desk):
        return merge(self.study._database, other.study._database, self.person)

    def conflicts(self):
        with self.study._database.reading() as connection:
            return conflicts(connection)

    def resolve(self, conflict_id: str, choice: str) -> None:
        with self.study._work("choose") as work:
            resolve(work, conflict_id, choice)

    def waiting(self):
        return [each for each in self.conflicts() if each.choice is None]

    def rows(self, *without: str) -> dict[str, list]:
        """Every row of a record, with texts by their words and without the order of codes."""
        with self.study._database.reading() as connection:
            texts = dict(connection.execute(select(tables.text.c.id, tables.text.c.content_sha256)).all())
            found = {}
            for name, table in tables.JOURNALED.items():
                if name not in without:
                    rows = [dict(row) for row in connection.execute(select(table)).mappings()]
                    for row in rows:
                        if name in {"source", "source_text"}:
                            row["text"] = texts[row["text"]]
                        if name == "code":
                            del row["position"]
                    found[name] = sorted(rows, key=repr)
            return found

    def records(self):
        return self.rows("merged_entry", "conflict")

    def ids(self) -> set[tuple[str, str]]:
        """The ids that merging keeps; a proposal that two accepted keeps one of its two ids, and both decisions."""
        accepted = select(tables.statement.c.id).where(tables.statement.c.decision.is_not(None))
        with self.study._database.reading() as connection:
            ids = {(name, each) for name in IDS for each in connection.scalars(select(tables.JOURNALED[name].c.id))}
            return ids - {("statement", each) for each in connection.scalars(accepted)}

    def entries(self) -> int:
        return len(self.study.history())

    def check(self) -> None:
        assert [each for each in self.study.check() if each.code in SAFE] == []
        assert self.study.codebook is not None  # it refuses circles and missing parents


def pick(things, number):
    things = list(things)
    return things[number % len(things)] if things else None


def some_passage(study, n, m):
    source = pick(study.sources(), n)
    if source is None:
        return None
    start = m % max(1, len(source.content) - 8)
    return source.passage(start, min(len(source.content), start + 3 + n % 5))


def codings(study):
    with study._database.reading() as connection:
        return index_records.codings(connection)


def do_code(study, n, m):
    passage, code = some_passage(study, n, m), pick(study.codebook, m)
    if passage and code:
        study.code(passage, code, memo=("", "why")[n % 2])


def do_keep(study, n, m):
    passage = some_passage(study, n, m)
    if passage:
        study.add_passage(passage)


def add_file(study, folder: Path, n, m):
    path = folder / f"{study.person}-{n}-{m}.txt"
    path.write_text(pick(TALKS, n) + ("" if m % 3 else study.person))
    study.add_source(path, id=pick(("s1", "s2", "s3"), m), cases=[each.id for each in study.cases()][: m % 2])


def replace_file(study, folder: Path, n, m):
    source = pick(study.sources(), n)
    if source:
        path = folder / f"{study.person}-again.txt"
        changed = ("Well. " + source.content, source.content.replace("night", "day"), source.content[: -m % 7 - 1])
        path.write_text(pick(changed, m))
        study.replace_source(source.id, path)


def add_files(study, folder: Path, n, m):
    (folder / "many.csv").write_text(f"file,id,kind\n{study.person}-many.txt,s{m % 4},interview\n")
    (folder / f"{study.person}-many.txt").write_text(pick(TALKS, n))
    study.add_sources(ie.read_manifest(folder / "many.csv"), folder)


def take_codebook(study, folder: Path, n, m):
    path = folder / f"{study.person}-codes.yaml"
    path.write_text(f"- name: k{n % 4}\n- name: {study.person} {m % 3}\n")
    study.import_file(path)


def told(study, n, m):
    """One account, from some source or other."""
    passage = some_passage(study, n, m)
    return [passage.account(("told done", "text records")[n % 2], note=("", study.person)[m % 2])] if passage else []


def on_map(study, n):
    """Something that stands on a map."""
    return pick([*study.acts(), *study.texts(), *study.copies(), *study.resources()], n)


def do_act(study, n, m):
    doer = pick(("U1", "a caseworker", "unknown"), n)
    said = {"accounts": told(study, n, m)} if m % 2 else {"gap": "who?"}
    study.add_act(f"does {n % 3}", doer=doer, case=f"C{n % 3}" if m % 3 else None, tasks=[("phone", doer)], **said)


def mark_act(study, n, m):
    """An act as the form of a view records it, with a site and texts that may be new."""
    (account,) = told(study, n, m)
    site, form = ("", f"b0{study.person}", f"R{m}")[m % 3], ("", f"plan {m % 3}")[n % 2]
    doer = pick(("U1", "a nurse", "unknown"), n)
    study.mark_act(f"does {n % 3}", account, doer=doer, site=site, uses=form, produces=f"letter {m % 2}")


def do_link(study, n, m):
    origin, target = on_map(study, n), on_map(study, m)
    if origin is not None:
        kind = pick(fitting_kinds(KINDS[type(origin)], KINDS[type(target)]), n + m)
        study.link(origin, kind, target, gap="how?", accounts=told(study, n, m) if n % 2 else ())


KINDS = {
    Act: RecordKind.ACT,
    InstitutionalText: RecordKind.TEXT,
    TextCopy: RecordKind.COPY,
    Resource: RecordKind.RESOURCE,
}


def do_disjuncture(study, n, m):
    sides = [("as lived", told(study, n, m)), {"says": "as written", "record": on_map(study, m)}]
    study.add_disjuncture(f"{study.person} {n % 3}", sides, where=[on_map(study, n)])


def layout_of(study, n, m):
    """A layout with a box for something that stands on a map."""
    boxes = (NodeBox(on_map(study, 0).id, 0.0, 0.0, 5.0, 5.0),) if on_map(study, 0) else ()
    return Layout(10.0 + m, 10.0, boxes, engine=study.person)


def proposed(study, n):
    """What is proposed for some source or other."""
    found = [statements(each, language="en", pipeline="rules") for each in study.sources()]
    return pick([each for each in found if each], n)


def do_statement(study, n, m):
    passage = some_passage(study, n, m)
    if passage:
        or_else = passage if m % 2 else None
        study.add_statement(passage, deontic=("obligation", "none")[n % 2], or_else=or_else, note=study.person)


def change_statement(study, n, m):
    part = some_passage(study, n, m)
    changes = ({"or_else": part}, {"or_else": None}, {"conditions": [part]}, {"note": f"{study.person} {m}"})
    study.change_statement(pick(study.statements(), n), **pick(changes, m))


OPERATIONS = {
    "add case": lambda s, f, n, m: s.add_case(f"C{n % 3}", label=f"{s.person} {m % 2}"),
    "change case": lambda s, f, n, m: s.change_case(f"C{n % 3}", label=f"{s.person} {m}"),
    "remove case": lambda s, f, n, m: s.remove_case(f"C{n % 3}"),
    "add site": lambda s, f, n, m: s.add_site(f"S{n % 3}", aliases=[f"a{m}"]),
    "change site": lambda s, f, n, m: s.change_site(f"S{n % 3}", part_of=f"S{m % 3}"),
    "alias": lambda s, f, n, m: s.change_site(f"S{n % 3}", aliases=[*s.site(f"S{n % 3}").aliases, f"b{m}{s.person}"]),
    "remove site": lambda s, f, n, m: s.remove_site(pick(s.sites(), -1 - n).id),
    "add informant": lambda s, f, n, m: s.add_informant(f"U{n % 3}", cases=f"C{m % 3}"),
    "change informant": lambda s, f, n, m: s.change_informant(
        f"U{n % 3}", pointed_to_by=some_passage(s, n, m), cases=[each.id for each in s.cases()][m % 2 :]
    ),
    "remove informant": lambda s, f, n, m: s.remove_informant(f"U{n % 3}"),
    "add source": lambda s, f, n, m: add_file(s, f, n, m),
    "change source": lambda s, f, n, m: s.change_source(pick(("s1", "s2", "s3"), n), title=f"{s.person} {m}"),
    "replace source": lambda s, f, n, m: replace_file(s, f, n, m),
    "remove source": lambda s, f, n, m: s.remove_source(pick(("s1", "s2", "s3"), n)),
    "keep": lambda s, f, n, m: do_keep(s, n, m),
    "let go": lambda s, f, n, m: s.remove_passage(pick(s.passages(), n)),
    "add code": lambda s, f, n, m: s.add_code(f"k{n % 4}", under=[pick(s.codebook, m)] if len(s.codebook) and m % 2 else []),
    "change code": lambda s, f, n, m: s.change_code(pick(s.codebook, n), definition=f"{s.person} {m}"),
    "move code": lambda s, f, n, m: s.move_code(pick(s.codebook, n), under=[pick(s.codebook, m)]),
    "merge codes": lambda s, f, n, m: s.merge_codes(pick(s.codebook, n), into=pick(s.codebook, m)),
    "remove code": lambda s, f, n, m: s.remove_code(pick(s.codebook, -1 - n), codings="remove"),
    "code": lambda s, f, n, m: do_code(s, n, m),
    "code again": lambda s, f, n, m: do_code(s, m, n),
    "change coding": lambda s, f, n, m: s.change_coding(pick(codings(s), n), memo=f"{s.person} {m}"),
    "uncode": lambda s, f, n, m: s.remove_coding(pick(codings(s), n)),
    "memo": lambda s, f, n, m: s.add_memo(f"{s.person} {n} {m}", about=pick([*s.codebook, *s.cases(), *s.passages()], n)),
    "change memo": lambda s, f, n, m: s.change_memo(pick(s.memos(), n), text=f"{s.person} again {m}"),
    "remove memo": lambda s, f, n, m: s.remove_memo(pick(s.memos(), n)),
    "problematic": lambda s, f, n, m: s.write_problematic(f"{s.person} asks {m}"),
    "link": lambda s, f, n, m: s.link(pick(s.passages(), n), "says", pick(s.passages(), m)),
    "set": lambda s, f, n, m: s.add_set(f"set {n}", list(s.cases())[: m % 3]),
    "attribute": lambda s, f, n, m: s.add_attribute(f"age{n % 2}", pick(("text", "whole number"), m)),
    "value": lambda s, f, n, m: s.set_attribute(pick(s.cases(), n), f"age{m % 2}", m),
    "to case": lambda s, f, n, m: s.add_to_case(f"C{n % 3}", pick(s.passages(), m)),
    "title": lambda s, f, n, m: s.change(title=f"{s.person} {m}"),
    "many files": lambda s, f, n, m: add_files(s, f, n, m),
    "code many": lambda s, f, n, m: s.code_many((some_passage(s, n, each), pick(s.codebook, n)) for each in (m, m + 1)),
    "autocode": lambda s, f, n, m: s.autocode(pick(s.codebook, n), words=("plan", "whole", "phone")[m % 3]).apply(),
    "split code": lambda s, f, n, m: s.split_code(pick(s.codebook, n), {f"part {m % 2}": s.codings(pick(s.codebook, n))[:2]}),
    "change set": lambda s, f, n, m: s.change_set(pick(s.sets(), n), description=f"{s.person} {m}", members=s.cases()[: m % 3]),
    "remove set": lambda s, f, n, m: s.remove_set(pick(s.sets(), n)),
    "unlink": lambda s, f, n, m: s.remove_link(pick(s.links(), -1 - n)),
    "from case": lambda s, f, n, m: s.remove_from_case(f"C{n % 3}", pick(s.passages(), m)),
    "import": lambda s, f, n, m: take_codebook(s, f, n, m),
    "add act": lambda s, f, n, m: do_act(s, n, m),
    "add text": lambda s, f, n, m: s.add_text(
        f"plan {m % 3}", source=pick(s.sources(), n), accounts=told(s, n, m), template=pick(s.texts(), m)
    ),
    "link map": lambda s, f, n, m: do_link(s, n, m),
    "add copy": lambda s, f, n, m: s.add_copy(pick(s.texts(), n), pick(s.sites(), m), accounts=told(s, n, m)),
    "add resource": lambda s, f, n, m: s.add_resource(f"money {m % 3}", kind="money"),
    "change act": lambda s, f, n, m: s.change_act(pick(s.acts(), n), note=f"{s.person} {m}", with_whom=["U1", f"x{m}"]),
    "layer": lambda s, f, n, m: s.change_act(pick(s.acts(), n), case=f"C{m % 3}"),
    "change text": lambda s, f, n, m: s.change_text(pick(s.texts(), n), owner=f"{s.person} {m}"),
    "template": lambda s, f, n, m: s.change_text(pick(s.texts(), n), template=pick(s.texts(), m)),
    "version": lambda s, f, n, m: s.add_text_version(pick(s.texts(), n), f"{s.person} {m}"),
    "change copy": lambda s, f, n, m: s.change_copy(pick(s.copies(), n), how=f"{s.person} {m}"),
    "change resource": lambda s, f, n, m: s.change_resource(pick(s.resources(), n), note=f"{s.person} {m}"),
    "change link": lambda s, f, n, m: s.change_link(pick(s.links(), n), note=f"{s.person} {m}"),
    "link kind": lambda s, f, n, m: s.add_link_kind(f"hands over {m % 2}", nearest="sends"),
    "add account": lambda s, f, n, m: s.add_account(on_map(s, n), pick(told(s, n, m), 0)),
    "change account": lambda s, f, n, m: s.change_account(pick(pick(s.acts(), n).accounts, 0), note=f"{s.person} {m}"),
    "disjuncture": lambda s, f, n, m: do_disjuncture(s, n, m),
    "change disjuncture": lambda s, f, n, m: s.change_disjuncture(pick(s.disjunctures(), n), follows=f"{s.person} {m}"),
    "circuit": lambda s, f, n, m: s.add_circuit(f"{s.person} {n}", s.links()[:2], reason="it closes"),
    "change circuit": lambda s, f, n, m: s.change_circuit(pick(s.circuits(), n), reason=f"{s.person} {m}"),
    "generalise": lambda s, f, n, m: s.generalise(s.acts(layer="particular")[: 1 + m % 2], f"usually {m % 2}"),
    "merge acts": lambda s, f, n, m: s.merge_acts(s.acts(layer="particular")[-2 - n % 2 :][:2]),
    "remove account": lambda s, f, n, m: s.remove_account(pick(pick(s.acts(), n).accounts, m)),
    "unmark": lambda s, f, n, m: s.unmark(pick([told for act in s.acts() for told in act.accounts], -1 - n - m)),
    "remove act": lambda s, f, n, m: s.remove_act(pick(s.acts(), -1 - n), with_links=bool(m % 2)),
    "remove text": lambda s, f, n, m: s.remove_text(pick(s.texts(), -1 - n), with_links=bool(m % 2)),
    "remove copy": lambda s, f, n, m: s.remove_copy(pick(s.copies(), -1 - n), with_links=bool(m % 2)),
    "remove resource": lambda s, f, n, m: s.remove_resource(pick(s.resources(), -1 - n), with_links=bool(m % 2)),
    "remove link kind": lambda s, f, n, m: s.remove_link_kind(pick(s.link_kinds(), n).id),
    "remove disjuncture": lambda s, f, n, m: s.remove_disjuncture(pick(s.disjunctures(), n)),
    "remove circuit": lambda s, f, n, m: s.remove_circuit(pick(s.circuits(), n)),
    "refuse": lambda s, f, n, m: s.refuse_statements(proposed(s, n)[: 1 + m % 2]),
    "reopen": lambda s, f, n, m: s.reopen_statements(s.statement_decisions()[m % 2 :][:1]),
    "accept": lambda s, f, n, m: s.accept_statements(proposed(s, n)[m % 2 :]),
    "add statement": lambda s, f, n, m: do_statement(s, n, m),
    "change statement": lambda s, f, n, m: change_statement(s, n, m),
    "remove statement": lambda s, f, n, m: s.remove_statement(pick(s.statements(), n)),
    "layout": lambda s, f, n, m: s.save_layout(f"map {n % 2}", layout_of(s, n, m)),
    "pin": lambda s, f, n, m: s.pin(f"map {n % 2}", on_map(s, 0), column=m),
    "unpin": lambda s, f, n, m: s.unpin(f"map {n % 2}", on_map(s, 0)),
    "remove layout": lambda s, f, n, m: s.remove_layout(f"map {n % 2}"),
    "undo": lambda s, f, n, m: s.undo(),
    "redo": lambda s, f, n, m: s.redo(),
    "mark act": lambda s, f, n, m: mark_act(s, n, m),
    "new code": lambda s, f, n, m: s.code_new(some_passage(s, n, m), f"k{n % 4}", under=list(s.codebook)[: m % 2]),
}  # fmt: skip

ACTS = st.lists(
    st.tuples(st.sampled_from(sorted(OPERATIONS)), st.integers(0, 30), st.integers(0, 30)), min_size=0, max_size=12
)


def act(desk: Desk, folder: Path, acts) -> None:
    for name, n, m in acts:
        with contextlib.suppress(IEError, AttributeError, TypeError):  # what could not be done is not done
            OPERATIONS[name](desk.study, folder, n, m)
