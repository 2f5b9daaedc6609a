"""What of a bundle a format has no place for, said in the report."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Bundle, Report

CHAIN = ("acts", "texts", "copies", "resources", "link_kinds", "disjunctures", "circuits")
"""What of a bundle is the chain of action, beside those of its links that join acts, texts, copies and resources."""

_CALLED = {"case_passages": "passages of cases", "link_kinds": "kinds of links"}

__all__ = ["CHAIN", "ONLY_CODES", "codes_left_out", "left_out"]

ONLY_CODES = (
    "It holds codes and nothing else: sources, codings, cases, memos, links and sets stay behind.",
    "Line ends inside a definition are always plain ones.",
)
"""What a codebook as a file of its own cannot carry, a sentence each."""


def left_out(bundle: Bundle, report: Report, *carried: str) -> None:
    """Report what of a bundle has no place in the file: one finding for each kind of record.

    Parameters
    ----------
    bundle
        What was to be written.
    report
        Gets the findings.
    carried
        The names of the attributes of `Bundle` that the file has a place for.
    """
    kinds = {
        "sources": bundle.sources,
        "passages": bundle.passages,
        "codings": bundle.codings,
        "cases": bundle.cases,
        "sites": bundle.sites,
        "informants": bundle.informants,
        "case_passages": bundle.case_passages,
        "attributes": bundle.attributes,
        "values": bundle.values,
        "memos": bundle.memos,
        "links": bundle.links,
        "sets": bundle.sets,
        "statements": bundle.statements,
        **{name: getattr(bundle, name) for name in CHAIN},
    }
    for kind, records in kinds.items():
        if records and kind not in carried:
            what = _CALLED.get(kind, kind)
            report.dropped(what, f"{len(records):,} in all", "This format has no place for them.")


def codes_left_out(bundle: Bundle, report: Report) -> None:
    """Report what of the codes is not in a file that only names the code of each coding by its path.

    Parameters
    ----------
    bundle
        What was to be written.
    report
        Gets the findings.
    """
    book = bundle.codebook
    used = {above for each in {coding.code for coding in bundle.codings} if each in book for above in book.above(each)}
    for code in book:
        if code.id not in used:
            report.dropped("code", code.name, "No passage has it; only codes in use are named in this format.")
        elif code.definition or code.include or code.exclude or code.example or code.colour:
            report.changed("code", code.name, "Its path is written, but not its definition, examples and colour.")
        if len(code.parents) > 1:
            report.changed("code", code.name, "It stands under several codes; only the path by the first is written.")
