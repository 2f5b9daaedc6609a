"""The commands for memos and links, and for the study's problematic."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ieworkbench.cli import output
from ieworkbench.cli.options import Json, Person, StudyFile, command, open_it

if TYPE_CHECKING:
    from ieworkbench.model import Link, Memo, RecordRef
    from ieworkbench.study import Study

__all__: list[str] = []

_FAMILY = "Memos and links"


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
        names = opened.memos(about=written.about).called if written.about else {}
        if json:
            output.print_json({"memo": _as_json(written, names)})
            return
        on = f" on {output.visible(_of(names, written.about))}" if written.about else ""
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
        names = found.called
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
        names = found.called
        if json:
            output.print_json({"links": [_link_as_json(each, names) for each in found]})
        elif not found:
            output.say("No links.")
        else:
            rows = [(_of(names, each.origin), each.kind, _of(names, each.target), each.note, each.by) for each in found]
            output.print_table(("from", "link", "to", "note", "by"), rows)


def _link_as_json(link: Link, names: Mapping[RecordRef, str]) -> dict[str, Any]:
    ends = {
        end: {"kind": ref.kind.value, "id": ref.id, "name": _of(names, ref)}
        for end, ref in (("from", link.origin), ("to", link.target))
    }
    said = {"direction": link.direction.value, "note": link.note, "by": link.by, "at": link.at}
    return {"id": link.id, "kind": link.kind, **ends, **said}


def _of(names: Mapping[RecordRef, str], ref: RecordRef | None) -> str:
    """What a record is called; nothing where none is meant."""
    return "" if ref is None else names.get(ref, str(ref))


def _meant(study: Study, begun: str) -> str:
    """A memo's id, of which the first letters may be given."""
    found = [each.id for each in study.memos() if each.id.startswith(begun)]
    return found[0] if len(found) == 1 else begun


def _given(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - passed on to the verb, which names them
    return {name: value for name, value in values.items() if value is not None}


def _as_json(memo: Memo, names: Mapping[RecordRef, str]) -> dict[str, Any]:
    about = None
    if memo.about is not None:
        about = {"kind": memo.about.kind.value, "id": memo.about.id, "name": _of(names, memo.about)}
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


def _lines(memo: Memo, names: Mapping[RecordRef, str]) -> list[str]:
    facts = [_of(names, memo.about), memo.by, memo.at.date().isoformat()]
    facts += [f"version {memo.version}" if memo.version > 1 else "", memo.id[:8]]
    head = output.style(output.visible(memo.title or "Memo"), bold=True)
    said = output.style(output.visible(" · ".join(filter(None, facts))), dim=True)
    return [f"{head}  {said}", *output.wrapped(memo.text, "  ")]
