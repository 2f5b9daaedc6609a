"""Doubts about what printing puts between the words: heads, page numbers, notices, hyphens."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from ieworkbench.model.source import SourceWarning

__all__ = ["line_end_hyphens", "page_furniture"]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_Place = tuple[int, int]

_LONGEST_HEAD = 110
_LETTER = re.compile(r"[^\W\d_]")

_PAGE_OF = re.compile(
    r"(?:(?:page|side|seite|sida|p\.|s\.)\s*)?\d{1,4}\s*(?:/|\||of|av|von|de)\s*\d{1,4}", re.IGNORECASE
)
_PAGE_NAMED = re.compile(r"(?:page|side|seite|sida)\s+(\d{1,4})", re.IGNORECASE)
_PAGE_ALONE = re.compile(r"[-–—|\[( ]{0,3}(\d{1,4})[-–—|\]) ]{0,3}")

_PRODUCTION = re.compile(
    r"\S*[A-Za-z]\S*(?:_|\.indd)\S*\s.*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[AaPp][Mm])?|"
    r"\S+\.indd\s+\d{1,4}\b.*"
)
_VOLUME = re.compile(
    r"(?=[^\n]{0,60}\b(?:19|20)\d\d\b)[A-ZÆØÅ][^\n.!?;:]{3,70}\bVol(?:\.|ume)?\s*\d{1,4}\b[^\n]{0,12}"
    r"\b(?:No|Nr|Issue|Iss)\b[^\n]{0,24}"
)
_AUTHOR = re.compile(
    r"[1-9]\d{2,3}\s{1,4}(?:[A-ZÆØÅ][\w.’'-]{0,25}(?:\s(?:and|og|&|van|von|de|der|av))?(?:\s|$)){2,5}(?:et al\.?)?"
)

_DOWNLOADED = re.compile(
    r"\n[ \t]*(?:This\s{1,3}content\s{1,3}(?:was\s{1,3})?d|D|L)\s{0,3}(?:"
    r"o\s{0,3}w\s{0,3}n\s{0,3}l\s{0,3}o\s{0,3}a\s{0,3}d\s{0,3}e\s{0,3}d\s{1,4}(?:f\s{0,3}r\s{0,3}o\s{0,3}m|b\s{0,3}y)|"
    r"a\s{0,2}s\s{0,2}t\s{0,2}e\s{0,2}t\s{0,3}n\s{0,2}e\s{0,2}d\s{0,3}f\s{0,2}r\s{0,2}a)\b"
)  # opens with a line break, which is found much faster than the start of a line
_WEB = re.compile(r"https?\s?:|www\s?\.|\bdoi\b|\.\s{0,2}(?:com|org|net|edu|no)\b|\b\d{1,3}(?:\.\d{1,3}){3}\b")
_YEAR_ENDS = re.compile(
    r"\b(?:19|20)\d\d\b(?:[ \t]+\d{1,2}:\d\d(?::\d\d)?(?:[ \t]*(?:AM|PM|UTC|GMT))?)?[ \t.]*(?=\n|$)"
)
_NOTICE_LENGTH = 420

_COUNTED = _words(
    "appendix artikkel article avsnitt bilag case chapter dag day del exhibit figur figure interview intervju kapittel "
    "kapitel lov oppgave part question section spørsmål step steg table tabell title trinn uke vedlegg week år"
)


def page_furniture(content: str, pages: Sequence[_Place]) -> list[SourceWarning]:
    """Running heads and feet, page numbers and download notices, each with its whole line.

    Parameters
    ----------
    content
        The text.
    pages
        Where its pages start and end, if that is known.
    """
    notices = list(_download_notices(content))
    lines = _outside(_lines(content), notices)
    split = [_lines_of_page(lines, page) for page in pages] if pages else _by_form_feed(content, lines)
    found = _on_pages(split) if len(split) > 1 else {}
    if not pages:
        found |= _by_interval(lines) | _by_form(content, lines, notices)
    found |= _page_of(lines)
    found |= _between_heads(lines, found)
    warnings = [
        SourceWarning(code, _sentence(code, words), *_whole_line(content, start, end))
        for (start, end, words), code in found.items()
    ]
    for start, end in notices:
        message = "This is a notice of where and when a copy was downloaded, printed across the page; it is not part of the text."
        warnings.append(SourceWarning("download-notice", message, *_whole_line(content, start, end)))
    return warnings


_Words = tuple[int, int, str]
"""A line: where its words start and end, and the words."""


def _lines(content: str) -> list[_Words]:
    """Every line that is not blank, without the blanks around its words."""
    found = []
    at = 0
    for line in content.replace("\f", "\n").split("\n"):
        words = line.strip()
        if words:
            start = at + line.index(words[0])
            found.append((start, start + len(words), words))
        at += len(line) + 1
    return found


def _whole_line(content: str, start: int, end: int) -> _Place:
    """A line's place with the blanks around its words and its line break."""
    first = max(content.rfind("\n", 0, start), content.rfind("\f", 0, start)) + 1
    last = content.find("\n", end)
    return first, len(content) if last < 0 else last + 1


