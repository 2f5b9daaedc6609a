"""Making many values at once, without Python looking for unused ones meanwhile.

Whenever enough new objects are there, Python looks through all that are alive for rings of objects that
nobody uses. While thousands of values are made, it does so again and again and finds none, as values
point at each other in one direction only: a third of the time of a large answer, an eighth of an import.
Nor does it look through all of them at the end: they are old at once, and wait for the next full search.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["many_values"]


@contextmanager
def many_values() -> Iterator[None]:
    """Put off the search for unused rings while thousands of values are made; it goes on afterwards.

    Where nobody searches anyway, nothing changes.

    Examples
    --------
    >>> import gc
    >>> with many_values():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            if not gc.get_freeze_count():  # else somebody else has set values aside, which stay so
                gc.freeze()
                gc.unfreeze()
            gc.enable()
