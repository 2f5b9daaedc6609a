"""The commands for memos and links, and for the study's problematic."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ieworkbench.cli import output
from ieworkbench.cli.options import Json, Person, StudyFile, command, open_it

if TYPE_CHECKING:
    from ieworkbench.model import Link, Memo, RecordRef
    from ieworkbench.study import Study

__all__: list[str] = []

_FAMILY = "Memos and links"
_QUOTE = 50


@command(_FAMILY)
def memo(
    study: StudyFile,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What it says; - to read it from the input.")],
    about: Annotated[
        str, typer.Option("--about", metavar="RECORD", help="What it is on: U1, “code trouble”, study, or an id.")
    ] = "",
    title: Annotated[str | None, typer.Option("--title", metavar="WORDS", help="What to call it.")] = None,
    change: Annotated[str, typer.Option("--change", metavar="ID", help="Make this a memo's next version.")] = "",
    problematic: Annotated[bool, typer.Option("--problematic", help="Write the study's problematic.")] = False,
    person: Person = "",
    json: Json = False,
) -> None:
    """Write a memo. [[U1]] or [[code trouble]] in it leads to that record."""
    if problematic and (about or title is not None or change):
        raise typer.BadParameter("--problematic is on the study itself; leave out --about, --title and --change")
    words = sys.stdin.read() if text == "-" else text
    with open_it(study, person) as opened:
        if problematic:
            written = opened.write_problematic(words)
        elif change:
            written = opened.change_memo(_meant(opened, change), words, **_given(title=title, about=about or None))
        else:
            written = opened.add_memo(words, about=about or None, title=title or "")
        names = _Names(opened)
        if json:
            output.print_json({"memo": _as_json(written, names)})
            return
        on = f" on {names.of(written.about)}" if written.about else ""
        version = f", version {written.version}" if written.version > 1 else ""
        output.say(f"Noted{on}{version} ({written.id[:8]}).")


@command(_FAMILY)
def memos(
    study: StudyFile,
    about: Annotated[str, typer.Option("--about", metavar="RECORD", help="Only those on this record.")] = "",
    mentioning: Annotated[
        str, typer.Option("--mentioning", metavar="RECORD", help="Only those that lead to this record.")
    ] = "",
    json: Json = False,
) -> None:
    """Show the memos. In the order in which they were begun."""
    with open_it(study) as opened:
        found = opened.memos(about=about or None, mentioning=mentioning or None)
        names = _Names(opened)
        if json:
            output.print_json({"memos": [_as_json(each, names) for each in found]})
        elif not found:
            output.say("No memos.")
        for number, each in enumerate([] if json else found):
            output.say(*[""] * bool(number), *_lines(each, names))


@command(_FAMILY)
def links(
    study: StudyFile,
    record: Annotated[str, typer.Option("--of", metavar="RECORD", help="Only those from or to this record.")] = "",
    json: Json = False,
) -> None:
    """List the links between records. In the order in which they were made."""
    with open_it(study) as opened:
        found = opened.links(record or None)
        names = _Names(opened)
        if json:
            output.print_json({"links": [_link_as_json(each, names) for each in found]})
        elif not found:
            output.say("No links.")
        else:
            rows = [(names.of(each.origin), each.kind, names.of(each.target), each.note, each.by) for each in found]
            output.print_table(("from", "link", "to", "note", "by"), rows)


def _link_as_json(link: Link, names: _Names) -> dict[str, Any]:
    ends = {
        end: {"kind": ref.kind.value, "id": ref.id, "name": names.of(ref)}
        for end, ref in (("from", link.origin), ("to", link.target))
    }
    said = {"direction": link.direction.value, "note": link.note, "by": link.by, "at": link.at}
    return {"id": link.id, "kind": link.kind, **ends, **said}


def _meant(study: Study, begun: str) -> str:
    """A memo's id, of which the first letters may be given."""
    found = [each.id for each in study.memos() if each.id.startswith(begun)]
    return found[0] if len(found) == 1 else begun


def _given(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - passed on to the verb, which names them
    return {name: value for name, value in values.items() if value is not None}


def _as_json(memo: Memo, names: _Names) -> dict[str, Any]:
    about = None
    if memo.about is not None:
        about = {"kind": memo.about.kind.value, "id": memo.about.id, "name": names.of(memo.about)}
    return {
        "id": memo.id,
        "title": memo.title,
        "text": memo.text,
        "about": about,
        "kind": memo.kind.value,
        "mentions": list(memo.mentions),
        "by": memo.by,
        "at": memo.at,
        "version": memo.version,
    }


def _lines(memo: Memo, names: _Names) -> list[str]:
    facts = [names.of(memo.about), memo.by, memo.at.date().isoformat()]
    facts += [f"version {memo.version}" if memo.version > 1 else "", memo.id[:8]]
    head = output.style(output.visible(memo.title or "Memo"), bold=True)
    said = output.style(output.visible(" · ".join(filter(None, facts))), dim=True)
    return [f"{head}  {said}", *output.wrapped(memo.text, "  ")]


class _Names:
    """What a researcher calls the records that memos are on."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._book = study.codebook
        self._quotes: dict[str, str] | None = None

    def of(self, ref: RecordRef | None) -> str:
        """A few words for a record: a code's path, the beginning of a passage's words, else its id."""
        from ieworkbench.model import RecordKind

        if ref is None:
            return ""
        if ref.kind is RecordKind.STUDY:
            return "the study"
        if ref.kind is RecordKind.CODE and ref.id in self._book:
            return f"code {self._book.path(ref.id)}"
        if ref.kind in {RecordKind.PASSAGE, RecordKind.CODING}:
            quote = self._quoted().get(ref.id)
            return f"“{output.cut(quote, _QUOTE)}”" if quote else str(ref)
        return str(ref)

    def _quoted(self) -> dict[str, str]:
        if self._quotes is None:
            passages = {each.id: each.quote for each in self._study.passages()}
            self._quotes = passages | {each.coding.id: each.passage.quote for each in self._study.codings()}
        return self._quotes
