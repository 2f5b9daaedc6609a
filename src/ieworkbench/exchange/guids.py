"""GUIDs as files write them, and GUIDs made for what has none."""

from __future__ import annotations

import re
from uuid import UUID, uuid5

__all__ = ["guid_in", "made_guid"]

_NAMESPACE = UUID("0d6f2f0e-95a4-5d0f-8a63-0f0e6a1f7a52")
_PLAIN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def guid_in(text: str) -> str:
    """The GUID that a text is, in small letters with hyphens and no braces; empty if it is none.

    Examples
    --------
    >>> guid_in("{2ADF82A0-8EF3-59C4-8D44-4924BEBDF873}"), guid_in("code 1")
    ('2adf82a0-8ef3-59c4-8d44-4924bebdf873', '')
    """
    if _PLAIN.fullmatch(text):
        return text
    plain = text.strip().strip("{}()").lower()
    try:
        return str(UUID(plain))
    except ValueError:
        return ""


def made_guid(*facts: object) -> str:
    """A GUID made from what tells a record apart: always the same for the same facts."""
    return str(uuid5(_NAMESPACE, "\n".join(map(str, facts)).encode("utf-8", "replace").decode()))
