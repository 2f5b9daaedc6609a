"""Codes and the codebook: the index by which accounts are found again.

A code is an entry of an index, like one at the back of a book, and never a finding. It has an id
that survives renaming, and it may stand under several others at once. Two codes may share a name,
even in one place: then each is meant by its id. A codebook is a value: changing it makes another one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from ieworkbench.errors import CodeAmbiguous, RecordExists, RecordUnknown, RecordWrong
from ieworkbench.model.display import Brief, Parts, Shown, keep_parts

__all__ = ["PATH_MARK", "Code", "Codebook"]

PATH_MARK = " > "
"""What stands between the names of a code's path: ``work > phoning``."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True, repr=False)
class Code(Brief):
    """An entry of the index.

    Attributes
    ----------
    id
        A made id that never changes and never means another code.
    name
        What the researcher calls it: one line, not empty.
    parents
        The ids of the codes it stands under; none for a code at the top.
    definition, include, exclude, example
        What it is for, what belongs to it, what does not, and words that show it.
    colour
        ``#RRGGBB``, or empty.
    codable
        Whether passages may get it; a code that only groups others is not codable.
    """

    id: str
    name: str
    parents: tuple[str, ...] = ()
    definition: str = field(default="", repr=False)
    include: str = field(default="", repr=False)
    exclude: str = field(default="", repr=False)
    example: str = field(default="", repr=False)
    colour: str = ""
    codable: bool = True

    def __post_init__(self) -> None:
        said = (self.id, self.name, self.definition, self.include, self.exclude, self.example, self.colour)
        if not all(isinstance(each, str) for each in said):
            raise RecordWrong("code", "", "its name and what is said of it are words, between quotation marks")
        if not self.name or self.name != self.name.strip() or len(self.name.splitlines()) != 1:
            raise RecordWrong("code", self.name, "its name is one line without blanks around it, and not empty")
        if self.colour and not _COLOUR.fullmatch(self.colour):
            raise RecordWrong("code", self.name, f"“{self.colour}” is no colour; write it as #RRGGBB")


