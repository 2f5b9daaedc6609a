"""A study and its verbs: what a researcher types."""

from ieworkbench.study.manifest import ManifestRow, guess_manifest, read_manifest, unread_files, write_manifest
from ieworkbench.study.study import Study, create_study, open_study

__all__ = [
    "ManifestRow",
    "Study",
    "create_study",
    "guess_manifest",
    "open_study",
    "read_manifest",
    "unread_files",
    "write_manifest",
]
