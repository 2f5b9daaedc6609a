"""The desk: it hears what views ask, has the study do it, and tells every view what has become different.

A view sits at a `Seat`. What it hears and says are plain dictionaries, whatever carries them. Every
edit is one verb of the study, made once however often it arrives, and on the disk when it is
acknowledged.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

import msgspec

from ieworkbench.errors import IEError, RecordUnknown, StudyProblem, StudyReadOnly
from ieworkbench.store.transaction import Entry
from ieworkbench.study import Study
from ieworkbench.study.opened import Since
from ieworkbench.views.desk import from_desk, shown, to_desk
from ieworkbench.views.desk.at_desk import AtDesk
from ieworkbench.views.desk.from_desk import FromDesk
from ieworkbench.views.desk.said import said_by_others, said_of
from ieworkbench.views.desk.steps import PutOff, Steps
from ieworkbench.views.desk.table_of_verbs import IN_STEPS, answer, answering, load_all, make
from ieworkbench.views.view_words import VIEW_WORDS

__all__ = ["Desk", "Seat"]

_LOG = logging.getLogger(__name__)

_PATIENCE = 0.5
"""How many seconds an edit waits for another program that writes: the view sends it again, and a cell stands still meanwhile."""

_OF_THE_LIST = {"study", "source", "source_text", "source_case", "source_informant"}
_OF_THE_CODEBOOK = {"code", "code_parent"}
_OF_MARKS = {"coding", "passage", "source", "account", "memo", "memo_version", "act", "institutional_text", "link"}
_OF_MARKS |= {"text_copy", "disjuncture"}
_OF_THE_FORM = {"informant", "case", "site", "site_alias", "act", "act_doer", "institutional_text", "source"}
"""The tables on which each message rests."""

_MARKS = {"coding", "memo", "account"}
"""What an edit of a view changes by an id that no reader knows."""


class Desk:
    """A study with the views that show it.

    Attributes
    ----------
    at
        What edits and questions are worked on with.
    number
        Up to which change of the study the views have been told.
    put_off
        What can wait until nobody has said anything: long answers. Whatever carries messages says when that is.

    Parameters
    ----------
    study
        The study; the desk writes as the person at it.
    language
        The language of the interface, ``en``, ``nb`` or ``nn``; that of most sources if not given.

    Raises
    ------
    RecordWrong
        If there are no words in this language.
    """

    def __init__(self, study: Study, language: str | None = None) -> None:
        spoken = language or shown.language_of(study)
        VIEW_WORDS.place(spoken)  # refuses a language that there is not
        self.at = AtDesk(study, spoken, study.codebook)
        self.put_off = PutOff()
        self._seats: list[Seat] = []
        self.number = study.last_change
        self._working = False
        self._marks: dict[str, shown.Shown] = {}
        self._counts = shown.counts(study)
        self._form = from_desk.TellKnown(shown.known(self.at))
        self.at.read_codebook()
        self.at.lead = self.lead
        _DESKS.add(self)
        study.watch(self._hear_of_change)

    @property
    def study(self) -> Study:
        """The study on the desk."""
        return self.at.study

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Where views sit."""
        return tuple(self._seats)

    def attach(
        self,
        send: Callable[[dict[str, Any]], None],
        opens: tuple[str, int, int] | None = None,
        begins: Mapping[str, str] | None = None,
    ) -> Seat:
        """A seat for a view.

        Parameters
        ----------
        send
            What gives the view a message; it must not raise, whatever has become of the view.
        opens
            What a view that does not say is shown first: a source's id, and where the words to go to
            begin and end there, in code points.
        begins
            What else a view is asked for to begin with: ids, by names.
        """
        seat = Seat(self, send, opens, begins)
        self.admit(seat)
        return seat

    def admit(self, seat: Seat) -> None:
        """Tell a seat from now on what becomes different."""
        if seat not in self._seats:
            self._seats.append(seat)

    def get_ready(self) -> None:
        """Load what views may ask for later, bit by bit while nobody says anything."""
        self.put_off.add(load_all())

    def dismiss(self, seat: Seat) -> None:
        """Tell a seat nothing more, unless it is asked."""
        if seat in self._seats:
            self._seats.remove(seat)

    # ------------------------------------------------------------------------ what views ask

    def welcome(self, seat: Seat, hello: to_desk.Hello) -> None:
        """Tell a view everything it begins with."""
        self.catch_up()
        seat.wants = hello.wants
        if seat.begins:
            seat.tell(from_desk.TellBegins(dict(seat.begins)))
        seat.tell(shown.study(self.at, self._counts, self.number))
        if seat.codes:
            seat.tell(shown.codebook(self.at, self._counts))
            seat.tell(self._form)
        source = hello.source or seat.source
        if source:
            self.show(seat, source)
        elif seat.opens is not None:
            source, start, end = seat.opens
            self.show(seat, source)
            if end > start:
                seat.tell(from_desk.TellGo(source, start, end))

    def show(self, seat: Seat, source: str) -> None:
        """Tell a view the text of a source and what stands on it.

        Raises
        ------
        RecordUnknown
            If there is no such source.
        """
        self.catch_up()
        text = shown.text(self.at, source, self._counts)
        others = [each for each in self._seats if each.source == source and each.wants and each is not seat]
        marks = self._marks[source] if others else shown.marks(self.study, source)  # others hear of changes to theirs
        if marks.content_sha256 != self.at.texts[source, text.version]:
            marks = shown.marks(self.study, source)
        self._marks[source] = marks
        seat.source, seat.version, seat.shows = source, text.version, self.at.texts[source, text.version]
        seat.tell(text)
        seat.tell(marks.whole(self.number))

    def lead(self, source: str, start: int, end: int) -> int:
        """Have every coding view of the study show words, also at its other desks; how many there are."""
        desks = [each for each in _DESKS if each.study is self.study]
        told = [seat for each in desks for seat in each.seats if seat.wants == "coding"]
        for seat in told:
            seat.tell(from_desk.TellGo(source, start, end))
        return len(told)

    def look(self, seat: Seat, since: int) -> None:
        """Tell every view what is new; this one everything again if it has not heard what it was told."""
        told = self.number
        self.catch_up()
        if since < told and seat.codes:
            seat.tell(shown.codebook(self.at, self._counts))
            seat.tell(self._form)
        if since < told and seat.source:
            self.show(seat, seat.source)

    def make(self, seat: Seat, op: str, edit: to_desk.Edit) -> None:
        """Make an edit once, acknowledge it, and tell every view what has become different."""
        self._working = True
        try:
            with self.study.waiting(_PATIENCE), self.study.once(op) as fresh:
                if fresh:
                    make(self.at, edit)
            since = self.study.changes_since(self.number)
            mine = _last_of(self.study.person, since) if fresh else None
            said = self.at.word("nothing-changed") if mine is None else said_of(mine, self.at.language)
            seat.tell(from_desk.TellDone(op, since.number, said))
        except IEError as error:
            since = Since(self.number)
            is_gone = isinstance(error, RecordUnknown) and error.kind in _MARKS
            seat.tell(from_desk.TellRefused(op, self.at.word("mark-gone")) if is_gone else _not_done(op, error))
        finally:
            self._working = False
        if since.number != self.number:
            self._spread(since, seat)
        else:
            self.catch_up()
            seat.confirm(self.number)

    def catch_up(self) -> None:
        """Tell every view what has become different since the desk last looked, whoever did it."""
        since = self.study.changes_since(self.number)
        if since.number != self.number:
            self._spread(since, None)

    # ---------------------------------------------------------------- what has become different

    def _hear_of_change(self) -> None:
        """The study was changed in this process: the verb that did so must not fail because of those who look on."""
        if self._working:
            return
        try:
            self.catch_up()
        except Exception:  # noqa: BLE001 - the verb is done, whatever becomes of those who look on
            _LOG.warning("a view could not be told of a change", exc_info=True)

    def _spread(self, since: Since, author: Seat | None) -> None:
        """Tell every view what has become different; its author knows what was done."""
        back = since.number < self.number  # an earlier copy of the file was put there
        self.number = since.number
        touched = since.tables
        mine = None if author is None else _last_of(self.study.person, since)
        for seat in self.seats:
            entries = [each for each in since.entries if seat is not author or each is not mine]
            said = self.at.word("went-back") if back else said_by_others(entries, self.at.language)
            if seat.wants and said:
                seat.tell(from_desk.TellChanged(since.number, said))
        if back or touched & _OF_THE_CODEBOOK:
            self.at.read_codebook()
        if back or touched & {"coding", "passage"}:
            self._tell_counts()
        if back or touched & _OF_THE_CODEBOOK:
            told = shown.codebook(self.at, self._counts)
            self._tell(lambda seat: seat.codes, told)
        if back or touched & _OF_THE_FORM:
            self._tell_form()
        if back or touched & _OF_THE_LIST:
            self._tell(lambda seat: bool(seat.wants), shown.study(self.at, self._counts, self.number))
        if back or touched & _OF_MARKS:
            self._tell_marks()
        for seat in self.seats:
            seat.confirm(self.number)

    def _tell(self, fits: Callable[[Seat], bool], message: FromDesk) -> None:
        for seat in self.seats:
            if fits(seat):
                seat.tell(message)

    def _tell_counts(self) -> None:
        before, self._counts = self._counts, shown.counts(self.study)
        told = self._counts.changed_from(before)
        if told is not None:
            self._tell(lambda seat: seat.codes, told)

    def _tell_form(self) -> None:
        form = from_desk.TellKnown(shown.known(self.at))
        if form != self._form:
            self._form = form
            self._tell(lambda seat: seat.codes, form)

    def _tell_marks(self) -> None:
        """Every open source's marks, as far as they are others now; its text as well if it was corrected."""
        for source in {seat.source for seat in self._seats if seat.source and seat.wants}:
            try:
                marks = shown.marks(self.study, source)
            except IEError as error:
                self._close(source, str(error))
                continue
            before = self._marks.get(source)
            self._marks[source] = marks
            here = [seat for seat in self._seats if seat.source == source and seat.wants]
            for seat in here:
                if seat.shows != marks.content_sha256:
                    seat.tell(shown.text(self.at, source, self._counts))
                    seat.version, seat.shows = marks.version, marks.content_sha256
                    seat.tell(marks.whole(self.number))
                    self._tell_orphans(seat)
                elif before is not None:
                    changed = marks.changed_from(before, self.number)
                    if changed is not None:
                        seat.tell(changed)

    def _tell_orphans(self, seat: Seat) -> None:
        """Marks whose words a corrected text has not are no longer shown in it: say how many."""
        orphans = self.study.passages(seat.source, orphaned=True)
        if orphans:
            seat.tell(from_desk.TellChanged(self.number, self.at.word("orphaned", f"{len(orphans):,}")))

    def _close(self, source: str, sentence: str) -> None:
        """A source is there no more: say so once."""
        for seat in self._seats:
            if seat.source == source:
                seat.source = ""
                seat.tell(from_desk.TellGone(sentence))


