"""How the manual is built: Sphinx with MyST for the pages, the reference from docstrings and from the commands themselves.

sphinx-build -W -b html docs out/manual
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import ieworkbench

_HERE = Path(__file__).parent
sys.path.insert(0, str(_HERE / "_extensions"))

# Sphinx builds what lies beside it: the lessons are put there anew each time, with the outputs they have.
shutil.rmtree(_HERE / "lessons", ignore_errors=True)
(_HERE / "lessons").mkdir()
for lesson in sorted((_HERE.parent / "notebooks").glob("[0-9]-*.ipynb")):
    shutil.copyfile(lesson, _HERE / "lessons" / lesson.name)

project = "ieworkbench"
author = "The ieworkbench authors"
project_copyright = "The ieworkbench authors"
version = release = ieworkbench.__version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "command_reference",
]
exclude_patterns = ["_build"]
default_role = "py:obj"

html_theme = "furo"
html_title = "ieworkbench"
html_last_updated_fmt = None
html_copy_source = False
html_show_sourcelink = False

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False
add_module_names = False

myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # the lessons are run by the checks, and stand here with what they gave

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True
