"""The colours of a map on a dark ground: light becomes dark and dark light, and each keeps its hue."""

from __future__ import annotations

import colorsys

__all__ = ["in_the_dark"]

_GROUND, _BRIGHT = 0.10, 0.90


def in_the_dark(colour: str) -> str:
    """A colour of a map on paper, as it is on a dark ground.

    Examples
    --------
    >>> in_the_dark("#ffffff"), in_the_dark("#1a1a1a"), in_the_dark("#0b5394")
    ('#1a1a1a', '#d1d1d1', '#61a9eb')
    """
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    paper = light > 0.7
    found = colorsys.hls_to_rgb(hue, _GROUND + (_BRIGHT - _GROUND) * (1 - light), strength * (0.4 if paper else 0.9))
    return "#" + "".join(f"{round(each * 255):02x}" for each in found)
