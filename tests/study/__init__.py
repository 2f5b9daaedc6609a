"""Tests of `ieworkbench.study`; a package, so that its conftest has a name of its own."""
