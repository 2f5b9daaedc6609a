"""How long reading Word documents takes, beside only parsing their XML and beside other readers.

Run with ``python benchmarks/word.py``. It makes its own documents: a book of 860,000 characters
and forty interviews of 60,000. Each figure is processor time, the best of some runs; ratios are to reading the
same XML with lxml and doing nothing with it.
"""

from __future__ import annotations

import io
import random
import time
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable

import docx
from lxml import etree

from ieworkbench.importers import RawFile, ReadOptions, word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SENTENCE = (
    "the plan says that she could come back when the office had sent its letter and nobody at the centre "
    "knew who was to write it so we waited for a decision about the service that was granted in spring"
)
WORDS = SENTENCE.split()


def paragraph(chance: random.Random, number: int) -> str:
    """One paragraph as Word writes them: properties, runs, and a tracked change now and then."""
    words = " ".join(chance.choices(WORDS, k=chance.randint(5, 60)))
    half = len(words) // 2
    label = f'<w:r><w:rPr><w:b/><w:lang w:val="en-GB"/></w:rPr><w:t>{"I" if number % 2 else "Kari"}:</w:t></w:r>'
    change = f'<w:ins w:id="{number}" w:author="A" w:date="2024-01-01T00:00:00Z"><w:r><w:t> new</w:t></w:r></w:ins>'
    runs = "".join(
        f'<w:r w:rsidR="00A1"><w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">{part}</w:t></w:r>'
        for part in (" " + words[:half], words[half:])
    )
    return (
        f'<w:p w:rsidR="00A77B3E"><w:pPr><w:pStyle w:val="BodyText"/><w:spacing w:after="120"/></w:pPr>'
        f"{label}{runs}{change if number % 20 == 0 else ''}</w:p>"
    )


def document(characters: int, seed: int) -> bytes:
    """A Word document with about so many characters, in python-docx's own template."""
    chance = random.Random(seed)
    body: list[str] = []
    length = 0
    while length < characters:
        body.append(paragraph(chance, len(body)))
        length += sum(map(len, etree.fromstring(f'<a xmlns:w="{W}">{body[-1]}</a>').itertext()))
    template = io.BytesIO()
    docx.Document().save(template)
    return with_body(template.getvalue(), "".join(body))


def with_body(template: bytes, body: str) -> bytes:
    """The template with another text."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = (
                    f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr/></w:body></w:document>'.encode()
                )
            new.writestr(name, data)
    return packed.getvalue()


def ours(data: bytes) -> None:
    word.read(RawFile("x.docx", data), ReadOptions())


def only_xml(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as part:
        for _, element in etree.iterparse(part, tag=f"{{{W}}}p"):
            element.clear()


def python_docx_open(data: bytes) -> None:
    docx.Document(io.BytesIO(data))


def python_docx(data: bytes) -> None:
    "\n".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs)


def docx2python_text(data: bytes) -> None:
    from docx2python import docx2python

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with docx2python(io.BytesIO(data)) as found:
            _ = found.text


READERS: dict[str, Callable[[bytes], None]] = {
    "only the XML (lxml iterparse)": only_xml,
    "ieworkbench": ours,
    "python-docx, only opening": python_docx_open,
    "python-docx paragraphs": python_docx,
    "docx2python": docx2python_text,
}


def best(read: Callable[[bytes], None], files: list[bytes], runs: int = 3) -> float:
    times = []
    for _ in range(runs):
        begun = time.process_time()
        for data in files:
            read(data)
        times.append(time.process_time() - begun)
    return min(times)


def memory(data: bytes) -> float:
    """The most Python memory that reading takes, in sizes of the text."""
    ours(data)
    tracemalloc.start()
    draft = word.read(RawFile("x.docx", data), ReadOptions())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / len(draft.content)


def main() -> None:
    book = document(860_000, 1)
    interviews = [document(60_000, seed) for seed in range(40)]
    print(f"{'':32}{'a book':>18}{'40 interviews':>20}")
    base: tuple[float, float] | None = None
    for name, read in READERS.items():
        read(interviews[0])
        found = best(read, [book]), best(read, interviews)
        base = base or found
        cells = "".join(f"{took:10.3f} s {took / first:5.1f}x" for took, first in zip(found, base, strict=True))
        print(f"{name:32}{cells}")
    print(f"memory for the book: {memory(book):.1f} times its text")


if __name__ == "__main__":
    main()
