"""Codes as a file gives them, with whatever is missing or wrong, made into the codes of a codebook.

Every format that holds codes reads them into drafts; here they get their ids, find the codes they
stand under, and are freed from circles. Nothing is given up for a mistake: what had to be changed
is in the report, with its row or line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.code_names import made_id, path_names, path_text, tidy_colour, tidy_id, tidy_name
from ieworkbench.exchange.guids import guid_in
from ieworkbench.model import Code, Codebook

__all__ = ["CodeDraft", "codes_of"]

_NAMELESS = "code without a name"
_MOST_ROUNDS = 64
_MOST_NAMESAKES = 200


@dataclass(slots=True, eq=False)
class CodeDraft:
    """A code as a file gives it.

    Attributes
    ----------
    place
        Where it stands in the file: ``"row 4"``, ``"line 12"``.
    name, id
        As written; the id may be missing.
    inside
        The draft it is nested in.
    above
        The names of the codes over it, from the top, where the file gives its path.
    under
        Other codes it stands under, each by id, path or name.
    definition, include, exclude, example, colour, codable
        As in `Code`.
    rank
        Its number in the order of the codebook, where the file gives one.
    """

    place: str
    name: str
    id: str = ""
    inside: CodeDraft | None = None
    above: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    colour: str = ""
    codable: bool = True
    rank: int | None = None
    parents: list[CodeDraft] = field(default_factory=list)

    @property
    def words(self) -> tuple[str, str, str, str]:
        """What is said of it."""
        return self.definition, self.include, self.exclude, self.example

    @property
    def where(self) -> str:
        """Its place and name, for a report."""
        return f"{self.place}, “{self.name[:60]}”"


def codes_of(drafts: Sequence[CodeDraft], report: Report, known: Codebook | None = None) -> tuple[Code, ...]:
    """The codes that the drafts describe, in the order of the file, ready for a `Codebook`.

    Parameters
    ----------
    drafts
        In the order of the file; one that others are nested in comes before them.
    report
        Gets a finding for everything that had to be changed.
    known
        Codes there are already: a draft without an id that stands where one of them stands, under
        its name, is that code.
    """
    gathering = _Gathering(report, known or Codebook())
    gathering.tell_apart(drafts)
    gathering.place()
    parents_first = gathering.without_circles()
    gathering.give_ids(parents_first)
    codes = tuple(_code(draft) for draft in _in_order(gathering.all_in_file_order()))
    report.kept["codes"] += len(codes)
    return codes


def _code(draft: CodeDraft) -> Code:
    parents = tuple(dict.fromkeys(parent.id for parent in draft.parents))
    return Code(draft.id, draft.name, parents, *draft.words, draft.colour, draft.codable)


def _in_order(drafts: Sequence[CodeDraft]) -> list[CodeDraft]:
    """By rank; a draft without one stays behind the one before it in the file."""
    rank, keys = -1, {}
    for draft in drafts:
        rank = rank if draft.rank is None else draft.rank
        keys[draft] = rank
    return sorted(drafts, key=keys.__getitem__)


@dataclass(slots=True, eq=False)
class _Want:
    """That a draft stands under a code which is still to be found."""

    draft: CodeDraft
    names: tuple[str, ...]
    ref: str
    place: int


class _Gathering:
    """The drafts of one file on their way to a tree."""

    def __init__(self, report: Report, known: Codebook) -> None:
        self.report = report
        self.known = known
        self.count = 0
        self.folded: dict[str, list[CodeDraft]] = {}
        self.drafts: list[CodeDraft] = []
        self.wants: list[_Want] = []
        self.by_id: dict[str, CodeDraft] = {}
        self.by_name: dict[str, list[CodeDraft]] = defaultdict(list)
        self.tree: dict[tuple[CodeDraft | None, str], list[CodeDraft]] = defaultdict(list)
        self.found: dict[CodeDraft, dict[int, CodeDraft]] = defaultdict(dict)
        self.made_for: dict[CodeDraft, list[CodeDraft]] = defaultdict(list)

    # ------------------------------------------------------------------ names, ids, colours

    def tell_apart(self, drafts: Sequence[CodeDraft]) -> None:
        """Mend names, colours and ids, and note where each draft wants to stand."""
        stands_for: dict[CodeDraft, CodeDraft] = {}
        for draft in drafts:
            self._mend(draft)
            one = stands_for[draft] = self._first_of_its_id(draft)
            if one is draft:
                self.drafts.append(draft)
                self.by_name[draft.name].append(draft)
            self._note_wants(one, draft, stands_for)

    def _mend(self, draft: CodeDraft) -> None:
        name = tidy_name(draft.name)
        if not name:
            name = _NAMELESS
            self.report.changed("code", draft.place, f"It has no name and was called “{_NAMELESS}”.")
        elif name != draft.name.strip():
            self.report.changed("code", f"{draft.place}, “{name[:60]}”", "Its name was put on one line.")
        draft.name = name
        draft.id = tidy_id(draft.id)
        if ";" in draft.id or len(draft.id.splitlines()) > 1:
            said = (
                "Its id has a semicolon or a line end in it, which part one code from the next; it was given another."
            )
            self.report.changed("code", draft.where, said)
            draft.id = ""
        if draft.colour:
            colour = tidy_colour(draft.colour)
            if not colour:
                self.report.dropped("colour", draft.where, f"“{draft.colour[:40]}” is no colour; it now has none.")
            elif colour != draft.colour:
                self.report.changed("colour", draft.where, f"“{draft.colour[:40]}” was read as {colour}.")
            draft.colour = colour

    def _first_of_its_id(self, draft: CodeDraft) -> CodeDraft:
        """The draft itself, or an earlier one that is the same code in another place."""
        other = self.by_id.get(draft.id)
        if not draft.id or other is None:
            if draft.id:
                self.by_id[draft.id] = draft
            return draft
        if other.name == draft.name and (draft.words == other.words or not any(draft.words)):
            self.report.changed(
                "code", draft.where, f"It has the name and id of {other.place}; the two were read as one code."
            )
            return other
        self.report.changed(
            "code", draft.where, f"Its id is also that of {other.where}; it was given an id of its own."
        )
        draft.id = ""
        return draft

    def _note_wants(self, one: CodeDraft, draft: CodeDraft, stands_for: dict[CodeDraft, CodeDraft]) -> None:
        if draft.inside is not None:
            self._settle(one, stands_for[draft.inside], self._next())
        elif draft.above:
            self.wants.append(_Want(one, draft.above, "", self._next()))
        elif not draft.under and one is draft:
            self.tree[None, one.name].append(one)
        for ref in draft.under:
            self.wants.append(_Want(one, path_names(ref), ref, self._next()))

    def _next(self) -> int:
        """A number by which parents keep their order, whenever they are found."""
        self.count += 1
        return self.count

    def _settle(self, draft: CodeDraft, parent: CodeDraft, place: int) -> None:
        if parent not in self.found[draft].values():
            self.tree[parent, draft.name].append(draft)
        self.found[draft][place] = parent

    # --------------------------------------------------------------------- who stands where

    def place(self) -> None:
        """Find every code that a draft wants to stand under, and make those that have no row."""
        for find in (self._surely, self._by_its_end, self._in_other_letters):
            for _ in range(_MOST_ROUNDS):
                waiting = [want for want in self.wants if not self._try(want, find(want))]
                stuck = len(waiting) == len(self.wants)
                # What was found in one direction of the file may be waited for in the other.
                self.wants = waiting[::-1]
                if stuck:
                    break
        self.wants.sort(key=lambda want: (len(want.names), want.place))
        for want in self.wants:
            if not self._try(want, self._surely(want)):
                self._make(want)
        for draft in self.drafts:
            draft.parents = [self.found[draft][place] for place in sorted(self.found[draft])]

    def _try(self, want: _Want, parent: CodeDraft | None) -> bool:
        if parent is not None:
            self._settle(want.draft, parent, want.place)
        return parent is not None

    def _surely(self, want: _Want) -> CodeDraft | None:
        """The code with this id, at this path from the top, or the only one of this name."""
        if want.ref:
            by_id = self.by_id.get(tidy_id(want.ref))
            if by_id is not None:
                return by_id
        at = self._at(want.names)
        if at is not None and (at is not want.draft or not want.ref):
            return at
        if not want.ref or len(want.names) != 1:
            return None
        namesakes = [each for each in self.by_name.get(want.names[0], ())[:3] if each is not want.draft]
        return namesakes[0] if len(namesakes) == 1 else None

    def _at(self, names: Sequence[str]) -> CodeDraft | None:
        """The first code at this path from the top."""
        here: CodeDraft | None = None
        for name in names:
            found = self.tree.get((here, name))
            if not found:
                return None
            here = found[0]
        return here

    def _by_its_end(self, want: _Want) -> CodeDraft | None:
        """The only code whose path ends in these names."""
        if not want.ref or not want.names:
            return None
        found = self._ending_in(want)
        return found[0] if len(found) == 1 else None

    def _ending_in(self, want: _Want) -> list[CodeDraft]:
        namesakes = self.by_name.get(want.names[-1], ())
        if len(namesakes) > _MOST_NAMESAKES:
            return []
        return [each for each in namesakes if each is not want.draft and self._under(each, want.names[:-1])]

    def _under(self, draft: CodeDraft, names: Sequence[str]) -> bool:
        ways = [draft]
        for name in reversed(names):
            ways = [parent for each in ways for parent in self.found[each].values() if parent.name == name]
        return bool(ways)

    def _in_other_letters(self, want: _Want) -> CodeDraft | None:
        """The only code of this name if letter case is left aside."""
        if not want.ref or len(want.names) != 1 or want.names[0] in self.by_name:
            return None
        self.folded = self.folded or self._fold()
        found = [each for each in self.folded.get(want.names[0].casefold(), ()) if each is not want.draft]
        return found[0] if len(found) == 1 else None

    def _fold(self) -> dict[str, list[CodeDraft]]:
        folded: dict[str, list[CodeDraft]] = defaultdict(list)
        for name, drafts in self.by_name.items():
            folded[name.casefold()] += drafts[:3]
        return folded

    def _make(self, want: _Want) -> None:
        """Make the codes of a path that have no row of their own; say so where the path is unclear."""
        draft = want.draft
        if want.ref and (not want.names or tidy_id(want.ref) != want.ref.strip() or guid_in(want.ref)):
            self.report.dropped("parent", draft.where, f"No code has the id {want.ref[:60]}; it does not stand there.")
            return self._leave_at_top(draft)
        others = [each for each in self.by_name.get(want.names[-1], ()) if each is not draft] if want.ref else []
        if want.ref and len(want.names) == 1 and len(others) > 1:
            self.report.dropped(
                "parent",
                draft.where,
                f"{len(others)} codes are called “{want.names[-1][:60]}” ({others[0].place}, {others[1].place}); "
                "it does not stand there, say which by its path or id.",
            )
            return self._leave_at_top(draft)
        if want.ref and want.names == (draft.name,):
            self.report.dropped("parent", draft.where, _circle(draft, draft))
            return self._leave_at_top(draft)
        here: CodeDraft | None = None
        for depth, name in enumerate(want.names, start=1):
            found = self.tree.get((here, name))
            here = found[0] if found else self._new(here, name, path_text(want.names[:depth]), draft)
        if here is not None and here is not draft:
            self._settle(draft, here, want.place)
        return None

    def _leave_at_top(self, draft: CodeDraft) -> None:
        if not self.found[draft] and draft not in self.tree[None, draft.name]:
            self.tree[None, draft.name].append(draft)

    def _new(self, parent: CodeDraft | None, name: str, path: str, draft: CodeDraft) -> CodeDraft:
        made = CodeDraft(draft.place, name)
        self.report.changed(
            "code", draft.where, f"It stands under “{path[:80]}”, which has no entry; that code was made."
        )
        if parent is None:
            self.tree[None, name].append(made)
        else:
            made.parents = [parent]
            self.tree[parent, name].append(made)
            self.found[made][0] = parent
        self.by_name[name].append(made)
        self.made_for[draft].append(made)
        return made

    # ------------------------------------------------------------------------ circles, ids

    def all_in_file_order(self) -> list[CodeDraft]:
        """Every draft; one that was made stands before the first that needed it."""
        return [each for draft in self.drafts for each in (*self.made_for.get(draft, ()), draft)]

    def without_circles(self) -> list[CodeDraft]:
        """Take away what would make a code stand under itself; every draft behind its parents."""
        grey: dict[CodeDraft, bool] = {}
        done: list[CodeDraft] = []
        for root in self.all_in_file_order():
            if root in grey:
                continue
            grey[root] = True
            stack: list[tuple[CodeDraft, Iterator[CodeDraft]]] = [(root, iter(tuple(root.parents)))]
            while stack:
                draft, ahead = stack[-1]
                for parent in ahead:
                    if grey.get(parent):
                        draft.parents.remove(parent)
                        self.report.dropped("parent", draft.where, _circle(draft, parent))
                    elif parent not in grey:
                        grey[parent] = True
                        stack.append((parent, iter(tuple(parent.parents))))
                        break
                else:
                    stack.pop()
                    grey[draft] = False
                    done.append(draft)
        return done

    def give_ids(self, parents_first: Sequence[CodeDraft]) -> None:
        """Give an id to each draft without one: that of the known code in its place, or a made one."""
        used = {draft.id for draft in parents_first if draft.id}
        there: dict[tuple[str, str], list[str]] = defaultdict(list)
        for code in self.known:
            for parent in code.parents or ("",):
                there[parent, code.name].append(code.id)
        again: dict[tuple[str, str], int] = defaultdict(int)
        for draft in parents_first:
            if not draft.id:
                spot = (draft.parents[0].id if draft.parents else "", draft.name)
                namesakes = there.get(spot, [])
                chosen = namesakes[0] if len(namesakes) == 1 else ""
                while not chosen or chosen in used:
                    again[spot] += 1
                    chosen = made_id(*spot, again[spot])
                draft.id = chosen
                used.add(chosen)


def _circle(draft: CodeDraft, parent: CodeDraft) -> str:
    if draft is parent:
        return "It would stand under itself; that was left out."
    return f"It would stand under itself by way of “{parent.name[:60]}” ({parent.place}); that was left out."
