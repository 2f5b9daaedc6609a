"""Small Word documents, written by hand: each test says which XML it is about."""

from __future__ import annotations

import io
import zipfile

from ieworkbench.importers import read_bytes
from ieworkbench.model.source import Section, Source

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
_KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "commentsExtended": "commentsExtended",
    "settings": "settings",
}
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def p(*runs: str, props: str = "") -> str:
    """A paragraph; what does not look like XML becomes a run."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inside}</w:p>"


def r(words: str = "", *, props: str = "", inside: str = "") -> str:
    """A run."""
    text = f'<w:t xml:space="preserve">{words}</w:t>' if words else ""
    return f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}{text}{inside}</w:r>"


def styled(style: str, *runs: str, props: str = "") -> str:
    """A paragraph in a style."""
    return p(*runs, props=f'<w:pStyle w:val="{style}"/>{props}')


def item(words: str, number: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(words, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def by(author: str, day: int = 1) -> str:
    """The attributes of a tracked change."""
    return f'w:id="9" w:author="{author}" w:date="2024-03-0{day}T10:00:00Z"'


def ins(words: str, author: str = "Ada", day: int = 1) -> str:
    """Words put in."""
    return f"<w:ins {by(author, day)}>{words if words.startswith('<') else r(words)}</w:ins>"


def deleted(words: str, author: str = "Ada", day: int = 1) -> str:
    """Words taken out."""
    run = f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>'
    return f"<w:del {by(author, day)}>{run}</w:del>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str, props: str = "") -> str:
    """A row of cells; what is no XML becomes a cell with one paragraph."""
    made = "".join(each if each.startswith("<") else cell(p(each)) for each in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{made}</w:tr>"


def cell(*blocks: str, props: str = "") -> str:
    """A cell."""
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{''.join(blocks)}</w:tc>"


def mark(kind: str) -> str:
    """A field's mark."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instr(words: str) -> str:
    """A piece of a field's instruction."""
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def part(name: str, inside: str) -> str:
    """A part of the package, with every namespace declared."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {NAMESPACES}>{inside}</w:{name}>'


def levels(*each: tuple[str, str] | str) -> str:
    """Levels of a list: (format, pattern), or a whole ``w:lvl``."""
    made = []
    for number, level in enumerate(each):
        if isinstance(level, str):
            made.append(level)
            continue
        way, pattern = level
        made.append(
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        )
    return "".join(made)


def numbering(definitions: dict[int, str], numbers: dict[int, tuple[int, str]]) -> str:
    """``numbering.xml``: definitions by id, and lists as (definition, overrides)."""
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{i}">{x}</w:abstractNum>' for i, x in definitions.items())
    nums = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{a}"/>{x}</w:num>' for i, (a, x) in numbers.items())
    return part("numbering", abstract + nums)


def docx(body: str, links: str = "", files: dict[str, str | bytes] | None = None, **parts: str) -> bytes:
    """A Word document: its body, further relations, files as they are, and parts by their kind."""
    relations = links
    stored: dict[str, str | bytes] = {}
    for kind, xml in parts.items():
        stored[f"word/{kind}.xml"] = xml
        relations += f'<Relationship Id="x{kind}" Type="{_RELATION}/{_KINDS[kind]}" Target="{kind}.xml"/>'
    main = body if body.startswith("<?xml") else part("document", f"<w:body>{body}</w:body>")
    stored = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": main,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        **stored,
        **(files or {}),
    }
    return zipped(stored)


def link(id_: str, kind: str, target: str, *, outside: bool = False) -> str:
    """A relation of the main part."""
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{id_}" Type="{_RELATION}/{kind}" Target="{target}"{mode}/>'


def zipped(files: dict[str, str | bytes]) -> bytes:
    """Files as a zip, always the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def reading(body: str, links: str = "", files: dict[str, str | bytes] | None = None, **parts: str) -> Source:
    """What is read from such a document, without looking for turns."""
    return read_bytes(docx(body, links, files, **parts), "made-up.docx", turns=False)


def of_kind(source: Source, kind: str) -> list[Section]:
    """The sections of a kind."""
    return [section for section in source.sections if section.kind == kind]


def covered(source: Source, kind: str) -> list[str]:
    """The words that sections of a kind cover."""
    return [source.content[section.start : section.end] for section in of_kind(source, kind)]


def codes(source: Source) -> list[str]:
    """The names of the warnings."""
    return [warning.code for warning in source.warnings]
