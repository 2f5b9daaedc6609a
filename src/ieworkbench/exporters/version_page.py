"""Two versions of a text side by side: as a web page with every difference marked, as a workbook, or as CSV.

The page has no script at all. Words that went are struck through, words that came are underlined, so
that the page can be read in grey and printed.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from html import escape
from pathlib import Path

from ieworkbench.compare.responsibility import DutyChange
from ieworkbench.compare.versions import Change, ChangeKind, GoalChange, Versions
from ieworkbench.compare.wordings import variants
from ieworkbench.exporters.plan_tables import add_sheet
from ieworkbench.exporters.web_security import policy
from ieworkbench.exporters.written import write_bytes
from ieworkbench.model import Passage
from ieworkbench.model.plan_item import ItemRole, PlanItem

__all__ = ["version_page", "version_workbook", "write_versions"]

SUFFIXES = (".html", ".xlsx", ".csv")
_STYLE = """
:root{color-scheme:light dark;--ink:#1b1d20;--soft:#555b62;--ground:#fff;--line:#cfd4d9;--went:#f6d5d5;--came:#d7ecd9}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e3e5e8;--soft:#a6adb5;--ground:#141517;--line:#3a3e44;--went:#5a2a2a;--came:#23472a}}
body{margin:0 auto;max-width:76rem;padding:1rem 1.2rem 3rem;color:var(--ink);background:var(--ground);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
h1{font-size:1.25rem;margin:0 0 .2rem}h2{font-size:1rem;margin:1.6rem 0 .3rem}
p{margin:.2rem 0 .8rem;color:var(--soft);font-size:.9rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .4rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere;white-space:pre-wrap}
thead th{border-bottom:2px solid var(--ink);position:sticky;top:0;background:var(--ground)}
.kind{width:8.5rem;font-weight:600;font-size:.88rem}.kind small{display:block;font-weight:400;color:var(--soft)}
tr.kept td{color:var(--soft)}
td small{display:block;color:var(--soft);font-size:.8rem}
del{background:var(--went);text-decoration:line-through}ins{background:var(--came);text-decoration:underline;text-decoration-thickness:2px}
@media print{thead th{position:static}tr{break-inside:avoid}body{font-size:9pt;max-width:none;padding:0}}
"""


def write_versions(found: Versions, path: str | Path) -> Path:
    """Write two versions side by side, as ``.html``, ``.xlsx`` or ``.csv``; the file.

    Raises
    ------
    FormatUnknown
        If the suffix is none of these.
    FolderMissing, FileNotWritten
        If there is no such folder, or the file cannot be written.
    """
    makers = {
        ".html": lambda: version_page(found).encode("utf-8", "replace"),
        ".xlsx": lambda: version_workbook(found),
        ".csv": lambda: str(found.to_frame().to_csv(index=False)).encode("utf-8-sig", "replace"),
    }
    return write_bytes(path, makers)


def version_page(found: Versions) -> str:
    """The page: a row a stretch, the earlier version on the left and the later on the right."""
    counts = ", ".join(f"{number:,} {kind.value}" for kind, number in found.counts.items() if number)
    goals = "".join(_goal_row(each) for each in found.goals)
    goal_table = f"<h2>Goals</h2>{_table('Goals', found, 'who is responsible')}{goals}</tbody></table>" if goals else ""
    duties = "".join(_duty_row(each) for each in found.duties)
    name = "Whose responsibility"
    duty_table = (
        f"<h2>{name}</h2>{_table(name, found, 'and whose duty it is')}{duties}</tbody></table>" if duties else ""
    )
    notes = "".join(f"<p>{escape(each)}</p>" for each in found.notes)
    title = escape(f"{found.old} → {found.new}")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy("", _STYLE)}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1><p>{escape(counts)}. {escape(found.method)}</p>{notes}"
        f"{goal_table}{duty_table}<h2>The text</h2>{_table('The text', found, '')}"
        f"{''.join(_rows(found))}</tbody></table></body></html>\n"
    )


def _table(name: str, found: Versions, third: str) -> str:
    small = f"<small>{third}</small>" if third else ""
    return (
        f'<table aria-label="{name}"><thead><tr><th class="kind" scope="col">Change{small}</th>'
        f'<th scope="col">{escape(found.old)}</th><th scope="col">{escape(found.new)}</th></tr></thead><tbody>'
    )


def _rows(found: Versions) -> Iterator[str]:
    for each in found:
        moved = "moved" if each.moved and each.kind is ChangeKind.REWORDED else ""
        told = ", ".join(part for part in (moved, each.responsibility) if part)
        before, after = _side_by_side(each.old, each.new)
        yield (
            f'<tr class="{each.kind.value}"><th class="kind" scope="row">{each.kind.value}<small>{told}</small></th>'
            f"<td>{before}{_under(each, each.under_old)}</td><td>{after}{_under(each, each.under_new)}</td></tr>"
        )


def _under(change: Change, heading: Passage | None) -> str:
    """The heading a stretch stands under, where it moved."""
    if heading is None or not change.moved:
        return ""
    return f"<small>under: {escape(' '.join(heading.quote.split()))}</small>"


def _side_by_side(old: Passage | None, new: Passage | None) -> tuple[str, str]:
    if old is None or new is None:
        return _whole("del", old), _whole("ins", new)
    differ = variants(old, new)
    before = _marked(old, [(each.a_start, each.a_end) for each in differ], "del")
    return before, _marked(new, [(each.b_start, each.b_end) for each in differ], "ins")


def _whole(tag: str, passage: Passage | None) -> str:
    return "" if passage is None else f"<{tag}>{escape(passage.quote)}</{tag}>"


def _marked(passage: Passage, places: list[tuple[int, int]], tag: str) -> str:
    made, at = [], passage.start
    for start, end in sorted(places):
        if end > start >= at:
            made.append(escape(passage.quote[at - passage.start : start - passage.start]))
            made.append(f"<{tag}>{escape(passage.quote[start - passage.start : end - passage.start])}</{tag}>")
            at = end
    return "".join([*made, escape(passage.quote[at - passage.start :])])


def _goal_row(change: GoalChange) -> str:
    parts = [_goal(each) for each in (change.old, change.new)]
    before, after = _side_by_side(*parts)
    told = [_responsible(each) for each in (change.old, change.new)]
    return (
        f'<tr class="{change.kind.value}"><th class="kind" scope="row">{change.kind.value}<small>{change.responsibility}</small></th>'
        f"<td>{before}{told[0]}</td><td>{after}{told[1]}</td></tr>"
    )


def _duty_row(change: DutyChange) -> str:
    before, after = _side_by_side(change.old, change.new)
    was, now = _whose(change.old_who, change.old), _whose(change.new_who, change.new)
    return (
        f'<tr><th class="kind" scope="row">{escape(change.said)}</th><td>{before}{was}</td><td>{after}{now}</td></tr>'
    )


def _whose(who: Passage, sentence: Passage) -> str:
    return f"<small>{escape(who.quote)} · characters {sentence.start:,}–{sentence.end:,}</small>"


def _goal(item: PlanItem | None) -> Passage | None:
    return None if item is None else item.goal or item.action


def _responsible(item: PlanItem | None) -> str:
    if item is None:
        return ""
    part = item.part(ItemRole.RESPONSIBLE)
    return f"<small>responsible: {escape(part.quote) if part else 'nobody named'}</small>"


def version_workbook(found: Versions) -> bytes:
    """An Excel workbook: every change, the goals, the duties that moved, and the method."""
    import xlsxwriter

    page = io.BytesIO()
    book = xlsxwriter.Workbook(page, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - the same words give the same bytes
    rows = found.rows()
    heads = [
        "change", "moved", "before", "after", "likeness", "responsibility", "under", "was under", "starts before", "starts after"
    ]  # fmt: skip
    widths = [10, 8, 60, 60, 9, 14, 24, 24, 9, 9]
    add_sheet(book, "changes", heads, [[row[head] for head in heads] for row in rows], widths)
    goals = [
        [each.kind.value, _quote(each.old), _quote(each.new), each.likeness, each.responsibility]
        for each in found.goals
    ]
    add_sheet(book, "goals", ["change", "before", "after", "likeness", "responsibility"], goals, [10, 50, 50, 9, 18])
    heads = [
        "responsibility", "whose before", "whose after", "before", "after", "starts before", "ends before", "starts after", "ends after"
    ]  # fmt: skip
    widths = [44, 20, 20, 60, 60, 9, 9, 9, 9]
    add_sheet(book, "responsibility", heads, [[row[head] for head in heads] for row in found.duty_rows()], widths)
    add_sheet(book, "method", ["method"], [[each] for each in (found.method, *found.notes)], [110])
    book.close()
    return page.getvalue()


def _quote(item: PlanItem | None) -> str:
    part = _goal(item)
    return "" if part is None else part.quote
