"""A workbench for institutional ethnography."""
