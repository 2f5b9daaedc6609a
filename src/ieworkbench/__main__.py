"""``python -m ieworkbench``: the same as the command ``ieworkbench``."""

from ieworkbench.cli import main

main()