@dataclass(frozen=True, slots=True, repr=False)
class Codebook(Shown):
    """The codes of a study, in their order, and how they stand under each other.

    Attributes
    ----------
    codes
        Every code once, in the order of the codebook.
    title, description
        What the codebook is called, and what it is for.

    Raises
    ------
    RecordExists
        If two codes have one id.
    RecordUnknown
        If a code stands under one that is not there.
    RecordWrong
        If a code would stand under itself.

    Examples
    --------
    >>> index = Codebook((Code("1", "work"), Code("2", "phoning", ("1",))))
    >>> index.path("2"), index.one("work > phoning").id, sorted(index.below("1"))
    ('work > phoning', '2', ['1', '2'])
    """

    codes: tuple[Code, ...] = ()
    title: str = ""
    description: str = ""
    _by_id: dict[str, Code] = field(init=False, compare=False, default_factory=dict)
    _children: dict[str, list[Code]] = field(init=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        keep_parts(self, "codes")
        children: dict[str, list[Code]] = defaultdict(list)
        for code in self.codes:
            if code.id in self._by_id:
                raise RecordExists("code", code.name)
            self._by_id[code.id] = code
        for code in self.codes:
            for parent in code.parents or ("",):
                if parent and parent not in self._by_id:
                    raise RecordUnknown("code", parent)
                children[parent].append(code)
        self._children.update(children)
        self._refuse_circles()

    def __hash__(self) -> int:
        return hash((self.codes, self.title, self.description))

    def __repr__(self) -> str:
        return f"Codebook({len(self)} code{'' if len(self) == 1 else 's'})"

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __contains__(self, code_id: object) -> bool:
        return code_id in self._by_id

    def __getitem__(self, code_id: str) -> Code:
        """The code with this id.

        Raises
        ------
        RecordUnknown
            If there is none.
        """
        if code_id not in self._by_id:
            raise RecordUnknown("code", code_id)
        return self._by_id[code_id]

    def children(self, code_id: str = "") -> Parts[Code]:
        """The codes right under this one, in order; those at the top if no code is named."""
        return Parts(self._children.get(code_id, ()))

    def below(self, code_id: str) -> frozenset[str]:
        """The ids of this code and of every code under it, however deep."""
        return self._reached(code_id, lambda each: [child.id for child in self.children(each)])

    def above(self, code_id: str) -> frozenset[str]:
        """The ids of this code and of every code it stands under, however far up."""
        return self._reached(code_id, lambda each: self[each].parents)

    def path(self, code_id: str) -> str:
        """The names from the top down to this code, by way of each code's first parent."""
        names = [self[code_id].name]
        while self[code_id].parents:
            code_id = self[code_id].parents[0]
            names.append(self[code_id].name)
        return PATH_MARK.join(reversed(names))

    def paths(self, code_id: str) -> tuple[str, ...]:
        """The path by way of each of the code's parents, that of the first one first."""
        name = self[code_id].name
        return tuple(self.path(parent) + PATH_MARK + name for parent in self[code_id].parents) or (name,)

    def walk(self) -> Iterator[tuple[int, Code]]:
        """Each code once with its depth (0 at the top), under its first parent, as in a table of contents."""
        stack = [(0, code) for code in reversed(self.children())]
        while stack:
            depth, code = stack.pop()
            yield depth, code
            under = [child for child in self.children(code.id) if child.parents[0] == code.id]
            stack += [(depth + 1, child) for child in reversed(under)]

    def find(self, name: str) -> tuple[Code, ...]:
        """The codes that ``name`` means: an id, a name, or a path whose last names are these.

        A path that begins with the mark, such as ``> trouble``, begins at the top. Letter case
        matters only where it tells two codes apart.

        Raises
        ------
        RecordWrong
            If ``name`` is no text.
        """
        if not isinstance(name, str):
            raise RecordWrong("code", "", "a code is named by its name, path or id")
        if name in self._by_id:
            return (self._by_id[name],)
        for spelled in (str, str.casefold):
            asked = spelled(_path_of(name))
            called = tuple(code for code in self.codes if spelled(_path_of(code.name)) == asked)
            found = called or tuple(code for code in self.codes if self._ends_in(code, asked, spelled))
            if found:
                return found
        return ()

    def one(self, name: str) -> Code:
        """The one code that ``name`` means: an id, a name, or a path such as ``work > phoning``.

        Raises
        ------
        RecordUnknown
            If there is none, with the names nearest to it.
        CodeAmbiguous
            If several codes are called so, with the path of each, or its id where the path is another's too.
        """
        found = self.find(name)
        if not found:
            raise RecordUnknown("code", name, self._nearest(name))
        if len(found) > 1:
            raise CodeAmbiguous(name, tuple(self._told_apart(code) for code in found))
        return found[0]

    def _told_apart(self, code: Code) -> str:
        """What means this code and no other: its path, from the top if need be; or its id."""
        path = self.path(code.id)
        ways = (path, f"{PATH_MARK.strip()} {path}") if code.parents else (f"{PATH_MARK.strip()} {path}",)
        return next((way for way in ways if self.find(way) == (code,)), code.id)

    def _ends_in(self, code: Code, path: str, spelled: Callable[[str], str]) -> bool:
        """Whether a way down to ``code`` ends in this path; one that begins with the mark begins at the top."""
        ahead, seen = [(code, path)], {(code.id, path)}
        while ahead:
            each, rest = ahead.pop()
            name = spelled(_path_of(each.name))
            if rest == name or (rest == f"{PATH_MARK.lstrip()}{name}" and not each.parents):
                return True
            if rest.endswith(PATH_MARK + name):
                above = rest.removesuffix(PATH_MARK + name)
                new = {(parent, above) for parent in each.parents} - seen
                seen |= new
                ahead += [(self[parent], above) for parent, _ in new]
        return False

    def _nearest(self, name: str) -> tuple[str, ...]:
        names = {code.name.casefold(): code.name for code in self.codes}
        last = name.rpartition(PATH_MARK.strip())[2].strip().casefold()
        return tuple(names[each] for each in get_close_matches(last, names, n=3, cutoff=0.5))

    def _reached(self, code_id: str, onward: Callable[[str], Iterable[str]]) -> frozenset[str]:
        reached, ahead = {self[code_id].id}, [code_id]
        while ahead:
            for each in onward(ahead.pop()):
                if each not in reached:
                    reached.add(each)
                    ahead.append(each)
        return frozenset(reached)

    def _refuse_circles(self) -> None:
        """Take away codes whose parents are all taken away already; what is left stands in a circle."""
        waiting = {code.id: len(set(code.parents)) for code in self.codes}
        ready = [code_id for code_id, count in waiting.items() if count == 0]
        while ready:
            done = ready.pop()
            del waiting[done]
            for child in {child.id for child in self._children.get(done, ())}:
                waiting[child] -= 1
                if waiting[child] == 0:
                    ready.append(child)
        if waiting:
            name = self._by_id[next(iter(waiting))].name
            raise RecordWrong("code", name, "it would stand under itself; move it to another place")


def _path_of(words: str) -> str:
    """A path, or a name with the mark in it, with the same blanks around each mark."""
    return PATH_MARK.join(part.strip() for part in words.split(PATH_MARK.strip())).strip()
