"""A new Word document for a text: a paragraph for each line, speakers' labels in bold.

Read back, it gives the same text. It has no words of its own: its title stands among its
properties, and its pages are numbered by fields.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from ieworkbench.exchange.word_comments_package import MAIN_TYPE, pack
from ieworkbench.model import Source
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["NOT_IN_XML", "fresh_document", "run_of"]

NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""Letters that no XML can hold, and with it no Word document."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_DEEPEST_HEADING = 4


def run_of(words: str, *, bold: bool = False) -> str:
    """Words as a run; a tab becomes Word's own."""
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in words.split("\t")]
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{'<w:tab/>'.join(pieces)}</w:r>" if words else ""


def fresh_document(source: Source) -> bytes:
    """A Word document that holds the text of a source; letters that XML cannot hold stand as ``\ufffd``."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rId1", _OFFICE + "officeDocument", "word/document.xml"),
            ("rId2", _PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(source),
        "word/document.xml": _document(source),
        "word/_rels/document.xml.rels": _relations(
            ("rId1", _OFFICE + "styles", "styles.xml"),
            ("rId2", _OFFICE + "settings", "settings.xml"),
            ("rId3", _OFFICE + "footer", "footer1.xml"),
        ),
        "word/footer1.xml": _FOOTER,
        "word/settings.xml": _SETTINGS,
        "word/styles.xml": _styles(source.language or ""),
    }
    return pack({name: (_HEAD + words).encode() for name, words in parts.items()})


def _content_types() -> str:
    parts = {
        "/word/document.xml": MAIN_TYPE,
        "/word/styles.xml": _TYPE + "styles+xml",
        "/word/settings.xml": _TYPE + "settings+xml",
        "/word/footer1.xml": _TYPE + "footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in relations)
    return f'<Relationships xmlns="{_PACKAGE}relationships">{inside}</Relationships>'


def _core(source: Source) -> str:
    title = escape(NOT_IN_XML.sub("\ufffd", source.title or source.id))
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    )


def _document(source: Source) -> str:
    content = NOT_IN_XML.sub("\ufffd", source.content)
    labels = _labels(source)
    headings = {each.start: each.level or 1 for each in source.sections if each.kind is SectionKind.HEADING}
    paragraphs, start = [], 0
    for line in content.removesuffix("\n").split("\n"):
        paragraphs.append(_paragraph(line, labels.get(start, 0), headings.get(start) if line.strip() else None))
        start += len(line) + 1
    page = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" '
        'w:gutter="0"/></w:sectPr>'
    )
    return f"<w:document {_W} {_R}><w:body>{''.join(paragraphs)}{page}</w:body></w:document>"


def _labels(source: Source) -> dict[int, int]:
    """For the start of a line with a speaker's label, how long the label is."""
    found: dict[int, int] = {}
    for turn in source.turns:
        start = source.content.rfind("\n", 0, turn.start) + 1
        label = source.content[start : turn.start].rstrip()
        if turn.speaker and turn.speaker in label:
            found.setdefault(start, len(label))
    return found


def _paragraph(line: str, label: int, heading: int | None) -> str:
    style = f"Heading{min(max(heading, 1), _DEEPEST_HEADING)}" if heading else "Turn" if label else ""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{run_of(line[:label], bold=True)}{run_of(line[label:])}</w:p>"


_FOOTER = f'<w:ftr {_W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE "/></w:p></w:ftr>'
_SETTINGS = (
    f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)


def _styles(language: str) -> str:
    tongue = f'<w:lang w:val="{language}"/>' if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else ""
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/>'
        f'<w:spacing w:before="{360 - 40 * level}" w:after="80"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        for level, size in enumerate((32, 28, 24, 22), 1)
    )
    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
        f'<w:sz w:val="22"/><w:szCs w:val="22"/>{tongue}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="80" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f"{headings}"
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Turn"><w:name w:val="Turn"/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="120"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>'
        "</w:styles>"
    )