_DESKS: WeakSet[Desk] = WeakSet()
"""Every desk of this process: a notebook has one for each language that its views speak."""


class Seat:
    """Where one view sits.

    Attributes
    ----------
    wants
        What it shows; empty before it has said hello.
    source, version, shows
        The source it has open, which of its texts it was told, and that text's fingerprint.
    opens
        What it shows first, if the view does not say.
    begins
        What else the view was asked for.
    """

    def __init__(
        self,
        desk: Desk,
        send: Callable[[dict[str, Any]], None],
        opens: tuple[str, int, int] | None = None,
        begins: Mapping[str, str] | None = None,
    ) -> None:
        self.desk = desk
        self.opens = opens
        self.begins = begins or {}
        self.wants = ""
        self.source = ""
        self.version = 0
        self.shows = ""
        self._marks_number = -1
        self._send = send
        self._asked: dict[type[to_desk.Question], int] = {}

    @property
    def codes(self) -> bool:
        """Whether the view codes, and so needs the codebook and the form of acts."""
        return self.wants in {"coding", "page"}

    def tell(self, message: FromDesk) -> None:
        """Give the view a message."""
        if isinstance(message, from_desk.TellMarks | from_desk.TellRemarked):
            self._marks_number = message.number
        self._send(from_desk.plain(message))

    def confirm(self, number: int) -> None:
        """Have the view know that the marks it was told are those after this change, if it has not heard so."""
        if self.source and self.wants and self._marks_number != number:
            self.tell(from_desk.TellRemarked(self.source, self.version, number, [], [], [], []))

    def leave(self) -> None:
        """Be told nothing more, until something is said here again."""
        self._asked.clear()
        self.desk.dismiss(self)

    def receive(self, message: object) -> None:
        """Hear what the view says; whatever it is, the view is answered with a sentence and never with a fault."""
        try:
            said = to_desk.read(message)
        except msgspec.ValidationError:
            self.tell(_not_understood(message, self.desk.at.word("not-understood")))
            return
        self.desk.admit(self)
        with self._sure_to_answer(said):
            self._do(said)

    @contextmanager
    def _sure_to_answer(self, said: to_desk.ToDesk) -> Iterator[None]:
        try:
            yield
        except IEError as error:
            self.tell(_not_done(said.op, error) if isinstance(said, to_desk.DoEdit) else _no_answer(said, str(error)))
        except Exception as error:  # noqa: BLE001 - a fault of the program: the view must not wait for ever
            _LOG.exception("the desk could not do what a view asked")
            self.tell(_no_answer(said, self.desk.at.word("went-wrong", type(error).__name__)))

    def _do(self, said: to_desk.ToDesk) -> None:
        match said:
            case to_desk.Hello():
                self.desk.welcome(self, said)
            case to_desk.Open(source):
                self.desk.show(self, source)
            case to_desk.Bye():
                self.leave()
            case to_desk.DoEdit(op, edit):
                self.desk.make(self, op, edit)
            case to_desk.Look(since):
                self.desk.look(self, since)
            case to_desk.Ask(number, question) if type(question) in IN_STEPS:
                self._asked[type(question)] = number
                self.desk.put_off.add(self._answering(said, question))
            case to_desk.Ask(number, question):
                self.tell(from_desk.TellAnswer(number, answer(self.desk.at, question)))

    def _answering(self, asked: to_desk.Ask, question: to_desk.Question) -> Steps[None]:
        """Answer when the steps are done; the view has nothing new to see if it asked another such question meanwhile."""
        with self._sure_to_answer(asked):
            found = None
            steps = answering(self.desk.at, question)
            while self._asked.get(type(question)) == asked.ask:
                try:
                    next(steps)
                except StopIteration as done:
                    found = done.value
                    break
                yield
            self.tell(from_desk.TellAnswer(asked.ask, found))


def _last_of(person: str, since: Since) -> Entry | None:
    """The last change that somebody made, if there is one."""
    return next((each for each in reversed(since.entries) if each.by == person), None)


def _not_done(op: str, error: IEError) -> FromDesk:
    """That an edit was not made: never, or not now because the study's file cannot be written at the moment."""
    now = isinstance(error, StudyProblem) and not isinstance(error, StudyReadOnly)
    return (from_desk.TellLater if now else from_desk.TellRefused)(op, str(error))


def _no_answer(said: to_desk.ToDesk, sentence: str) -> FromDesk:
    match said:
        case to_desk.DoEdit(op):
            return from_desk.TellRefused(op, sentence)
        case to_desk.Ask(number):
            return from_desk.TellUnanswered(number, sentence)
        case _:
            return from_desk.TellGone(sentence)


def _not_understood(message: object, sentence: str) -> FromDesk:
    op = message.get("op") if isinstance(message, dict) else None
    return from_desk.TellRefused(op, sentence) if isinstance(op, str) else from_desk.TellGone(sentence)
