"""Work in steps, between which edits are made: nobody who marks words waits until a map is drawn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from typing import TypeVar

__all__ = ["PutOff", "Steps", "at_once"]

_Made = TypeVar("_Made")
Steps = Generator[None, None, _Made]
"""What is worked out step by step, and returns what was made."""


def at_once(steps: Steps[_Made]) -> _Made:
    """What the steps make, one right after the other.

    Examples
    --------
    >>> def adding():
    ...     yield
    ...     return 1 + 1
    >>> at_once(adding())
    2
    """
    while True:
        try:
            next(steps)
        except StopIteration as done:
            made: _Made = done.value
            return made


class PutOff:
    """What can wait: one work after the other is done in steps, each when whatever else was said has been heard.

    Attributes
    ----------
    when_idle
        Calls what it is given when all that was said has been heard; ``None`` where nobody speaks
        meanwhile, and everything is done at once.
    """

    def __init__(self) -> None:
        self.when_idle: Callable[[Callable[[], None]], object] | None = None
        self._works: deque[Steps[None]] = deque()

    def add(self, work: Steps[None]) -> None:
        """Put a work off, behind those that wait already."""
        self._works.append(work)
        if len(self._works) == 1:
            self._go_on()

    def _go_on(self) -> None:
        if self.when_idle is not None:
            self.when_idle(self._step)
        else:
            while self._works:
                self._step_of_first()

    def _step(self) -> None:
        try:
            self._step_of_first()
        finally:
            if self._works:
                self._go_on()

    def _step_of_first(self) -> None:
        """Do one step; a work that is done, or has failed, is no longer there."""
        work, there_is_more = self._works[0], False
        try:
            next(work)
            there_is_more = True
        except StopIteration:
            pass
        finally:
            if not there_is_more:
                self._works.popleft()
