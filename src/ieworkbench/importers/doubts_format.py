"""Whether a file that is read by its ending looks like something else inside: a web page saved as text.

An ending that no bytes can confirm, such as ``.txt``, is believed. Where the first bytes are plainly those of
another format, the text is read as its ending says all the same, and one warning says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ieworkbench.importers.format import Format, RawFile
from ieworkbench.model.source import SourceWarning

__all__ = ["format_doubt"]

_HEAD = 65_536
_TAG = re.compile(
    rb"</(?:p|div|span|td|th|tr|table|ul|ol|li|h[1-6]|a|b|i|em|strong|body|blockquote)\s*>|<br\s*/?>", re.IGNORECASE
)
_LEAST_TAGS, _BYTES_A_TAG = 5, 600
"""How many tags make a page of a file without a head, and in how many bytes there is one at least."""


def format_doubt(raw: RawFile, chosen: Format, formats: Sequence[Format]) -> SourceWarning | None:
    """The warning that a file looks like another format than it is read as; ``None`` if it does not.

    Parameters
    ----------
    raw
        The file.
    chosen
        The format that its ending says.
    formats
        All formats there are.
    """
    if chosen.sniff is not None:
        return None
    head = raw.data[:_HEAD]
    seen = [each for each in formats if each.sniff is not None and each.sniff(head)]
    if not seen and chosen.name == "txt" and _has_tags(head):
        seen = [each for each in formats if each.name == "html"]
    if len(seen) != 1:
        return None
    (other,) = seen
    kept = "; its tags stand among the words" if other.name == "html" else ""
    message = (
        f"“{raw.name}” looks like another format ({other.title}) and was read as {chosen.title.lower()}{kept}. "
        f"Let its name end in {other.suffixes[0]}, or read it with format={other.name}."
    )
    return SourceWarning("format-doubtful", message)


def _has_tags(head: bytes) -> bool:
    plain = head.replace(b"\x00", b"")
    tags = sum(1 for _ in _TAG.finditer(plain))
    return tags >= _LEAST_TAGS and tags * _BYTES_A_TAG >= len(plain)
