"""What stands on the words of a source, and the verbs that mark them in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ieworkbench.errors import RecordUnknown, RecordWrong
from ieworkbench.model import Account, Act, Case, Code, Coding, InstitutionalText, Passage, Site
from ieworkbench.model.display import Brief, keep_parts
from ieworkbench.store import act_records, index_records, institutional_records, mark_records, records
from ieworkbench.store.mark_records import AccountMark, CodingMark, MemoMark
from ieworkbench.study import marking
from ieworkbench.study.action_verbs import When, Who
from ieworkbench.study.given import passage_given, words_given
from ieworkbench.study.index_verbs import CodeName, parents_named
from ieworkbench.study.names import check_recorded
from ieworkbench.study.new_records import new_id
from ieworkbench.study.opened import Opened

__all__ = ["KnownNames", "MarkVerbs", "Marks"]


@dataclass(frozen=True, slots=True, repr=False)
class Marks(Brief):
    """What stands on the current text of a source.

    Attributes
    ----------
    source, version, content_sha256
        The source, which of its texts the positions count in, and that text's fingerprint.
    codings, accounts, memos
        Short rows in the order of the text; what the study keeps of them has more to say.
    """

    source: str
    version: int
    content_sha256: str = field(default="", repr=False)
    codings: tuple[CodingMark, ...] = field(default=(), repr=False)
    accounts: tuple[AccountMark, ...] = field(default=(), repr=False)
    memos: tuple[MemoMark, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        keep_parts(self, "codings", "accounts", "memos")


@dataclass(frozen=True, slots=True, repr=False)
class KnownNames(Brief):
    """What a form for acts and texts completes from: the names of what the study has.

    Attributes
    ----------
    doers
        Informants by code, then their roles and whoever else does something in some act.
    sites
        Every site with its other names.
    cases
        The cases.
    texts, genres
        The titles of the texts, and the words that say what sort of text one is.
    acts
        For each act, its id and its verb phrase.
    """

    doers: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    acts: tuple[tuple[str, str], ...] = field(default=(), repr=False)


class MarkVerbs(Opened):
    """What stands on a text, and marking it in one step."""

    def code_new(
        self,
        passage: Passage,
        name: str,
        *,
        under: CodeName | Sequence[CodeName] = (),
        definition: str = "",
        memo: str = "",
        id: str | None = None,  # noqa: A002 - the word a researcher would type
    ) -> Coding:
        """Make a code and give it to a passage: one step to undo.

        Parameters
        ----------
        passage, memo, id
            As in `code`.
        name, under, definition
            As in `add_code`.

        Raises
        ------
        RecordUnknown, CodeAmbiguous, RecordExists, RecordWrong, TextDrift
            As in those two.

        Examples
        --------
        >>> import ieworkbench as ie
        >>> from pathlib import Path
        >>> from tempfile import mkdtemp
        >>> folder = Path(mkdtemp())
        >>> _ = folder.joinpath("U1.txt").write_text("I: And then?\\nU1: I phoned every week.\\n")
        >>> study = ie.create_study(folder / "a.iestudy", title="T", standpoint="S")
        >>> talk = study.add_source(folder / "U1.txt", kind="interview")
        >>> coding = study.code_new(talk.find_one("phoned every week"), "phoning")
        >>> [code.name for code in study.codebook]
        ['phoning']
        >>> undone = study.undo()
        >>> len(study.codebook), len(study.codings())
        (0, 0)
        """
        words, code = passage_given(passage), Code(new_id(), words_given("code", name).strip(), (), definition)
        with self._work("new code", f"{code.name} in {words.source}") as work:
            parents = parents_named(index_records.codebook(work.connection), under)
            made = Code(code.id, code.name, parents, code.definition)
            return marking.code_new(work, made, words, words_given("memo", memo), self.person, id)

    def mark_act(
        self,
        doing: str,
        account: Account,
        *,
        doer: Who = None,
        with_whom: Who | Sequence[Who] = (),
        initiative: Who = None,
        purpose: str = "",
        site: Site | str | None = None,
        when: When = None,
        mode: str = "do",
        case: Case | str | None = None,
        uses: InstitutionalText | str | None = None,
        produces: InstitutionalText | str | None = None,
    ) -> Act:
        """Record an act from words that tell of it, with its site and its texts: one step to undo.

        What a text prescribes becomes an act of the prescribed layer; all else is told as of what
        happened.

        Parameters
        ----------
        doing, doer, with_whom, initiative, purpose, when, mode, case
            As in `add_act`.
        account
            The words, and how they know it: ``said.account("told done")``. The links to the texts
            rest on them as well.
        site
            Where: a site, its name or another name of it; a new name is added as a site.
        uses
            The text it takes up, or its title. By what sort of doing it is, the act *decides by* it,
            *cites* it *in talk*, *receives* it while waiting, or *reads* it.
        produces
            The text it makes, or its title: a form is *filled in*, any other text *written*. A text
            of a new title is added as known by hearsay, with these words.

        Raises
        ------
        RecordUnknown, RecordWrong, TextDrift
            If a case, an informant or a word is not known, several texts are called so, or the
            words are not where the account says.

        Examples
        --------
        >>> import ieworkbench as ie
        >>> from pathlib import Path
        >>> from tempfile import mkdtemp
        >>> folder = Path(mkdtemp())
        >>> _ = folder.joinpath("U1.txt").write_text("I: Who filled it in?\\nU1: I filled in the form alone.\\n")
        >>> study = ie.create_study(folder / "a.iestudy", title="T", standpoint="S")
        >>> talk = study.add_source(folder / "U1.txt", kind="interview")
        >>> told = talk.find_one("filled in the form alone").account("told done", work="own")
        >>> act = study.mark_act("fills in the form", told, doer="a service user", mode="write", produces="the form")
        >>> [(link.kind, study.text("the form").genre) for link in study.links(act)]
        [('writes', 'other')]
        >>> undone = study.undo()
        >>> len(study.acts()), len(study.texts()), len(study.passages())
        (0, 0, 0)
        """
        if not isinstance(account, Account):
            raise RecordWrong("account", "", "say how the words know it, such as words.account(“told done”)")
        given = {
            "doing": doing,
            "doer": doer,
            "with_whom": with_whom,
            "initiative": initiative,
            "purpose": purpose,
            "site": site,
            "when": when,
            "mode": mode,
            "case": case,
        }
        with self._work("mark act") as work:
            return marking.mark_act(work, given, account, (uses, produces), self.person)

    def unmark(self, account: Account | str) -> None:
        """Take back that words tell of something; what nothing else speaks for goes with them: one step to undo.

        An act that no other words tell of is removed, with those of its links that rest on the same
        words alone; so is a link. A text stays, and so does whatever is inferred or a gap.

        Parameters
        ----------
        account
            The account, or its id.

        Raises
        ------
        RecordUnknown
            If the study does not keep it.
        RecordInUse
            If links that rest on other words, a circuit, a disjuncture, a memo or a set rest on the
            act or link.
        RecordWrong
            If a disjuncture would be left with one side.

        Examples
        --------
        >>> import ieworkbench as ie
        >>> from pathlib import Path
        >>> from tempfile import mkdtemp
        >>> folder = Path(mkdtemp())
        >>> _ = folder.joinpath("U1.txt").write_text("I: Who filled it in?\\nU1: I filled in the form alone.\\n")
        >>> study = ie.create_study(folder / "a.iestudy", title="T", standpoint="S")
        >>> talk = study.add_source(folder / "U1.txt", kind="interview")
        >>> told = talk.find_one("filled in the form alone").account("told done", work="own")
        >>> act = study.mark_act("fills in the form", told, doer="a service user", mode="write", produces="the form")
        >>> study.unmark(act.accounts[0])
        >>> len(study.acts()), len(study.links()), [text.title for text in study.texts()]
        (0, 0, ['the form'])
        """
        with self._work("unmark") as work:
            marking.unmark(work, account, self.person)

    def marks(self, source: str) -> Marks:
        """Everything that stands on the current text of a source: quick, however long it is.

        Raises
        ------
        RecordUnknown
            If there is no such source, with the names nearest to it.
        """
        with self._database.reading() as connection:
            text = records.current_text(connection, source)
            if text is None:
                check_recorded(connection, "source", [source])
                raise RecordUnknown("source", source)
            codings, accounts, memos = mark_records.marks_on(connection, source)
        return Marks(source, *text, tuple(codings), tuple(accounts), tuple(memos))

    def known_names(self) -> KnownNames:
        """What a form for acts and texts completes from: quick, however many there are."""
        with self._database.reading() as connection:
            informants = records.informants(connection)
            others = {each.name for each in act_records.doers(connection)} | {each.role for each in informants}
            sites = [name for each in records.sites(connection) for name in (each.id, *each.aliases)]
            return KnownNames(
                tuple(dict.fromkeys([*(each.id for each in informants), *sorted(filter(None, others))])),
                tuple(sites),
                tuple(each.id for each in records.cases(connection)),
                tuple(title for _, title in institutional_records.titles(connection)),
                tuple(institutional_records.genres(connection)),
                tuple(act_records.doings(connection)),
            )

    def coding(self, coding_id: str) -> Coding:
        """The coding with this id.

        Raises
        ------
        RecordUnknown
            If there is none.
        """
        with self._database.reading() as connection:
            found = index_records.codings(connection, ids=[coding_id])
        if not found:
            raise RecordUnknown("coding", coding_id)
        return found[0]

    def coding_counts(self, by: str = "source") -> dict[str, int]:
        """How many codings there are for each id of a source, or by ``"code"``; those without any are not in it."""
        with self._database.reading() as connection:
            if by == "code":
                return index_records.coding_counts(connection)
            return mark_records.coding_counts_by_source(connection)

    def recent_codes(self, most: int = 9) -> list[str]:
        """The ids of the codes that you gave last, the latest first."""
        with self._database.reading() as connection:
            return mark_records.recent_codes(connection, self.person, most)