def _outside(lines: list[_Words], stretches: Sequence[_Place]) -> list[_Words]:
    """The lines that do not start inside any of a few stretches."""
    gone: set[int] = set()
    for start, end in stretches:
        gone.update(range(bisect_left(lines, (start, 0, "")), bisect_left(lines, (end, 0, ""))))
    return [line for number, line in enumerate(lines) if number not in gone] if gone else lines


def _sentence(code: str, words: str) -> str:
    short = words if len(words) <= 40 else words[:39].rstrip() + "…"
    if code == "page-number":
        return f"“{short}” is a page number between the words, not part of the text."
    return f"“{short}” is a running head or foot of the printed page, not part of the text."


# ------------------------------------------------------------------------- pages are known


def _lines_of_page(lines: list[_Words], page: _Place) -> list[_Words]:
    starts = bisect_left(lines, (page[0], 0, ""))
    return lines[starts : bisect_left(lines, (page[1], 0, ""))]


def _by_form_feed(content: str, lines: list[_Words]) -> list[list[_Words]]:
    """The lines page by page, where form feeds part the pages."""
    if "\f" not in content:
        return []
    breaks = [each.start() for each in re.finditer("\f", content)]
    return [_lines_of_page(lines, page) for page in zip([0, *breaks], [*breaks, len(content)], strict=True)]


def _fold(words: str) -> str:
    return re.sub(r"\d+", "0", " ".join(words.split()))


def _on_pages(pages: list[list[_Words]]) -> dict[_Words, str]:
    """Heads, feet and page numbers: lines that recur at the very top or bottom of pages.

    The outermost lines come first; a line further in counts only where all the lines outside it
    are heads or numbers themselves.
    """
    found: dict[_Words, str] = {}
    for side in (1, -1):
        inner = [0] * len(pages)  # how many lines of each page's top or bottom are known to be heads
        for depth in range(4):
            outermost = {
                number: page[::side][depth]
                for number, page in enumerate(pages)
                if inner[number] == depth and depth < len(page)
            }
            new = _numbers_on_pages(outermost) | _heads_on_pages(outermost, len(pages))
            if not new:
                break
            for number, code in new.items():
                found[outermost[number]] = code
                inner[number] = depth + 1
    return found


def _numbers_on_pages(lines: dict[int, _Words]) -> dict[int, str]:
    """The pages whose line is a number that counts on as the pages do."""
    offsets: dict[int, list[int]] = defaultdict(list)
    for page, (_, _, words) in lines.items():
        alone = _PAGE_ALONE.fullmatch(words) or _PAGE_NAMED.fullmatch(words)
        if alone:
            offsets[int(alone[1]) - page].append(page)
    return {page: "page-number" for same in offsets.values() if len(same) > 1 for page in same}


