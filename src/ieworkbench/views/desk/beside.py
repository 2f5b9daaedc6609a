"""Changes beside what maps and plans are made of: a code that is given moves nothing on a map."""

from __future__ import annotations

from ieworkbench.study import Study

__all__ = ["still_so"]

_BESIDE = {
    "attribute", "attribute_value", "circuit", "circuit_link", "code", "code_parent", "coding", "conflict", "foreign_guid",
    "memo", "memo_version", "merged_entry", "passage", "record_set", "set_member", "statement", "statement_decision",
    "statement_part",
}  # fmt: skip
"""Tables on which neither rests. Passages are among them: they change their place only with a text, which is not."""


def still_so(study: Study, number: int) -> bool:
    """Whether what was made of a study after the change with this number would be the same now."""
    return study.changes_since(number).tables <= _BESIDE
