"""The verbs of the index, as a researcher types them: codes, codings, and finding accounts again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ieworkbench.errors import RecordWrong
from ieworkbench.model import Code, Codebook, Coding, Passage
from ieworkbench.model.display import Parts
from ieworkbench.store import index_records, records
from ieworkbench.study import index
from ieworkbench.study.autocoding import Proposal, Rule, propose
from ieworkbench.study.finding import find_codings
from ieworkbench.study.given import coding_given, codings_given, passage_given, several_given, words_given
from ieworkbench.study.many_values import many_values
from ieworkbench.study.names import as_list
from ieworkbench.study.new_records import new_id
from ieworkbench.study.opened import KEEP, Opened
from ieworkbench.study.questions import Names, Question
from ieworkbench.study.retrieval import Codings
from ieworkbench.study.table import Table

if TYPE_CHECKING:
    from ieworkbench.study.agreement import Agreement

__all__ = ["IndexVerbs", "codes_named", "parents_named"]

CodeName = Code | str
"""A code, or its name, path (``"work > phoning"``) or id."""


class IndexVerbs(Opened):
    """Codes, codings and finding them again."""

    # ---------------------------------------------------------------------------------- codes

    @property
    def codebook(self) -> Codebook:
        """Every code, in order, as a value to look at, to write to a file, to compare."""
        with self._database.reading() as connection:
            return index_records.codebook(connection, records.about(connection)["title"])

    def add_code(
        self,
        name: str,
        *,
        under: CodeName | Sequence[CodeName] = (),
        definition: str = "",
        include: str = "",
        exclude: str = "",
        example: str = "",
        colour: str = "",
        codable: bool = True,
    ) -> Code:
        """Add a code at the end of the codebook.

        Parameters
        ----------
        name
            What to call it, in one line. Several codes may have one name; where they stand in
            different places their paths tell them apart, in one place only their ids, and `check`
            lists them.
        under
            The code or codes it stands under; at the top if none is given.
        definition, include, exclude, example
            What it is for, what belongs to it, what does not, and words that show it.
        colour
            As ``#RRGGBB``.
        codable
            ``False`` for a code that only groups others.

        Raises
        ------
        RecordUnknown, CodeAmbiguous
            If a code to stand under is not there, or is several.
        RecordWrong
            If name or colour cannot be.
        """
        code = Code(
            id=new_id(),
            name=words_given("code", name).strip(),
            definition=definition,
            include=include,
            exclude=exclude,
            example=example,
            colour=words_given("colour", colour).strip(),
            codable=bool(codable),
        )
        with self._work("add code", code.name) as work:
            above = codes_named(under)
            parents = parents_named(index_records.codebook(work.connection), above) if above else ()
            return index.add_code(work, replace(code, parents=parents))

    def change_code(
        self,
        code: CodeName,
        *,
        name: str = KEEP,
        definition: str = KEEP,
        include: str = KEEP,
        exclude: str = KEEP,
        example: str = KEEP,
        colour: str = KEEP,
        codable: bool = KEEP,
    ) -> Code:
        """Rename a code or change what is said of it; its codings stay, and so does what is not named.

        Raises
        ------
        RecordUnknown, CodeAmbiguous
            If the code is not there, or is several.
        RecordWrong
            If name or colour cannot be.
        """
        said: dict[str, Any] = {
            "name": name if name is KEEP else words_given("code", name).strip(),
            "definition": definition,
            "include": include,
            "exclude": exclude,
            "example": example,
            "colour": colour if colour is KEEP else words_given("colour", colour).strip(),
            "codable": codable if codable is KEEP else bool(codable),
        }
        changes = {key: value for key, value in said.items() if value is not KEEP}
        with self._work("change code") as work:
            standing = _one(index_records.codebook(work.connection), code)
            work.what = standing.name
            return index.change_code(work, replace(standing, **changes))

    def move_code(self, code: CodeName, under: CodeName | Sequence[CodeName] = ()) -> Code:
        """Put a code under another, under several, or at the top; what stands under it comes along.

        Raises
        ------
        RecordWrong
            If it would stand under itself.
        """
        with self._work("move code") as work:
            codebook = index_records.codebook(work.connection)
            moved = _one(codebook, code)
            work.what = moved.name
            return index.move_code(work, moved, [codebook[each] for each in parents_named(codebook, under)])

    def merge_codes(self, codes: CodeName | Sequence[CodeName], into: CodeName) -> Code:
        """Make several codes one: their codings and what stood under them go to ``into``.

        What was said of a merged code is kept in a memo on the code it went into; memos on it and
        links to it go there too. A passage that one person had under both is left with one coding,
        with the memos of both.

        Raises
        ------
        RecordWrong
            If ``into`` stands under one of them, or only groups others while they have codings.
        """
        with self._work("merge codes") as work:
            codebook = index_records.codebook(work.connection)
            merged, target = [_one(codebook, each) for each in codes_named(codes)], _one(codebook, into)
            work.what = f"{_named([each.name for each in merged])} into {target.name}"
            return index.merge_codes(work, merged, target, self.person)

    def split_code(self, code: CodeName, parts: Mapping[str, Iterable[Coding]]) -> Parts[Code]:
        """Make new codes beside a code and give them some of its codings; the others stay where they are.

        Parameters
        ----------
        code
            The code to split.
        parts
            For each new code's name, the codings it gets: any part of ``study.codings(code)``.

        Raises
        ------
        RecordWrong
            If a coding is not one of this code's, or is given to two parts.
        """
        if not isinstance(parts, Mapping):
            raise RecordWrong("code", "", 'say for each part which codings it gets: {"name": [coding, …]}')
        given = {words_given("code", name).strip(): codings_given(each) for name, each in parts.items()}
        with self._work("split code") as work:
            standing = _one(index_records.codebook(work.connection), code)
            work.what = f"{standing.name} into {_named(list(given))}"
            return index.split_code(work, standing, given)

    def remove_code(self, code: CodeName, *, codings: str = "refuse") -> None:
        """Remove a code; what stood under it moves up to where it stood.

        Parameters
        ----------
        code
            The code.
        codings
            What becomes of its codings: ``"remove"`` them, or give them ``"to parent"``, the first
            one if it stands under several. If nothing is said and there are any, nothing happens,
            and the error says how many.

        Raises
        ------
        CodeInUse
            If it has codings and it is not said what becomes of them.
        RecordInUse
            If a memo, a link, a set or an attribute is about it.
        RecordWrong
            If there is no code above it that can take its codings.
        """
        with self._work("remove code") as work:
            standing = _one(index_records.codebook(work.connection), code)
            work.what = standing.name
            index.remove_code(work, standing, codings)

    # -------------------------------------------------------------------------------- codings

    def code(
        self,
        passage: Passage,
        code: CodeName,
        memo: str = "",
        *,
        id: str | None = None,  # noqa: A002 - the word a researcher would type
    ) -> Coding:
        """Give a passage a code.

        A passage that you gave this code before keeps that one coding, which is returned.

        Parameters
        ----------
        passage
            Words of a source: ``talk.find_one("…")``, ``talk.turn(4)``, ``talk.section(2)``, or
            ``talk.passage(120, 180)``. Words of an earlier version of the source are coded where
            they stand now.
        code
            A code, or its name, path or id.
        memo
            Why, or what to ask next.
        id
            What to call the coding in the study; made if not given.

        Raises
        ------
        RecordUnknown
            If the code is not in the codebook, with the nearest names; or the source not in the study.
        CodeAmbiguous, RecordWrong
            If several codes are called so, or the code only groups others.
        RecordExists
            If another coding is called so.
        TextDrift
            If the passage's words are not where it says, or stand no more in the corrected text.
        """
        return self._code([(passage, code, memo)], id)[0]

    def code_many(self, wanted: Iterable[tuple[Passage, CodeName] | tuple[Passage, CodeName, str]]) -> Table[Coding]:
        """Give many passages codes at once: one step to undo, and all of it or nothing.

        Parameters
        ----------
        wanted
            Pairs of a passage and a code, or triples with a memo.

        Raises
        ------
        RecordUnknown, CodeAmbiguous, RecordWrong, TextDrift
            As in `code`; nothing is coded then.
        """
        return self._code(several_given("codings", wanted))

    def _code(self, given: Sequence[Any], chosen: str | None = None) -> Table[Coding]:
        rows = [_wanted(each) for each in given]
        with many_values(), self._work("code", _what(rows, [_label(each[1]) for each in given])) as work:
            return Table("codings", index.code_passages(work, rows, self.person, chosen), Coding)

    def change_coding(
        self, coding: Coding, *, memo: str = KEEP, code: CodeName = KEEP, passage: Passage = KEEP
    ) -> Coding:
        """Change a coding's memo or code, or move the edges of its passage; what is not named stays.

        Raises
        ------
        RecordUnknown
            If the coding is not in the study any more.
        RecordWrong
            If the words have that code already.
        """
        given = coding_given(coding)
        with self._work("change coding", f"in {given.passage.source}") as work:
            standing = index.known_coding(work, given.id)
            if code is not KEEP:
                standing = replace(standing, code=index.codable_code(work, _name(code)))
            if memo is not KEEP:
                standing = replace(standing, memo=words_given("memo", memo))
            if passage is not KEEP:
                standing = replace(standing, passage=passage_given(passage))
            return index.change_coding(work, standing)

    def remove_coding(self, coding: Coding | Iterable[Coding]) -> None:
        """Take a code, or many, off their passages; a passage on which nothing else rests is let go."""
        gone = codings_given(coding)
        with self._work("remove coding", _where([each.passage for each in gone])) as work:
            index.remove_codings(work, gone)

    def autocode(
        self,
        code: CodeName,
        *,
        words: str | Sequence[str] = (),
        pattern: str | None = None,
        speaker: Names = (),
        section: Names = (),
        extend: str = "no",
        source: Names = (),
        kind: Names = (),
        case: Names = (),
        informant: Names = (),
        wave: int | Sequence[int] = (),
    ) -> Proposal:
        """What a rule would give a code; nothing is coded until you `apply` it.

        Parameters
        ----------
        code
            The code.
        words
            Words to find, as `find` finds them: ``"meet*"``; each of several.
        pattern
            A regular expression instead; ``(?i)`` at its start lets letter case not matter, and a
            full stop in it means any letter of the same line.
        speaker
            Only in what these speakers say; without words or pattern, their whole turns.
        section
            Only in sections of these kinds, such as ``"heading"``, or under headings of these
            words; without words or pattern, the whole sections.
        extend
            How far around what was found: ``"no"``, ``"sentence"``, ``"turn"`` or ``"paragraph"``.
        source, kind, case, informant, wave
            Only in sources that fit, as in `codings`.

        Returns
        -------
        Proposal
            The passages, and `Proposal.apply`, which is one step to undo. What has the code already
            is left out.

        Raises
        ------
        RecordUnknown, CodeAmbiguous
            If the code, a source, case or informant is not in the study.
        RecordWrong
            If no rule is given, the pattern is no regular expression or takes too long, or the code
            only groups others.
        """
        asked = Question(source=source, kind=kind, case=case, informant=informant, wave=wave)
        rule = Rule.made(words, pattern, speaker, section, extend)
        with self._database.reading() as connection:
            wanted = _one(index_records.codebook(connection), code)
            return propose(self, connection, wanted, asked.sources(connection), rule)

    # --------------------------------------------------------------------------- finding again

    def codings(
        self,
        code: CodeName | Sequence[CodeName] | None = None,
        *,
        below: bool = True,
        source: Names = (),
        kind: Names = (),
        case: Names = (),
        informant: Names = (),
        level: Names = (),
        speaker: Names = (),
        wave: int | Sequence[int] = (),
        date: str | tuple[str, str] | None = None,
        language: Names = (),
        by: Names = (),
    ) -> Codings:
        """The codings that fit all that is asked, in the order of the course of events.

        That is by case, wave, source and place; what has no case or wave comes last. Where several
        are given for one thing, any of them fits. The result can be narrowed and joined:
        ``a & b`` are those of ``a`` whose words ``b`` touches, ``a - b`` those it does not, ``a | b``
        those of both; see `Codings`.

        Parameters
        ----------
        code
            Codes, or their names, paths or ids; every code if not given.
        below
            Whether codes under these count too.
        source, kind, case, informant, level, wave, language
            What is said of the source, its cases and informants. A passage that was given to a case
            by itself counts for that case.
        speaker
            Who says it, as the source labels them.
        date
            When the source is from: ``"2025"``, ``"2025-03"``, or a pair of first and last.
        by
            Who coded it.

        Raises
        ------
        RecordUnknown, CodeAmbiguous, RecordWrong
            If something asked for is not in the study, or no such word is known.
        """
        names = None if code is None else codes_named(code)
        asked = Question(
            source=source, kind=kind, case=case, informant=informant, level=level, speaker=speaker,
            wave=wave, date=date, language=language, by=by,
        )  # fmt: skip
        with many_values(), self._database.reading() as connection:
            codebook = index_records.codebook(connection)
            codes = None if names is None else [_one(codebook, each).id for each in names]
            return find_codings(self._database, connection, codebook, codes, asked, below=below)

    def speakers_of(self, passages: Iterable[Passage | str]) -> dict[str, str]:
        """For each of these kept passages that stands in a turn, by its id: the label of who speaks there.

        Parameters
        ----------
        passages
            Kept passages, or their ids.
        """
        wanted = [each if isinstance(each, str) else each.id for each in passages]
        with self._database.reading() as connection:
            turns = index_records.turns_of(connection, wanted)
        return {name: speaker for name, (_, _, speaker) in turns.items() if speaker is not None}

    def agreement(
        self,
        *,
        coders: Names = (),
        code: CodeName | Sequence[CodeName] | None = None,
        source: Names = (),
        below: bool = False,
        unit: str = "turn",
        uncoded: bool = True,
    ) -> Agreement:
        """Where coders agree and disagree: the disagreeing passages first, then the measures.

        Parameters
        ----------
        coders
            Whose codings to lay side by side; everybody's if not given.
        code
            For which codes; for all if not given.
        source
            In which sources; in all that anybody coded if not given.
        below
            Whether a coding with a code under one of these counts for it.
        unit
            What is compared: ``"turn"``, ``"paragraph"``, ``"sentence"`` or ``"character"``.
        uncoded
            ``False`` leaves out units that nobody coded.
        """
        from ieworkbench.study.agreement import agreement

        asked = Question(source=source)
        with self._database.reading() as connection:
            codebook = index_records.codebook(connection)
            chosen = None if code is None else [_one(codebook, each).id for each in codes_named(code)]
            found = index_records.codings(connection, sources=[each.id for each in asked.sources(connection)])
            read = [records.source(connection, each) for each in dict.fromkeys(one.passage.source for one in found)]
        return agreement(
            [each for each in read if each is not None],
            found,
            codebook,
            coders=as_list(coders) or None,
            codes=chosen,
            below=below,
            unit=unit,
            uncoded=uncoded,
        )


def _name(code: object) -> str:
    if isinstance(code, Code):
        return code.id
    if isinstance(code, str):
        return code
    raise RecordWrong("code", "", f"name a code by its name, path or id, and not by a {type(code).__name__}")


def codes_named(codes: CodeName | Sequence[CodeName]) -> list[CodeName]:
    """The codes that were named, one or several, as a list."""
    return [codes] if isinstance(codes, Code | str) else several_given("code", codes)


def _one(codebook: Codebook, code: CodeName) -> Code:
    """The code of this codebook that is meant; a `Code` from elsewhere is known by its id."""
    return codebook.one(_name(code))


def parents_named(codebook: Codebook, under: CodeName | Sequence[CodeName]) -> tuple[str, ...]:
    """The ids of the codes under which another shall stand."""
    return tuple(dict.fromkeys(_one(codebook, each).id for each in codes_named(under)))


def _wanted(given: object) -> index.Wanted:
    """A passage, the name of a code and a memo, if that is what was given."""
    parts = given if isinstance(given, tuple | list) else ()
    if not 2 <= len(parts) <= 3:
        raise RecordWrong("coding", "", "give pairs of a passage and a code, or triples with a memo")
    return passage_given(parts[0]), _name(parts[1]), words_given("memo", parts[2]) if len(parts) > 2 else ""


def _what(rows: Sequence[index.Wanted], codes: Sequence[str]) -> str:
    """What is coded, for the journal: with which code, how much, and where; the words themselves stay out of it."""
    much = "" if len(rows) == 1 else f": {len(rows):,} passages"
    return f"{_named(list(dict.fromkeys(codes)))}{much} {_where([passage for passage, _, _ in rows])}"


def _label(code: CodeName) -> str:
    return code.name if isinstance(code, Code) else code


def _where(passages: Sequence[Passage]) -> str:
    sources = list(dict.fromkeys(each.source for each in passages))
    return f"in {sources[0]}" if len(sources) == 1 else f"in {len(sources):,} sources"


def _named(names: list[str]) -> str:
    """Names in a row, for the journal; of many the first few."""
    more = f" and {len(names) - 4} more" if len(names) > 5 else ""
    return ", ".join(names[:4] if more else names) + more