def _heads_on_pages(lines: dict[int, _Words], count: int) -> dict[int, str]:
    """The pages whose line recurs on most pages, or most left or right ones, of some stretch."""
    recurring: dict[str, list[int]] = defaultdict(list)
    for page, (_, _, words) in lines.items():
        if len(words) <= _LONGEST_HEAD and len(_LETTER.findall(words)) >= 3 and not words.endswith((":", "?", ",")):
            recurring[_fold(words)].append(page)
    heads = {}
    for folded, on in recurring.items():
        few = count < 4 and len(on) >= 2 and len(folded) <= 60 and not (folded[0].islower() and len(folded) > 30)
        often = len(on) >= 3 and len(on) >= 0.4 * (on[-1] - on[0] + 1)
        same = len({lines[page][2] for page in on}) < len(on)
        if (few or often) and (same or _COUNTED.isdisjoint(folded.lower().split()[:1])):
            heads.update(dict.fromkeys(on, "running-head"))
    return heads


# ----------------------------------------------------------------------- pages are not known


def _by_interval(lines: list[_Words]) -> dict[_Words, str]:
    """Numbers alone on a line, and lines with a number at one end, that count up as pages do."""
    alone: list[tuple[int, _Words]] = []
    ends: dict[str, list[tuple[int, _Words]]] = defaultdict(list)
    for line in lines:
        words = line[2]
        if len(words) > _LONGEST_HEAD or not (words[0].isdigit() or words[-1].isdigit() or words[0] in "-–—|[("):
            continue
        number = _PAGE_ALONE.fullmatch(words) or _PAGE_NAMED.fullmatch(words)
        if number:
            alone.append((int(number[1]), line))
            continue
        end = re.match(r"(\d{1,4})\s+(\D+)$", words) or re.match(r"(\D+)\s(\d{1,4})$", words)
        if end:
            digits, rest = (end[1], end[2]) if end[1].isdigit() else (end[2], end[1])
            if (
                len(_LETTER.findall(rest)) >= 6
                and _COUNTED.isdisjoint(rest.lower().split())
                and rest.strip()[-1] not in ":,("
            ):
                ends[" ".join(rest.split())].append((int(digits), line))
    found = dict.fromkeys(_counting_up(alone), "page-number")
    for numbered in ends.values():
        found |= dict.fromkeys(_counting_up(numbered), "running-head")
    return found


def _counting_up(numbered: list[tuple[int, _Words]]) -> list[_Words]:
    """The lines, at least three, whose numbers rise by one or two at distances like a page's."""
    runs: list[list[tuple[int, _Words]]] = []
    for number, line in numbered:
        for run in runs[-3:]:
            if number - run[-1][0] in (1, 2) and 600 <= (line[0] - run[-1][1][0]) / (number - run[-1][0]) <= 9_000:
                run.append((number, line))
                break
        else:
            runs.append([(number, line)])
    return [line for run in runs if len(run) >= 3 for _, line in run]


def _by_form(content: str, lines: list[_Words], notices: Sequence[_Place]) -> dict[_Words, str]:
    """Heads known by what they say: a printer's file name, a journal with its volume, page and author."""
    found: dict[_Words, str] = {}
    wrapped = _is_wrapped(lines)
    for line in lines:
        start, end, words = line
        if len(words) > _LONGEST_HEAD:
            continue
        if words[0] in "123456789":
            if _AUTHOR.fullmatch(words) and (_near(end, notices) or (wrapped and _stands_alone(content, start, end))):
                found[line] = "running-head"
        elif _has_printers_mark(words) or ("Vol" in words and _VOLUME.fullmatch(words)):
            found[line] = "running-head"
    return found


def _has_printers_mark(words: str) -> bool:
    """Whether a line is the name of a printer's file with a page or the time of printing."""
    return ("_" in words or ".indd" in words) and _PRODUCTION.fullmatch(words) is not None


