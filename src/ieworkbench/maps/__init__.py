"""Institutional maps: from records to a chain of action that can be followed both ways.

Everything here is worked out from a study's records when it is asked for, and nothing is stored
only in a graph: the same records always give the same map.
"""
