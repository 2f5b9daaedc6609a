"""Tests of `ieworkbench.cli`; a package, so that its conftest has a name of its own."""
