"""What a web page of ours is allowed: its own script and style, by their fingerprints, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import re

__all__ = ["as_data", "policy", "style_policy"]

_HALVES = re.compile("[\ud800-\udfff]")


def policy(script: str, style: str) -> str:
    """The security policy of a page with this script and this style."""
    return (
        f"default-src 'none'; script-src {_fingerprint(script)}; style-src {_fingerprint(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def style_policy(style: str) -> str:
    """The security policy of a page with this style and no script."""
    return f"default-src 'none'; style-src {_fingerprint(style)}; base-uri 'none'; form-action 'none'"


def _fingerprint(words: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()}'"


def as_data(found: object) -> str:
    """As JSON that can stand in a page: no letter in it can end the element, and halves of letters stay.

    Examples
    --------
    >>> as_data({"a": "</script>"})
    '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    made = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        made = made.replace(letter, f"\\u{ord(letter):04x}")
    return _HALVES.sub(lambda half: f"\\u{ord(half.group()):04x}", made)
