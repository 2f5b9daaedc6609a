"""A code's definition, include, exclude and example as one text, for formats that have room for one.

Written as paragraphs, so that a person sees what they are in any program, and read back from them.
"""

from __future__ import annotations

from collections.abc import Mapping

from ieworkbench.model import Code

__all__ = ["description_of", "parts_of"]

_LABELS = {"include": "Include: ", "exclude": "Exclude: ", "example": "Example: "}


def description_of(code: Code) -> str:
    """What is said of a code, in paragraphs.

    Examples
    --------
    >>> print(description_of(Code("1", "waiting", definition="Time spent until someone answers.", exclude="travel")))
    Time spent until someone answers.
    <BLANKLINE>
    Exclude: travel
    """
    labelled = [label + words for name, label in _LABELS.items() if (words := getattr(code, name))]
    return "\n\n".join(filter(None, [code.definition, *labelled]))


def parts_of(description: str) -> Mapping[str, str]:
    """The same taken apart: ``definition``, ``include``, ``exclude`` and ``example``, as arguments of a `Code`.

    Examples
    --------
    >>> parts_of("Time spent.\\n\\nExclude: travel")["exclude"]
    'travel'
    """
    parts, current = {"definition": ""}, "definition"
    for paragraph in description.split("\n\n"):
        for name, label in _LABELS.items():
            if paragraph.startswith(label) and name not in parts:
                parts[name], current = paragraph.removeprefix(label), name
                break
        else:
            parts[current] = f"{parts[current]}\n\n{paragraph}" if parts[current] else paragraph
    return parts
