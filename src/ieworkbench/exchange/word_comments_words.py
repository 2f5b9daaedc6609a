"""What a comment says: which codes it names, and what is left as a memo.

A comment names codes by its first lines, by the part before a colon, or by ``#name`` or ``[name]``.
A line that names no code, or an empty one, ends the codes; everything after it is the memo.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ieworkbench.exchange.code_lookup import CodeLookup
from ieworkbench.exchange.code_names import tidy_name
from ieworkbench.model import Code

__all__ = ["Said", "said_in"]

_BRACKETED = re.compile(r"\[([^\[\]\n]+)\]\s*:?\s*")
_HASHED = re.compile(r"#(\w[\w./&+-]*)")
_HASHES = re.compile(r"(?:#\w[\w./&+-]*[,;\s]*)+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a comment says.

    Attributes
    ----------
    codes
        The codes it names.
    new
        Names of codes that are not there yet, which it marks as codes.
    memo
        The rest.
    unclear
        What looks like a code but means several, or one that passages may not get.
    """

    codes: tuple[Code, ...] = ()
    new: tuple[str, ...] = ()
    memo: str = ""
    unclear: str = ""


def said_in(text: str, names: CodeLookup) -> Said:
    """The codes that a comment names, and its memo.

    Examples
    --------
    >>> from ieworkbench.model import Codebook
    >>> names = CodeLookup(Codebook((Code("1", "waiting"), Code("2", "phoning"))))
    >>> said = said_in("Waiting; phoning\\nAgain the queue.", names)
    >>> [code.name for code in said.codes], said.memo
    (['waiting', 'phoning'], 'Again the queue.')
    """
    lines = text.strip("\n ").split("\n")
    first = _first_line(lines[0].strip(), names)
    if first is None:
        return Said(memo=text.strip(), unclear=_unclear(lines[0], names))
    codes, new, rest = list(first.codes), list(first.new), first.memo
    following = lines[1:]
    while following and not rest and (more := _whole_line(following[0].strip(), names)):
        codes += more
        following.pop(0)
    memo = "\n".join([*([rest] if rest else []), *following]).strip("\n ")
    return Said(tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(new)), memo)


def _known(name: str, names: CodeLookup) -> Code | None:
    found = names.find(name.strip()) if name.strip() else ()
    return found[0] if len(found) == 1 and found[0].codable else None


def _unclear(line: str, names: CodeLookup) -> str:
    """The words at the beginning that look like a code but cannot be taken for one."""
    for part in (line.strip(), line.partition(":")[0].strip()):
        if part and names.find(part):
            return part
    return ""


def _whole_line(line: str, names: CodeLookup) -> list[Code]:
    """The codes of a line that consists of them alone."""
    one = _known(line, names)
    if one is not None:
        return [one]
    several = [_known(part, names) for part in line.split(";") if part.strip()] if ";" in line else []
    found = [code for code in several if code is not None]
    return found if several and len(found) == len(several) else []


def _first_line(line: str, names: CodeLookup) -> Said | None:
    """What the first line names, with what stands after it on the line as the memo."""
    codes = _whole_line(line, names)
    if codes:
        return Said(tuple(codes))
    bracketed = _BRACKETED.match(line)
    if bracketed and not line.startswith("[["):
        return _marked(bracketed.group(1), line[bracketed.end() :], names)
    if _HASHED.match(line):
        return _hashed(line, names)
    name, colon, rest = line.partition(":")
    code = _known(name, names) if colon else None
    return None if code is None else Said((code,), memo=rest.strip())


def _hashed(line: str, names: CodeLookup) -> Said:
    """``#name``: several of them alone on the line, a known name however long, or one word."""
    if _HASHES.fullmatch(line):
        return _marked_all(_HASHED.findall(line), names)
    for name, rest in ((line[1:], ""), (line[1:].partition(":")[0], line[1:].partition(":")[2])):
        if _known(name, names) is not None:
            return _marked(name, rest, names)
    match = _HASHED.match(line)
    assert match is not None, "asked before"  # noqa: S101
    return _marked(match.group(1), line[match.end() :].lstrip(" :,;-"), names)


def _marked_all(found: list[str], names: CodeLookup) -> Said:
    all_ = [_marked(name, "", names) for name in found]
    return Said(tuple(code for each in all_ for code in each.codes), tuple(name for each in all_ for name in each.new))


def _marked(name: str, rest: str, names: CodeLookup) -> Said:
    code = _known(name, names)
    return Said((code,), memo=rest.strip()) if code is not None else Said(new=(tidy_name(name),), memo=rest.strip())
