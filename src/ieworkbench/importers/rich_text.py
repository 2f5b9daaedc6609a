"""Rich text (rtf), as Word, LibreOffice and others write it, read by a tokenizer of our own.

Other readers of this format run deleted and inserted words together and lose footnotes. Groups
are kept on a list, so depth costs no more than length. Rich text does not know its pages, and
pictures and embedded objects hold no words.
"""

from __future__ import annotations

from ieworkbench.errors import FileDamaged
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions

__all__ = ["FORMAT", "read"]


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The text of a rich text file with its tables, notes, tracked changes and comments.

    Raises
    ------
    FileDamaged
        If it is no rich text.
    """
    from ieworkbench.importers.rich_text_walk import write_rich_text

    start = raw.data[:100].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if not start.startswith(b"{\\rtf"):
        raise FileDamaged(raw.name, "", "this is not rich text", "check that it is the right file")
    return write_rich_text(raw, options.encoding)


def _sniff(head: bytes) -> bool:
    return head[:100].lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"{\\rtf")


FORMAT = Format("rtf", "Rich text", (".rtf",), read, sniff=_sniff, running_text=True)
