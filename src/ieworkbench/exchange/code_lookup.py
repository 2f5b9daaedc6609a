"""The codes that a file names in words: those of the codebook, and new ones where it has none.

A new code's id is made from its path, so that reading a file again, or another one that names the
same code, gives the same code.
"""

from __future__ import annotations

from ieworkbench.exchange.code_names import made_id, path_names, path_text, tidy_name
from ieworkbench.model import PATH_MARK, Code, Codebook

__all__ = ["CodeLookup", "path_of"]

_DEEPEST = 50


def path_of(codebook: Codebook, code_id: str) -> str:
    """The names from the top down to a code, as one line that can be read back."""
    names = [codebook[code_id].name]
    while codebook[code_id].parents:
        code_id = codebook[code_id].parents[0]
        names.append(codebook[code_id].name)
    return path_text(names[::-1])


class CodeLookup:
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
        self._listed: dict[str, dict[str, str]] = {}

    def find(self, name: str) -> tuple[Code, ...]:
        """The codes of the codebook that ``name`` means; one whose whole path it is goes before the others."""
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def learn(self, code_id: str, path: str) -> None:
        """Note a code that a file lists, by its path and by its name alone; it is made when it is asked for."""
        for name in (path, path_names(path)[-1] if path_names(path) else path):
            self._listed.setdefault(name.strip().casefold(), {})[code_id] = path
        self._found.clear()

    def _look_up(self, name: str) -> tuple[Code, ...]:
        found = self._known(name)
        if found:
            return found
        listed = self._listed.get(name.strip().casefold(), {})
        return tuple(self.by_id(code_id) or self._by_path(path, code_id) for code_id, path in listed.items())

    def _by_path(self, path: str, code_id: str) -> Code:
        found = self._known(path)
        return found[0] if len(found) == 1 else self.make(path, code_id)

    def _known(self, name: str) -> tuple[Code, ...]:
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

    def named(self, path: str, code_id: str = "") -> Code:
        """The code that a file means by this id and path: by its id, by its path, or a new one.

        It is noted as needed. A name that several codes have means none of them.
        """
        code = self.by_id(code_id) if code_id else None
        if code is None:
            found = self.find(path)
            code = found[0] if len(found) == 1 else self.make(path, code_id)
        return self.use(code)

    def use(self, code: Code) -> Code:
        """Note that a code is needed, with all it stands under."""
        self._used.add(code.id)
        return code

    def make(self, path: str, code_id: str = "") -> Code:
        """The code with this path, made where there is none, as are those it stands under.

        Parameters
        ----------
        path
            Names from the top down, with ``>`` between them.
        code_id
            The id it shall have; one made from its path otherwise.
        """
        names = path_names(path)
        if not 0 < len(names) <= _DEEPEST:
            names = (tidy_name(path) or "?",)
        parent = ""
        for depth, name in enumerate(names[:-1], 1):
            listed = self._listed_id(path_text(names[:depth]))
            above = self.by_id(listed) if listed else None
            parent = (above or self._child(parent, name) or self._new(parent, name, listed)).id
        known = self._child(parent, names[-1]) if not code_id else self.by_id(code_id)
        return known or self._new(parent, names[-1], code_id)

    def _listed_id(self, path: str) -> str:
        """The id a file gives the code with this path, if it gives one."""
        ids = [code_id for code_id, listed in self._listed.get(path.casefold(), {}).items() if listed == path]
        return ids[0] if len(ids) == 1 else ""

    def _child(self, parent: str, name: str) -> Code | None:
        children = self._codebook.children(parent) if not parent or parent in self._codebook else ()
        for spelled in (str, str.casefold):
            for code in children:
                if spelled(code.name) == spelled(name):
                    return code
        made = self._made_names.get((parent, name.casefold()))
        return None if made is None else self._made[made]

    def _new(self, parent: str, name: str, code_id: str = "") -> Code:
        code_id, again = code_id or made_id(parent, name), 1
        while self.by_id(code_id) is not None:
            again += 1
            code_id = made_id(parent, name, again)
        code = Code(code_id, tidy_name(name), (parent,) if parent else ())
        self._made[code.id] = code
        self._made_names.setdefault((parent, name.casefold()), code.id)
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
