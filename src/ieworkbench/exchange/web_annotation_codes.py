"""The codes that a file names in words: those of the codebook, and new ones where it has none.

A new code's id is made from its path, so that reading a file again, or another one that names the
same code, gives the same code.
"""

from __future__ import annotations

import re
from uuid import UUID, uuid5

from ieworkbench.model import PATH_MARK, Code, Codebook

__all__ = ["CodeNames", "made_id", "plain_name"]

_NAMESPACE = UUID("2f0c9f7e-51c5-5d83-a9c4-0b0a3f2f7d11")
_DEEPEST = 50
_BLANKS = re.compile(r"\s+")


def made_id(*facts: object) -> str:
    """A GUID made from these facts: always the same for the same ones."""
    return str(uuid5(_NAMESPACE, "\n".join(map(str, facts))))


def plain_name(words: str) -> str:
    """``words`` as the name of a code: on one line, with single blanks.

    Examples
    --------
    >>> plain_name(" waiting\\n in line ")
    'waiting in line'
    """
    return _BLANKS.sub(" ", "".join(" " if each in "\x1c\x1d\x1e\x85\u2028\u2029" else each for each in words)).strip()


class CodeNames:
    """Codes by what they are called, those that were asked for, and those that had to be made.

    Parameters
    ----------
    codebook
        The codes there are already.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._folded = {each.name.casefold() for each in codebook}
        self._found: dict[str, tuple[Code, ...]] = {}
        self._made: dict[str, Code] = {}
        self._made_names: dict[tuple[str, str], str] = {}
        self._used: set[str] = set()

    def find(self, name: str) -> tuple[Code, ...]:
        """The codes of the codebook that ``name`` means; one whose whole path it is goes before the others."""
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> tuple[Code, ...]:
        last = name.rpartition(PATH_MARK.strip())[2].strip().casefold()
        by_id = name in self._codebook
        if not by_id and name.count(PATH_MARK.strip()) > _DEEPEST:
            return ()
        if not by_id and last not in self._folded and name.strip().casefold() not in self._folded:
            return ()
        found = self._codebook.find(name)
        if len(found) > 1:
            whole = [code for code in found if self._codebook.path(code.id) == name.strip()]
            found = tuple(whole) if len(whole) == 1 else found
        return found

    def by_id(self, code_id: str) -> Code | None:
        """The code with this id, if it is known or was made."""
        return self._codebook[code_id] if code_id in self._codebook else self._made.get(code_id)

    def use(self, code: Code) -> Code:
        """Note that a code is needed, with all it stands under."""
        self._used.add(code.id)
        return code

    def make(self, path: str, code_id: str = "", codable: bool = True) -> Code:
        """A code with this path, and codes for what it stands under, as far as there are none.

        Parameters
        ----------
        path
            Names from the top down, with ``>`` between them.
        code_id
            The id it shall have; one made from its path otherwise.
        codable
            Whether passages may get it.
        """
        names = [plain_name(part) for part in path.split(PATH_MARK)]
        if not all(names) or len(names) > _DEEPEST:
            names = [plain_name(path) or "?"]
        parent = ""
        for depth in range(1, len(names)):
            parent = self._step(parent, names[:depth]).id
        known = self._child(parent, names[-1]) if not code_id else self.by_id(code_id)
        if known is not None:
            return known
        code = Code(code_id or self._new_id(names), names[-1], (parent,) if parent else (), codable=codable)
        return self._keep(code)

    def _step(self, parent: str, names: list[str]) -> Code:
        known = self._child(parent, names[-1])
        return known or self._keep(Code(self._new_id(names), names[-1], (parent,) if parent else ()))

    def _child(self, parent: str, name: str) -> Code | None:
        children = self._codebook.children(parent) if not parent or parent in self._codebook else ()
        for spelled in (str, str.casefold):
            for code in children:
                if spelled(code.name) == spelled(name):
                    return code
        made = self._made_names.get((parent, name.casefold()))
        return None if made is None else self._made[made]

    def _new_id(self, names: list[str]) -> str:
        """An id from the path, in which letter case does not matter."""
        path = PATH_MARK.join(names).casefold()
        number = 1
        while (code_id := made_id("code", path, *([number] if number > 1 else []))) in self._made:
            number += 1
        return code_id

    def _keep(self, code: Code) -> Code:
        self._made[code.id] = code
        self._made_names.setdefault((code.parents[0] if code.parents else "", code.name.casefold()), code.id)
        return code

    def codebook(self) -> Codebook:
        """The codes that were used, with those they stand under, in the order of the codebook, new ones last."""
        needed, ahead = set[str](), list(self._used)
        while ahead:
            code = self.by_id(ahead.pop())
            if code is not None and code.id not in needed:
                needed.add(code.id)
                ahead += code.parents
        old = [code for code in self._codebook if code.id in needed]
        new = [code for code in self._made.values() if code.id in needed and code.id not in self._codebook]
        return Codebook((*old, *new), self._codebook.title, self._codebook.description)
