"""How long reading a large PDF takes, beside PDFium alone giving its text, and how much memory.

Run with ``python benchmarks/pdf.py``. It prints the seconds and how many times PDFium's own they
are, for two things:

* the reader alone: lines with their places and type, reading order, paragraphs, headings;
* the whole source: the reader, the turns, the doubts, the fingerprints of file and text.

PDFium alone gives the letters and none of this. The reader asks it six questions about each line
(place, size, weight, gaps); the calls alone take a fifth as long as PDFium takes for the letters,
and the rest of the reader's own time goes to lines and paragraphs. About 1.6 times PDFium alone
is what it comes to, and less than 2.5 times for the whole source.

The memory is what the largest moment of reading takes beyond what the program holds after it has
read a small file, in megabytes and as so many bytes for each letter of the text. It is measured
in a program of its own, on systems that tell (Linux, macOS).
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SENTENCE = "the plan was written by a worker at the office and sent on with letters that nobody had read before"
PAGES, LINES = 559, 24


def made_up_book(pages: int = PAGES) -> bytes:
    """A book of made-up sentences: a running head, a page number, a heading now and then."""
    chance = random.Random(1)
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for page in range(pages):
        drawn = [f"BT /F1 9 Tf 72 800 Td (A Book of Plans) Tj ET BT /F1 9 Tf 290 30 Td ({page + 1}) Tj ET"]
        if page % 5 == 0:
            drawn.append(f"BT /F1 18 Tf 72 765 Td (Chapter {page} and what was in it) Tj ET")
        for line in range(LINES):
            words = " ".join(chance.choice(SENTENCE.split()) for _ in range(16))
            drawn.append(f"BT /F1 10 Tf 72 {740 - 14 * line} Td ({words}) Tj ET")
        stream = "\n".join(drawn).encode()
        content = len(bodies) + 2
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % content
        )
        bodies.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
    kids = b" ".join(b"%d 0 R" % (4 + 2 * page) for page in range(pages))
    bodies[1] = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (pages, kids)
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    return bytes(
        out
    ) + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(out),
    )


def pdfium_alone(data: bytes) -> int:
    """Only the text, as PDFium gives it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    letters = 0
    for page in document:
        textpage = page.get_textpage()
        letters += len(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return letters


def the_reader(data: bytes) -> int:
    """The PDF reader: lines, order, paragraphs and headings."""
    from ieworkbench.importers.format import RawFile, ReadOptions
    from ieworkbench.importers.pdf import read

    return read(RawFile("book.pdf", data), ReadOptions()).length


def the_whole_source(data: bytes) -> int:
    """All that reading a file does: the reader, the turns, the doubts."""
    from ieworkbench.importers import read_bytes

    return len(read_bytes(data, "book.pdf").content)


def fastest(work: Callable[[bytes], int], data: bytes) -> float:
    """The seconds of the fastest of seven runs: the others had to wait for something else."""
    times = []
    for _ in range(7):
        before = time.perf_counter()
        work(data)
        times.append(time.perf_counter() - before)
    return min(times)


def most_memory() -> int:
    """The most bytes of memory that this program has held so far."""
    import resource  # not on Windows

    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else 1024 * size


def report_memory(path: str) -> None:
    """Print what reading the file at ``path`` takes; to be called in a program that has done nothing else."""
    the_whole_source(made_up_book(2))  # so that libraries and tables do not count
    data = Path(path).read_bytes()
    before = most_memory()
    letters = the_whole_source(data)
    taken = most_memory() - before
    print(f"memory             {taken / 1e6:.1f} MB, {taken / letters:.1f} bytes for each letter")


def in_a_program_of_its_own(book: bytes) -> None:
    """Run `report_memory`; before anything else, since a new program's record starts with its parent's size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "book.pdf")
        path.write_bytes(book)
        subprocess.run([sys.executable, __file__, str(path)], check=False)


if __name__ == "__main__" and len(sys.argv) > 1:
    report_memory(sys.argv[1])
elif __name__ == "__main__":
    book = made_up_book()
    in_a_program_of_its_own(book)
    alone = fastest(pdfium_alone, book)
    print(f"{PAGES} pages, {pdfium_alone(book):,} letters; PDFium alone {alone:.2f} s")
    for work in (the_reader, the_whole_source):
        took = fastest(work, book)
        print(f"{work.__name__:18} {took:.2f} s, {took / alone:.2f} times PDFium alone")
