"""A text as rules read it: of the same length, with what is no language blanked out.

Letters from templates hold tags, placeholders and links. Each of them is replaced by blanks, or by
letters where a name will stand, so that every position still counts in the source's own text.
"""

from __future__ import annotations

import re

__all__ = ["readable"]

_UNREADABLE = re.compile(
    r"""(?P<blank>
        <!--[^<>]{0,400}?-->
      | </?[A-Za-z][^<>\n]{0,400}>
      | \{\{\{?[\#/>!^][^{}]{0,200}\}\}\}?
      | \{\{\s*else\b[^{}]{0,100}\}\}
      | (?<=\])\([^()\s]{1,400}\)
      | \[(?=[^\[\]\n]{1,300}\]\() | \](?=\()
      | [*_#`\u00AD\uFEFF\u200B]
    )|(?P<name>\{\{\{?[^{}]{1,200}\}\}\}?|\{[^{}\n]{1,80}\})""",
    re.VERBOSE,
)
_LINE = re.compile(r"[^\n]")
_BLOCK = re.compile(r"</?(?:p|div|li|ul|ol|h[1-6]|br|tr|td|th|table|body|html)\b|\{\{", re.IGNORECASE)


def readable(text: str) -> str:
    """``text`` with tags, template marks, link targets and marks of emphasis blanked out; as long as before.

    A placeholder becomes a run of ``X``, as a word will stand there.

    Examples
    --------
    >>> readable("<b>You</b> must tell {{office}}.")
    '   You     must tell XXXXXXXXXX.'
    """
    return _UNREADABLE.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    words = found[0]
    if found["name"] is not None:
        return "X" * len(words)
    blank = _LINE.sub(" ", words)
    if len(words) > 1 and _BLOCK.match(words):
        return "\n" + blank[1:]
    return blank
