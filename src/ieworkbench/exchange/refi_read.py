"""A REFI-QDA project as a bundle: what another program exported, with a report of what became of it.

The order is: who, codes, variables, notes, sources with what is marked in them, cases, links, sets.
Whatever is referred to is known by then, and what is referred to and is not there is in the report.
Nothing stops half way: only a file that holds no project at all is refused.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ieworkbench.errors import FileDamaged
from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.guids import made_guid
from ieworkbench.exchange.names import one_line
from ieworkbench.exchange.refi_chain import take_chain
from ieworkbench.exchange.refi_names import ORIGIN, UNTITLED
from ieworkbench.exchange.refi_read_cases import Cases
from ieworkbench.exchange.refi_read_codes import read_codes
from ieworkbench.exchange.refi_read_elements import CHILDREN, Gathered, first, inside, kind, value, words
from ieworkbench.exchange.refi_read_marks import Marks
from ieworkbench.exchange.refi_read_notes import Links, Notes, read_graphs, read_sets
from ieworkbench.exchange.refi_read_package import Package, open_package
from ieworkbench.exchange.refi_read_sources import Sources
from ieworkbench.exchange.refi_read_texts import Files
from ieworkbench.exchange.refi_read_values import Values
from ieworkbench.exchange.refi_xml import parse_mended
from ieworkbench.importers import RawFile, naming
from ieworkbench.model import Codebook, Memo, RecordKind, RecordRef

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_project"]

_STUDY = RecordRef(RecordKind.STUDY, "")


def read_project(path: str, codebook: Codebook, report: Report) -> Bundle:  # noqa: ARG001 - it brings its own codes
    """What is in a REFI-QDA project.

    Parameters
    ----------
    path
        A ``.qdpx``, or the ``.qde`` of one with its files beside it.
    codebook
        Not asked: a project says what its codes are.
    report
        Everything that is kept, changed, dropped and without a place is noted in it.

    Raises
    ------
    FileProblem
        One of its kinds, if there is no project in the file that can be read.
    """
    package = open_package(path)
    try:
        with naming(path):
            root = parse_mended(RawFile(path, package.project), package.project, report, package.part)
        if package.others:
            why = "a zip should hold one project; only the first was read"
            report.dropped("project", one_line(", ".join(package.others))[:80], why)
        _refuse_others(path, root)
        return _read(root, package, report)
    finally:
        package.close()


def _refuse_others(path: str, root: _Element) -> None:
    name = kind(root)
    if name == "CodeBook":
        raise FileDamaged(path, "", "this is a codebook, not a project", 'read it with format="qdc"')
    if name != "Project":
        raise FileDamaged(path, "", "this is not a REFI-QDA project", "export it again as REFI-QDA (.qdpx)")


def _read(root: _Element, package: Package, report: Report) -> Bundle:
    chain = take_chain(root)
    gathered = Gathered(report, own=value(root, "origin") == ORIGIN)
    files = Files(package, value(root, "basePath"), report)
    _read_people(root, gathered)
    codes = read_codes(root, gathered)
    values = Values(gathered)
    values.read_variables(root)
    notes = Notes(gathered, files)
    notes.read(root)
    marks = Marks(gathered, codes, notes.spoken)
    sources = Sources(gathered, marks, values, files)
    sources.read(root)
    cases = Cases(gathered, values, sources.sources)
    cases.read(root)
    read_graphs(root, gathered)
    sets = read_sets(root, gathered)
    links = Links(gathered, notes.spoken, codes, cases.informants)
    links.read(root)
    standpoint, said = _said_of_study(root, gathered)
    further = notes.finish({*marks.used, *links.used}, values)
    memos = (*notes.memos.values(), *marks.memos, *sources.memos, *cases.memos, *said)
    marks.finish()
    gathered.finish()
    _report_unknown(root, report)
    title = one_line(value(root, "name"))
    bundle = Bundle(
        title="" if gathered.own and title == UNTITLED else title,
        standpoint=standpoint,
        sources=tuple(sources.sources.values()),
        originals=sources.originals,
        codebook=Codebook(tuple(codes.values())),
        passages=tuple(marks.passages.values()),
        codings=tuple(marks.codings),
        cases=tuple(cases.cases.values()),
        sites=tuple(cases.sites.values()),
        informants=tuple(cases.informants.values()),
        case_passages=tuple(dict.fromkeys(cases.case_passages)),
        attributes=values.all(),
        values=tuple(values.values),
        memos=memos,
        links=(*links.links, *cases.links, *further),
        sets=tuple(sets),
        typed=chain,
        guids=gathered.guids,
        people=tuple(gathered.people.values()),
        written_at=gathered.moment(value(root, "modifiedDateTime"), value(root, "creationDateTime")),
    )
    _count(bundle, report)
    return bundle


def _read_people(root: _Element, gathered: Gathered) -> None:
    for part in inside(root, "Users"):
        for element in inside(part, "User"):
            name = one_line(value(element, "name") or value(element, "id"))
            guid = gathered.claim(element, "user", name)
            gathered.add_person(guid, name or guid[:8].upper())
            gathered.records.setdefault(guid, RecordRef(RecordKind.PERSON, gathered.people[guid]))
            gathered.guids[RecordRef(RecordKind.PERSON, gathered.people[guid])] = guid


def _said_of_study(root: _Element, gathered: Gathered) -> tuple[str, list[Memo]]:
    """The standpoint, which a project written here has as its description; that of another is a memo."""
    gathered.note_on(root, _STUDY)
    text = words(first(root, "Description"))
    if gathered.own or not text.strip():
        return text.strip() and text, []
    by = gathered.person(value(root, "creatingUserGUID"))
    gathered.report.changed("project", one_line(value(root, "name")), "its description became a memo on the study")
    return "", [Memo(made_guid(value(root, "name"), "project", "description"), text, "", _STUDY, by=by)]


def _report_unknown(root: _Element, report: Report) -> None:
    """Report elements that stand where the standard has none of this name, once for each kind."""
    unknown: Counter[tuple[str, str]] = Counter()
    ahead = [root]
    while ahead:
        element = ahead.pop()
        name = kind(element)
        known = CHILDREN.get(name, ())
        for each in element:
            child = kind(each)
            if child not in known:
                unknown[name, child] += bool(child)  # a comment has no name
            elif child in CHILDREN and len(each):
                ahead.append(each)
    for (name, child), count in (+unknown).items():
        what = f"{one_line(child)[:60]} in {name}" + (f", {count:,} times" if count > 1 else "")
        report.dropped("element", what, "the standard has no such element there; what it says is not known")


def _count(bundle: Bundle, report: Report) -> None:
    """Note how much of everything is in the bundle."""
    counts = {
        "people": bundle.people,
        "codes": bundle.codebook.codes,
        "sources": bundle.sources,
        "passages": bundle.passages,
        "codings": bundle.codings,
        "cases": bundle.cases,
        "informants": bundle.informants,
        "sites": bundle.sites,
        "attributes": bundle.attributes,
        "values": bundle.values,
        "memos": bundle.memos,
        "links": bundle.links,
        "sets": bundle.sets,
    }
    for what, records in counts.items():
        report.kept[what] += len(records)
