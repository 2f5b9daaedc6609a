"""The codes that a table of codings names: those there are already, and new ones for the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.code_drafts import CodeDraft, codes_of
from ieworkbench.exchange.code_names import path_names, tidy_id
from ieworkbench.model import Code, Codebook

__all__ = ["CodesNamed"]


class CodesNamed:
    """Collects the codes that rows name, then says which code each of them is.

    An id that is known says which code is meant, whatever the name beside it; then a path or a name
    does, as far as it means one code. A name that means several is put under a new code of that
    name, so that nothing is coded with what might be another.
    """

    def __init__(self, known: Codebook, report: Report) -> None:
        self.known = known
        self.report = report
        self.numbers: dict[tuple[str, str], int] = {}
        self.meant: list[str] = []
        self.drafts: list[CodeDraft | None] = []
        self.at_path: dict[tuple[str, ...], CodeDraft] = {}
        self.by_id: dict[str, CodeDraft] = {}
        self.stood_at: dict[tuple[str, ...], str] = {}
        self.new: tuple[Code, ...] = ()
        self.paths: dict[tuple[str, ...], list[str]] = {}
        for code in known:
            for path in known.paths(code.id):
                self.paths.setdefault(path_names(path), []).append(code.id)

    def ask(self, code_id: str, name: str, place: str) -> list[int]:
        """Numbers for the code with this id, or of this name or path; none if both are empty."""
        code_id, name = tidy_id(code_id), name.strip()
        if not code_id and not path_names(name):
            return []
        parts = [part.strip() for part in re.split(r"[;\n]", name) if part.strip()]
        if not code_id and len(parts) > 1 and not self.known.find(name) and all(map(self.known.find, parts)):
            return [self._number("", part, place) for part in parts]
        return [self._number(code_id, name, place)]

    def ask_many(self, names: str, place: str) -> list[int]:
        """Numbers for several codes in one cell, between semicolons or line ends, or else commas."""
        mark = r"[;\n]" if re.search(r"[;\n]", names) else ","
        return [number for name in re.split(mark, names) for number in self.ask("", name, place)]

    def _number(self, code_id: str, name: str, place: str) -> int:
        key = (code_id, name)
        if key not in self.numbers:
            self.numbers[key] = len(self.meant)
            known = self._known(code_id, name, place)
            self.meant.append(known)
            self.drafts.append(None if known else self._draft(code_id, path_names(name), place))
        return self.numbers[key]

    def _known(self, code_id: str, name: str, place: str) -> str:
        """The id of the code that is there already; empty where a new one is to be made."""
        if code_id in self.known:
            if code_id not in self.stood_at.values():
                self.stood_at.setdefault(path_names(name), code_id)
            now = self.known[code_id].name
            if path_names(name) and path_names(name)[-1] != now:
                self.report.changed("code", f"{place}, “{name[:60]}”", f"It is called “{now[:60]}” now and stays so.")
            return code_id
        if code_id:
            return ""
        there = self.paths.get(path_names(name), [])
        found = there if len(there) == 1 else [code.id for code in self.known.find(name)]
        if len(found) > 1:
            self.report.changed(
                "code",
                f"{place}, “{name[:60]}”",
                f"{len(found)} codes are called so; a new one was made for these words.",
            )
        return found[0] if len(found) == 1 else ""

    def _draft(self, code_id: str, names: Sequence[str], place: str) -> CodeDraft:
        """The code to be made, and before it those over it."""
        if code_id and code_id in self.by_id:
            return self.by_id[code_id]
        if not names:
            self.report.changed("code", place, "It has an id and no name; it is called by its id.")
            names = (code_id,)
        above: CodeDraft | None = None
        for depth in range(1, len(names)):
            above = self._at(tuple(names[:depth]), above, place)
        if not code_id:
            return self._at(tuple(names), above, place)
        draft = CodeDraft(place, names[-1], code_id, inside=above)
        self.by_id[code_id] = draft
        return draft

    def _at(self, names: tuple[str, ...], above: CodeDraft | None, place: str) -> CodeDraft:
        if names not in self.at_path:
            self.at_path[names] = CodeDraft(place, names[-1], inside=above)
        return self.at_path[names]

    def settle(self) -> None:
        """Make the new codes; from now on `id_of` answers."""
        for names, draft in self.at_path.items():
            draft.id = self.stood_at.get(names, "")
        self._use_ids_of_paths()
        drafts = [*self.at_path.values(), *self.by_id.values()]
        self.new = codes_of(_parents_first(drafts), self.report, self.known)
        for number, wanted in enumerate(self.drafts):
            if wanted is not None:
                self.meant[number] = wanted.id

    def _use_ids_of_paths(self) -> None:
        """Where one code with an id stands at a path, the path alone means that code."""
        with_ids: dict[tuple[CodeDraft | None, str], list[CodeDraft]] = {}
        for draft in self.by_id.values():
            with_ids.setdefault((draft.inside, draft.name), []).append(draft)
        one: dict[CodeDraft, CodeDraft] = {}
        for draft in self.at_path.values():
            there = [] if draft.id else with_ids.get((draft.inside, draft.name), [])
            if len(there) == 1:
                draft.id = there[0].id
                one[self.by_id.pop(draft.id)] = draft
            elif there:
                why = f"{len(there)} codes stand at this path; another was made for what is under it or has no id."
                self.report.changed("code", draft.where, why)
        self.drafts = [one.get(each, each) if each is not None else None for each in self.drafts]

    def id_of(self, number: int) -> str:
        """The id of the code that was asked for under this number."""
        return self.meant[number]

    def codebook(self) -> Codebook:
        """The codes that were named and those over them: first those there were, then the new ones."""
        named = {each for each in self.meant if each in self.known}
        named |= {code.id for code in self.new if code.id in self.known}
        used = {above for each in named for above in self.known.above(each)}
        old = [code for code in self.known if code.id in used]
        return Codebook((*old, *(code for code in self.new if code.id not in self.known)))


def _parents_first(drafts: Sequence[CodeDraft]) -> list[CodeDraft]:
    """Each draft behind the one it is nested in, otherwise in the order of the rows."""
    placed: dict[CodeDraft, None] = {}
    for draft in drafts:
        line: list[CodeDraft] = []
        here: CodeDraft | None = draft
        while here is not None and here not in placed:
            line.append(here)
            here = here.inside
        placed.update(dict.fromkeys(reversed(line)))
    return list(placed)