def _near(place: int, notices: Sequence[_Place]) -> bool:
    """Whether a notice starts or ends within a few lines of a place; the notices are in order."""
    at = bisect_left(notices, (place, 0))
    return any(abs(start - place) < 200 or abs(place - end) < 200 for start, end in notices[max(0, at - 1) : at + 1])


def _is_wrapped(lines: list[_Words]) -> bool:
    """Whether the lines were cut where print cuts them: most are of middling length, few longer."""
    if len(lines) < 20:
        return False
    lengths = [len(words) for _, _, words in lines]
    return 35 <= median(lengths) <= 100 and sum(length > 130 for length in lengths) < 0.1 * len(lengths)


def _stands_alone(content: str, start: int, end: int) -> bool:
    """Whether a line has blank lines around it."""
    before, after = content[max(0, start - 40) : start], content[end : end + 40]
    return before.rstrip(" \t").endswith(("\n\n", "\f", "\n \n")) and after.lstrip(" \t").startswith(
        ("\n\n", "\f", "\n \n")
    )


def _page_of(lines: list[_Words]) -> dict[_Words, str]:
    """Lines such as ``3/10`` or ``Page 3 of 10``, where at least two of them count up."""
    by_total: dict[int, list[tuple[int, _Words]]] = defaultdict(list)
    for line in lines:
        if len(line[2]) < 24 and _PAGE_OF.fullmatch(line[2]):
            number, total = (int(each) for each in re.findall(r"\d+", line[2]))
            by_total[total].append((number, line))
    found: dict[_Words, str] = {}
    for total, numbered in by_total.items():
        numbers = [number for number, _ in numbered]
        if len(numbers) > 1 and numbers == sorted(set(numbers)) and numbers[0] > 0 and numbers[-1] <= total:
            found |= dict.fromkeys((line for _, line in numbered), "page-number")
    return found


def _between_heads(lines: list[_Words], found: dict[_Words, str]) -> dict[_Words, str]:
    """A short line that stands between two heads is one too."""
    between = {}
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        near = len(line[2]) < 60 and after[0] - before[1] < 120  # asked first, since it rules most lines out
        heads_around = near and found.get(before) == found.get(after) == "running-head"
        if heads_around and line not in found and line[2][-1] not in ".?!,;:":
            between[line] = "running-head"
    return between


def _download_notices(content: str) -> Iterator[_Place]:
    """Notices such as ``Downloaded from ... by guest on 13 March 2024``, even letter by letter."""
    for opening in _DOWNLOADED.finditer(f"\n{content}"):
        start = opening.end() - len(opening.group().lstrip()) - 1
        whole = content[start : start + _NOTICE_LENGTH]
        closing = _YEAR_ENDS.search(whole)
        first_line = whole.find("\n")
        end = closing.end() if closing else (first_line if first_line > 0 else len(whole))
        if _WEB.search("".join(whole[:end].split())):
            yield start, start + end


# ------------------------------------------------------------------------------------ hyphens

# What stands before the hyphen is asked after it: a pattern that opens with a sign is found much faster.
_BROKEN = re.compile(r"[-\u2010\u00ad](?<=[^\W\d_].)[ \t]{0,8}\n\s{0,8}(?=[^\W\d_])")
_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]++\Z")
_WORD = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]++[-\u2010][^\W\d_]++")
_LONGEST_WORD = 60
_PREFIXES = _words(
    "anti co counter cross de dis e ex extra halv ikke infra inter intra ko kvasi mid mis multi neo non over para post pre "
    "pro pseudo quasi re selv self semi sub super trans ultra un under well vice"
)
_SUFFIXES = _words(
    "able age al ally ance ances ant ants ary ate ated ates ating ation ations ative ed ence ences ent ents er ers es ful "
    "ial ible ic ical ically ies ing ings ion ions ise ised ising ism ist ists ities ity ive ively ized izing less ly ment "
    "mental ments ness or ors ous ously ry sion sions ted tial ting tion tional tions tive ture tures ty ual ually ure "
    "ande are ast else elser en ende ene er ere eren erne ert est ester et ete heten het heter ing ingen inger ingene "
    "isk iske lig lige ling linger ning ningen ninger sjon sjonen sjoner skap tet"
)
_JOINING = _words("og eller and or to und oder och och/eller")


