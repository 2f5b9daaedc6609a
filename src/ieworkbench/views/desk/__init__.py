"""The desk: what a view in a notebook or on the local page talks to, and the only one of them that writes."""

from ieworkbench.views.desk.desk import Desk, Seat

__all__ = ["Desk", "Seat"]
