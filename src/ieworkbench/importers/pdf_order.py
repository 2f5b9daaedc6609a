"""The order in which a page's lines are read.

A PDF stores its lines in the order in which a program drew them, which is mostly the order in
which they are read. Only where it is visibly not (a line drawn after another stands above it, and
not in a next column) are the lines gathered into blocks and the blocks put in order: what stands
above comes first in a column, and of two blocks side by side the left one comes first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from ieworkbench.importers.pdf_lines import Line, is_gutter, same_row

__all__ = ["Order", "in_reading_order", "margin_numbers"]

_MOST_BLOCKS = 120
_NUMBER = re.compile(r"\d{1,5}", re.ASCII)


class Order(Enum):
    """What was done about the order of a page's lines."""

    KEPT = "kept"
    HEADS_MOVED = "heads moved"
    SORTED = "sorted"
    UNSURE = "unsure"


def margin_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines that number the page's lines or paragraphs in its margin.

    At least three numbers, rising by one, one below the other beside everything else.
    """
    numbers = [line for line in lines if len(line.text) < 9 and _NUMBER.fullmatch(line.text.strip())]
    if len(numbers) < 3:
        return []
    others = [line for line in lines if line.upright and not _NUMBER.fullmatch(line.text.strip())]
    if len(others) < 2:
        return []
    left, right = min(line.x for line in others), max(line.right for line in others)
    beside = [line for line in numbers if line.right < left or line.x > right]
    values = [int(line.text) for line in beside]
    rising = all(second - first == 1 for first, second in pairwise(values))
    falling = all(first.y > second.y for first, second in pairwise(beside))
    return beside if len(beside) >= 3 and rising and falling else []


def in_reading_order(lines: list[Line]) -> tuple[list[Line], Order]:
    """The lines as they are read, and what had to be done for it."""
    numbers = margin_numbers(lines)
    numbered = {id(line) for line in numbers}
    body = [line for line in lines if id(line) not in numbered] if numbers else lines
    if not (_out_of_order(body) or _read_across(body)):
        return body + numbers, Order.KEPT
    moved = _foot_last(body)
    if moved and not (_out_of_order(moved) or _read_across(moved)):
        return moved + numbers, Order.HEADS_MOVED
    level = [line for line in body if line.upright]
    turned = [line for line in body if not line.upright]
    blocks = _blocks(level)
    if len(blocks) > _MOST_BLOCKS:
        return lines, Order.UNSURE
    ordered = _sorted_blocks(blocks)
    if ordered is None:
        return lines, Order.UNSURE
    result = [line for block in ordered for line in block]
    return result + turned + numbers, _what_moved(level, result)


def _out_of_order(lines: Sequence[Line]) -> bool:
    """Whether a line was drawn after one that it stands above, in the same column."""
    column_right = float("-inf")
    before: Line | None = None
    for line in lines:
        if not line.upright:
            continue
        if before is not None and line.y > before.y + 0.6 * max(line.size, before.size):
            if line.x < column_right - 1.0:
                return True
            column_right = line.right
        elif before is not None and line.x < before.x and same_row(line, before):
            return True
        column_right = max(column_right, line.right)
        before = line
    return False


def _foot_last(lines: list[Line]) -> list[Line]:
    """The lines with a foot that was drawn among the first ones moved to the end; none, if there is no such foot."""
    lowest = min(range(len(lines)), key=lambda number: lines[number].y)
    if lowest > 2 or len(lines) < 3:
        return []
    return [*lines[:lowest], *lines[lowest + 1 :], lines[lowest]]


def _read_across(lines: Sequence[Line]) -> bool:
    """Whether two columns of running text were drawn row by row."""
    pairs = [
        (one.x, one.right, other.x, other.right, min(len(one.text), len(other.text)))
        for one, other in pairwise(lines)
        if one.right < other.x and same_row(one, other)
    ]
    return is_gutter(pairs)


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of lines that stand close below one another and start or end alike."""
    blocks: list[list[Line]] = []
    for line in lines:
        fitting = [block for block in blocks[-4:] if _continues(block[-1], line)]
        if fitting:
            fitting[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _continues(above: Line, line: Line) -> bool:
    size = max(above.size, line.size, 1.0)
    if not 0.5 * size < above.y - line.y < 1.9 * size or abs(above.size - line.size) > 0.25 * size:
        return False
    overlap = min(above.right, line.right) - max(above.x, line.x)
    return overlap > 0.5 * min(above.right - above.x, line.right - line.x)


def _sorted_blocks(blocks: list[list[Line]]) -> list[list[Line]] | None:
    """The blocks in reading order, or ``None`` where their places contradict each other."""
    boxes = [
        (
            min(b.x for b in block),
            min(b.y for b in block),
            max(b.right for b in block),
            max(b.y + b.size for b in block),
        )
        for block in blocks
    ]
    count = range(len(blocks))
    after: list[set[int]] = [{b for b in count if a != b and _precedes(boxes, a, b)} for a in count]
    waiting = [sum(b in after[a] for a in count) for b in count]
    order: list[int] = []
    ready = [b for b in count if not waiting[b]]
    while ready:
        chosen = _next_to_read(ready, order, boxes)
        ready.remove(chosen)
        order.append(chosen)
        for b in after[chosen]:
            waiting[b] -= 1
            if not waiting[b]:
                ready.append(b)
    return [blocks[number] for number in order] if len(order) == len(blocks) else None


_Box = tuple[float, float, float, float]


def _next_to_read(ready: list[int], order: list[int], boxes: list[_Box]) -> int:
    """The block to read next: the one drawn next, the nearest close below, or else the highest."""
    if order:
        if order[-1] + 1 in ready:
            return order[-1] + 1
        x, low, right, _ = boxes[order[-1]]
        far = 200.0 if right - x > 150.0 else 50.0
        below = [b for b in ready if boxes[b][0] < right and boxes[b][2] > x and low - far < boxes[b][3] <= low + 3]
        if below:
            return max(below, key=lambda b: (boxes[b][3], -boxes[b][0], -b))
    return max(ready, key=lambda b: (boxes[b][3], -boxes[b][0], -b))


def _precedes(boxes: list[_Box], a: int, b: int) -> bool:
    """Whether block a must be read before block b, by their places alone."""
    ax, a_low, a_right, a_high = boxes[a]
    bx, b_low, b_right, b_high = boxes[b]
    if ax < b_right and bx < a_right:  # one above the other
        return a_low + a_high > b_low + b_high
    return a_right <= bx and min(a_high, b_high) - max(a_low, b_low) > 0  # side by side


def _what_moved(before: list[Line], after: list[Line]) -> Order:
    """Whether only heads and feet changed place, or lines of the text too."""
    if [id(line) for line in before] == [id(line) for line in after]:
        return Order.KEPT
    high, low = max(line.y for line in before), min(line.y for line in before)
    margin = 0.1 * (high - low)
    text = [[id(line) for line in lines if low + margin < line.y < high - margin] for lines in (before, after)]
    return Order.HEADS_MOVED if text[0] == text[1] else Order.SORTED
