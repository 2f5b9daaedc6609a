"""Which labels are speakers: kinds of labels, and the evidence of the whole document.

A label alone proves nothing: `Frist:` and `Kari:` look alike. What counts is that labels come
back, take turns, open most paragraphs and have one shape. Words that name a part in a talk need
less of this; words that name fields of forms are never taken unless the researcher names them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from ieworkbench.importers import turns_words as words
from ieworkbench.importers.turns_layouts import Candidate

__all__ = ["Evidence", "LabelKind", "choose_speakers", "kind_of", "worth_asking"]


class LabelKind(Enum):
    """What a label looks like by itself."""

    ROLE = "a part in a talk: Interviewer, Informant 3"
    CODE = "a code: I, P1, S01, SPEAKER_00"
    NAME = "a name: Kari, Ms Vang, Dr. Ås"
    WORD = "other words: admin, social worker"
    FIELD = "a field of a form, or a remark: Frist, NB"
    SENTENCE = "the start of a sentence: He said"


_CODE = re.compile(r"(?:[^\W\d_]{1,3}\.?[ \-_]?\d{0,4}[a-zæøå]?|[^\W\d_]{2,12}[\-_]?\d{1,4}|[^\W\d_]{1,5}\d{1,4})")
_TAIL = re.compile(r"(?:[ \t]*\([^()]*\)|[ \t]*\[[^\[\]]*\]|[ \t]*[#№]?[ \t]*\d{1,4}|[ \t_]+[A-Za-z]\d{0,3})+$")
_ROMAN = re.compile(r"(?:[IVX]+)")
_FORBIDDEN = re.compile(r"[<>{}=|\\\"“”„«»?!;*`§%@^~]|\d[.,]\d")


@lru_cache(maxsize=1024)  # a document asks about the same few labels again and again
def kind_of(label: str) -> LabelKind:
    """What ``label`` looks like, without the text around it.

    Examples
    --------
    >>> [kind_of(each).name for each in ("Informant 3", "P1", "Dr. Ås", "Frist", "He said")]
    ['ROLE', 'CODE', 'NAME', 'FIELD', 'SENTENCE']
    """
    plain = label.casefold().strip(" .")
    base = _TAIL.sub("", plain).strip(" .,") or plain
    parts = base.replace("/", " ").split()
    if not parts or _FORBIDDEN.search(label) or len(label.split()) > 7:
        return LabelKind.SENTENCE
    if plain in words.FIELDS or (base in words.FIELDS and not plain[len(base) : len(base) + 1].isdigit()):
        return LabelKind.FIELD
    if _is_role(base, parts):
        return LabelKind.ROLE
    if parts[0] in words.NUMBERED_PARTS and re.search(r"\d", label):
        return LabelKind.FIELD
    if _is_code(label):
        return LabelKind.CODE
    if base in words.PLACES_OF_PRINT or (len(parts) > 1 and parts[0].strip(",.") in words.FIELDS):
        return LabelKind.FIELD
    return _name_or_sentence(label, parts)


def _is_role(base: str, parts: list[str]) -> bool:
    if base in words.ROLES:
        return True
    known = [part.strip(".,") in words.ROLES for part in (parts[0], parts[-1])]
    return len(parts) <= 3 and any(known) and not any(part in words.CLAUSE_WORDS for part in parts)


def _is_code(label: str) -> bool:
    """Letters and numbers, or capitals alone: `P1`, `admin-1`, `INT`, but not `Ja`."""
    if label.casefold().strip(".") in words.CLAUSE_WORDS and not (len(label.strip(".")) == 1 and label[0].isupper()):
        return False
    if len(label) <= 4 and label.rstrip(".").isupper() and label.rstrip(".").isalpha():
        return True
    return _CODE.fullmatch(label) is not None and (
        any(sign.isdigit() for sign in label) or (len(label.rstrip(".")) == 1 and label[0].isupper())
    )


def _name_or_sentence(label: str, parts: list[str]) -> LabelKind:
    bare = re.sub(r"\([^()]*\)", "", label)
    tokens = [token.strip(".,") for token in bare.replace("/", " ").split()]
    tokens = [token for token in tokens if token]
    if not tokens or len(tokens) > 6:
        return LabelKind.SENTENCE
    if len(tokens) == 1 and tokens[0].casefold() in words.CLAUSE_WORDS:
        return LabelKind.SENTENCE
    initial = len(tokens[0]) == 1 and tokens[0].isupper() and len(tokens) > 1
    if all(map(_may_be_in_name, tokens)) and (initial or tokens[0].casefold() not in words.CLAUSE_WORDS):
        inner = [token for token in tokens if token.islower()]
        if len(inner) < len(tokens):
            return LabelKind.NAME if len(tokens) <= 5 else LabelKind.SENTENCE
    if any(part.strip(".,") in words.CLAUSE_WORDS for part in parts) or len(tokens) > 3 or "," in bare:
        return LabelKind.SENTENCE
    return LabelKind.WORD


def _may_be_in_name(token: str) -> bool:
    first = token[0]
    return (
        first.isupper()
        or first.istitle()
        or first.isdigit()
        or not (first.isupper() or first.islower())
        or token in words.NAME_PARTICLES
    )


@dataclass(slots=True)
class _Label:
    """One label over the whole document."""

    kind: LabelKind
    uses: list[int] = field(default_factory=list)
    shapes: Counter[tuple[str, bool, str, bool]] = field(default_factory=Counter)
    opening: int = 0
    spaced: int = 0
    asking: int = 0
    timed: int = 0
    bold: int = 0
    letters: int = 0
    unfinished: int = 0


_ENDS = (".", "?", "!", "…", "”", '"', "#", "]", ")", "-", "–", "—", "/", "“", "»")


@dataclass(slots=True)
class Evidence:
    """What is known of the document apart from its labels.

    Attributes
    ----------
    paragraphs
        How many paragraphs of talk it has: lines with words at whose start a label might stand.
    named
        Labels that the file's head lists as speakers.
    forced
        Whether the researcher said that there are turns.
    letters, asking, unfinished
        For each candidate, how many letters its own line has after the label, whether they ask
        something, and whether they break off; not the words, which are the whole text once more.
    closed
        For each candidate, whether a time stands alone before it or an f4 mark closes its words.
    spaced
        For each candidate, whether an empty line stands before it.
    """

    paragraphs: int
    named: frozenset[str] = frozenset()
    forced: bool = False
    letters: list[int] = field(default_factory=list)
    asking: list[bool] = field(default_factory=list)
    unfinished: list[bool] = field(default_factory=list)
    closed: list[bool] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)

    def add(self, words: str, *, closed: bool, spaced: bool) -> None:
        """Note what is known of the next candidate, with the words after it."""
        said = words.rstrip()
        self.letters.append(len(said))
        self.asking.append("?" in said or "？" in said)
        self.unfinished.append(not said.endswith(_ENDS))
        self.closed.append(closed)
        self.spaced.append(spaced)


def choose_speakers(candidates: list[Candidate], evidence: Evidence) -> list[Candidate]:
    """Those candidates that open turns, in the order of the text.

    Each layout is judged by itself; the one with most turns wins, and others join it only with
    labels that it has.
    """
    if not candidates:
        return []
    by_layout: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(candidates):
        by_layout[each.layout].append(number)
    taken = {layout: _judge(numbers, candidates, evidence) for layout, numbers in by_layout.items()}
    best = max(taken, key=lambda layout: len(taken[layout]))
    labels = {candidates[number].label for number in taken[best]}
    chosen = [False] * len(candidates)
    for number in taken[best]:
        chosen[number] = True
    for layout, numbers in by_layout.items():
        if layout in ("heading", "label in a column"):
            continue
        for number in numbers:
            if candidates[number].label in labels and candidates[number].opens:
                chosen[number] = True
    return [each for each, is_chosen in zip(candidates, chosen, strict=True) if is_chosen]


def _gather(numbers: list[int], candidates: list[Candidate], evidence: Evidence) -> dict[str, _Label]:
    labels: dict[str, _Label] = {}
    for number in numbers:
        each = candidates[number]
        entry = labels.get(each.label)
        if entry is None:
            entry = labels[each.label] = _Label(kind_of(each.label))
        entry.uses.append(number)
        entry.shapes[each.shape] += 1
        entry.opening += each.opens
        entry.timed += each.timed or evidence.closed[number]
        entry.bold += each.bold
        entry.spaced += evidence.spaced[number]
        entry.asking += evidence.asking[number]
        entry.letters += evidence.letters[number]
        entry.unfinished += evidence.unfinished[number]
    return labels


def _judge(numbers: list[int], candidates: list[Candidate], evidence: Evidence) -> list[int]:
    """The candidates of one layout that open turns."""
    labels = _gather(numbers, candidates, evidence)
    possible = {
        name: each
        for name, each in labels.items()
        if each.kind not in (LabelKind.FIELD, LabelKind.SENTENCE) and _may_open(each)
    }
    if evidence.forced:
        return [number for each in possible.values() for number in each.uses]
    named = {name for name in labels if name in evidence.named}
    seeds = named | _seeds(candidates[numbers[0]].layout, labels, possible, numbers, candidates, evidence)
    if not seeds:
        return []
    accepted = seeds | _joined(seeds, labels, possible, evidence)
    accepted |= _joined(accepted, labels, possible, evidence)
    return [
        number for name in accepted for number in labels[name].uses if _stands_right(candidates[number], labels[name])
    ]


def _may_open(label: _Label) -> bool:
    """Whether a label stands where paragraphs begin, or too often at the start of lines for chance.

    Where a talk is written down without full stops, a line that does not end looks like one that
    was broken for its width.
    """
    often = len(label.uses) > 2 and label.kind is not LabelKind.WORD
    return often or label.opening * 2 >= len(label.uses) or label.bold * 2 > len(label.uses)


def _stands_right(each: Candidate, label: _Label) -> bool:
    """A label inside a broken line counts only if it is written as labels are in this document."""
    return each.opens or (not each.tight and each.shape == label.shapes.most_common(1)[0][0])


_STRICT = frozenset(
    {"label in brackets", "label in a column", "label in bold", "heading", "letter and full stop", "label on a line"}
)
_WITH_TIME = frozenset(
    {
        "name and time on a line",
        "time and name on a line",
        "time, name and words on lines",
        "time, speaker and words between commas",
    }
)


def _seeds(
    layout: str,
    labels: dict[str, _Label],
    possible: dict[str, _Label],
    numbers: list[int],
    candidates: list[Candidate],
    evidence: Evidence,
) -> set[str]:
    """The labels that are speakers by themselves or by how they take turns."""
    roles = {name for name, each in possible.items() if each.kind is LabelKind.ROLE}
    codes = {name for name, each in possible.items() if each.kind is LabelKind.CODE}
    asking = {name for name in codes if name.casefold().rstrip(".0123456789 ") in words.ROLE_CODES} - _romans(codes)
    recurring = {name for name, each in possible.items() if len(each.uses) > 1}
    covered = sum(len(each.uses) for each in possible.values()) / max(1, evidence.paragraphs)
    if layout in _WITH_TIME:
        return _seeds_with_time(possible, roles, recurring)
    if layout in _STRICT:
        return _seeds_strict(layout, possible, roles, codes, recurring, covered)
    fields = sum(len(each.uses) for each in labels.values() if each.kind is LabelKind.FIELD)
    total = sum(len(each.uses) for each in possible.values())
    seeds = {
        name for name in roles if len(possible[name].uses) > 1 and (covered >= 0.08 or len(possible[name].uses) > 5)
    }
    talkers = roles | asking
    if len(talkers | codes) > 1 and talkers and covered >= 0.5 and fields * 3 <= total:
        seeds |= talkers | (codes if not _romans(codes) else set())
    if talkers & recurring and len((talkers | codes) & recurring) > 1 and covered >= 0.3 and not _romans(codes):
        seeds |= (talkers | codes) & recurring
    if (
        talkers
        and len(possible) > 1
        and covered >= 0.95
        and not fields
        and not any(each.unfinished for each in possible.values())
    ):
        seeds |= {name for name, each in possible.items() if each.kind is not LabelKind.WORD}
    seeds |= _seeds_by_marks(possible, roles | codes, recurring)
    if seeds:
        return seeds
    return _seeds_by_turns(possible, recurring, numbers, candidates, covered, fields, total)


def _seeds_by_marks(possible: dict[str, _Label], sure: set[str], recurring: set[str]) -> set[str]:
    """Labels that mostly come with a time of the recording; a programme of a day has times too, but no sentences."""
    timed = {
        name for name, each in possible.items() if each.timed * 2 >= len(each.uses) and each.kind is not LabelKind.WORD
    }
    if sum(possible[name].timed for name in timed) < 2:
        return set()
    sentences = any(possible[name].unfinished < len(possible[name].uses) for name in timed)
    return timed if timed & sure or (sentences and timed & recurring) else set()


def _romans(codes: set[str]) -> set[str]:
    """Codes that are Roman numbers of a list, where `I` is not alone."""
    romans = {name for name in codes if _ROMAN.fullmatch(name)}
    return romans if {"I", "II"} <= romans else set()


def _seeds_with_time(possible: dict[str, _Label], roles: set[str], recurring: set[str]) -> set[str]:
    """A name with its time on a line of its own: the names come back, or name parts in a talk."""
    total = sum(len(each.uses) for each in possible.values())
    back = sum(len(possible[name].uses) for name in recurring | roles)
    if back * 2 >= total and (roles or total > 2):
        return {name for name, each in possible.items() if name in recurring | roles or each.kind is not LabelKind.WORD}
    return set()


def _seeds_strict(
    layout: str, possible: dict[str, _Label], roles: set[str], codes: set[str], recurring: set[str], covered: float
) -> set[str]:
    """Shapes that much else has as well: lists of books, tables, bold words, headings."""
    back = {
        name
        for name in recurring
        if possible[name].kind is not LabelKind.WORD or layout in ("heading", "label in brackets")
    }
    if layout == "label in a column":
        back &= roles | codes
    total = sum(len(possible[name].uses) for name in back)
    if layout == "letter and full stop":
        return back if len(back) == 2 and total > 3 else set()
    enough = 0.1 if layout in ("heading", "label on a line") else 0.4
    if len(back | roles) > 1 and (total > 3 or (roles and total + len(roles) > 2)) and covered >= enough:
        return back | roles
    return set()


def _seeds_by_turns(
    possible: dict[str, _Label],
    recurring: set[str],
    numbers: list[int],
    candidates: list[Candidate],
    covered: float,
    fields: int,
    total: int,
) -> set[str]:
    """Names, codes and other words that come back, take turns and open much of the text."""
    back = {name for name in recurring if possible[name].kind is not LabelKind.WORD or len(possible[name].uses) > 2}
    uses = sum(len(possible[name].uses) for name in back)
    if len(back) == 1:
        only = possible[next(iter(back))]
        return back if only.kind is LabelKind.CODE and uses > 2 and covered >= 0.6 and not fields else set()
    if len(back) < 2 or uses < 4 or fields * 4 > total:
        return set()
    order = [candidates[number].label for number in numbers if candidates[number].label in possible]
    changes = sum(one != two for one, two in pairwise(order)) / max(1, len(order) - 1)
    if changes < 0.15 or not (
        covered >= 0.3 or (uses > 11 and changes >= 0.5) or (uses > 5 and all(possible[name].bold for name in back))
    ):
        return set()
    named = any(possible[name].kind is LabelKind.CODE for name in back)
    if _is_form(possible, back) or (_is_list(back) and _goes_round(order, back)):
        return set()
    if not named and (_goes_round(order, back) or _filled_in(possible, back)):
        return set()
    return back


def _goes_round(order: list[str], back: set[str]) -> bool:
    """Whether three labels or more follow one another always in the same order, as in a form."""
    if len(back) < 3:
        return False
    after: dict[str, Counter[str]] = defaultdict(Counter)
    line = [name for name in order if name in back]
    for one, two in pairwise(line):
        after[one][two] += 1
    steady = sum(counts.most_common(1)[0][1] for counts in after.values())
    return steady >= 0.9 * (len(line) - 1) and max(len(counts) for counts in after.values()) < 3


def _is_form(possible: dict[str, _Label], back: set[str]) -> bool:
    """Whether some labels always, others never, begin a block, and nobody asks anything: blocks of a form."""
    begins = [possible[name].spaced >= max(1, len(possible[name].uses) - 1) for name in back]
    inside = [possible[name].spaced == 0 for name in back]
    return any(begins) and any(inside) and not any(possible[name].asking for name in back)


def _is_list(back: set[str]) -> bool:
    """Whether the labels are the first letters of the alphabet, as in a list of answers."""
    return len(back) > 2 and "".join(sorted(back)) == "ABCDEFGHIJ"[: len(back)]


def _filled_in(possible: dict[str, _Label], back: set[str]) -> bool:
    """Whether one label is always followed by a few words without an end, as a date in a form."""
    return any(
        possible[name].letters < 30 * len(possible[name].uses)
        and possible[name].unfinished * 10 >= 9 * len(possible[name].uses)
        for name in back
    )


def _joined(seeds: set[str], labels: dict[str, _Label], possible: dict[str, _Label], evidence: Evidence) -> set[str]:
    """Labels that are no proof themselves, in a document that is a transcript, in the same shape."""
    shapes = sum((labels[name].shapes for name in seeds), Counter[tuple[str, bool, str, bool]]())
    turns = sum(len(labels[name].uses) for name in seeds)
    kinds = {labels[name].kind for name in seeds}
    dense = sum(len(each.uses) for each in possible.values()) >= 0.85 * evidence.paragraphs
    joined = set()
    for name, each in possible.items():
        shape = each.shapes.most_common(1)[0][0]
        if (
            name in seeds
            or shapes[shape] * 5 < turns
            or (each.kind is LabelKind.WORD and len(each.uses) < 3 and not shape[1])
        ):
            continue
        telling = shape[1] or shape[2] in ("tab", "wide", "line") or shape[3]
        uses = len(each.uses)
        sure = each.kind in (LabelKind.ROLE, LabelKind.CODE) and (each.kind in kinds or uses > 1)
        if sure or (turns + uses > 3 and (telling or uses > 2 or (dense and (uses > 1 or each.kind in kinds)))):
            joined.add(name)
    return joined


def worth_asking(candidates: list[Candidate], chosen: list[Candidate], paragraphs: int) -> list[str]:
    """Labels that were not taken and that a researcher might want to be asked about."""
    if len(chosen) == len(candidates):
        return []
    lines = {each.line for each in chosen}
    left = Counter(
        each.label for each in candidates if each.line not in lines and each.opens and each.layout != "heading"
    )
    taken = {each.layout for each in chosen}
    kinds = {label: kind_of(label) for label in left}
    asked = [label for label in left if kinds[label] in (LabelKind.ROLE, LabelKind.CODE, LabelKind.NAME)]
    if chosen:
        bold = sum(each.bold for each in chosen) * 2 > len(chosen)
        alike = {each.label for each in candidates if each.layout in taken and each.bold == bold}
        return [label for label in asked if label in alike]
    fields = sum(left[label] for label in left if kinds[label] is LabelKind.FIELD)
    back = [label for label in asked if left[label] > 1]
    covered = sum(left[label] for label in asked) >= 0.5 * paragraphs and len(asked) > 1
    if fields * 4 > sum(left.values()) or not (covered or len(back) > 1):
        return [label for label in asked if kinds[label] is LabelKind.ROLE]
    return asked if covered else back