def line_end_hyphens(content: str, furniture: Sequence[_Place]) -> list[SourceWarning]:
    """Words parted by a hyphen at the end of a line, as far as the hyphen is not surely their own.

    Where the joined word stands elsewhere in the text, or the halves are no words of the text by
    themselves, the place is the hyphen with its line break. Where the hyphen may belong to the
    word, the place is the line break alone. A word that is written with this hyphen elsewhere
    (``well-being``) is left alone.
    """
    broken = list(_broken_words(content, furniture))
    if not broken:
        return []
    lower = content.lower()
    hyphenated = Counter(word.replace("\u2010", "-") for word in _HYPHENATED.findall(lower))
    words = Counter(_WORD.findall(lower))
    for first, _, _, second in broken:
        words[first] -= 1
        words[second] -= 1
    found = []
    for first, start, end, second in broken:
        whole = f"{first}-{second}"
        if _is_parted(first, second, words, hyphenated) or content[start] == "\u00ad":
            message = f"The hyphen in “{whole}” only parts the word at the line's end."
            found.append(SourceWarning("line-end-hyphen", message, start, end))
        elif _is_unclear(first, second, hyphenated):
            message = f"“{whole}” is parted at the line's end; the hyphen may belong to the word, so only the line break is doubtful."
            found.append(SourceWarning("line-end-hyphen", message, start + 1, end))
    return found


def _broken_words(content: str, furniture: Sequence[_Place]) -> Iterator[tuple[str, int, int, str]]:
    """Words parted at a line's end, in small letters, with the place of hyphen and line break."""
    for found in _BROKEN.finditer(content):
        before = _BEFORE.search(content[max(0, found.start() - _LONGEST_WORD) : found.start()])
        after = _WORD.match(content, found.end(), found.end() + _LONGEST_WORD)
        if before and after and after.group().islower():
            yield before.group().lower(), *found.span(), after.group()
    for start, end in _together(content, furniture):  # a word may be parted by a foot and the next page's head
        before = re.search(r"([^\W\d_]+)([-\u2010\u00ad][ \t]*\n\s*)$", content[max(0, start - 60) : start])
        after = re.match(r"\s*([a-zà-ÿ]+)", content[end : end + 60])
        if before and after:
            at = max(0, start - 60)
            yield before[1].lower(), at + before.start(2), at + before.end(2), after[1]


def _together(content: str, furniture: Sequence[_Place]) -> Iterator[_Place]:
    """The places, with those that only blanks part taken as one."""
    begun: _Place | None = None
    for start, end in furniture:
        if begun is not None and not content[begun[1] : start].strip():
            begun = begun[0], end
            continue
        if begun is not None:
            yield begun
        begun = start, end
    if begun is not None:
        yield begun


def _is_parted(first: str, second: str, words: Counter[str], hyphenated: Counter[str]) -> bool:
    if not second or second in _JOINING:
        return False
    joined = words[first + second]
    if hyphenated[f"{first}-{second}"] > joined:
        return False
    if joined > 0:
        return True
    if words[first] > 0 or first in _PREFIXES or len(first) < 2:
        return words[second] <= 0 and second in _SUFFIXES and first not in _PREFIXES
    return words[second] <= 0 or second in _SUFFIXES


def _is_unclear(first: str, second: str, hyphenated: Counter[str]) -> bool:
    """Whether nothing tells if the hyphen is the word's own; speech that breaks off is not meant."""
    if len(first) < 2 or len(second) < 2 or second in _JOINING or second.startswith(first):
        return False
    return not hyphenated[f"{first}-{second}"]
