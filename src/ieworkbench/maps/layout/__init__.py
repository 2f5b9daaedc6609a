"""Laying maps out: lanes in the order given, columns for what comes first, lines that never run through a box.

Pure geometry: boxes, lines and lanes in, places in points out. Nothing here knows what the boxes stand for.
"""
