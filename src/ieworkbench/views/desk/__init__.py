"""The desk: what a view in a notebook or on the local page talks to, and the only one of them that writes."""
