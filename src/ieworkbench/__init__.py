"""A workbench for institutional ethnography: every mark on a map leads back to words.

    import ieworkbench as ie

    study = ie.create_study("rehab.iestudy", title="…", standpoint="…")
    talk = study.add_source("U1-wave1.docx", kind="interview")
    talk.find_one("the letter said I had to come in person")

Nothing is loaded before it is used: importing this package takes a few milliseconds.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ieworkbench.compare.across_cases import across_cases_table
    from ieworkbench.compare.borrowed import BorrowedSections, borrowed_sections
    from ieworkbench.compare.carried import CarriedOver, carried_over
    from ieworkbench.compare.claims import Claim, claims_table
    from ieworkbench.compare.plan_comparison import compare_plans
    from ieworkbench.compare.plan_templates import read_plan_template
    from ieworkbench.compare.shared_passages import SharedPassages, shared_passages
    from ieworkbench.compare.statements import Statements, statements
    from ieworkbench.compare.terms import TermTrail, term_trail
    from ieworkbench.compare.versions import compare_versions
    from ieworkbench.compare.voice import Voices, voice
    from ieworkbench.errors import IEError
    from ieworkbench.exchange import Report
    from ieworkbench.exchange.codebooks import read_codebook, write_codebook
    from ieworkbench.exchange.shipped import shipped_codebooks
    from ieworkbench.exporters import MapReport, write_map
    from ieworkbench.exporters.comparisons import write_comparison
    from ieworkbench.exporters.phases import write_phases
    from ieworkbench.exporters.study_report import write_report
    from ieworkbench.importers import read_source
    from ieworkbench.language.lexicon import read_lexicon
    from ieworkbench.maps.building import build_map
    from ieworkbench.maps.institutional_map import InstitutionalMap
    from ieworkbench.model import (
        Account,
        Act,
        Case,
        Code,
        Codebook,
        Coding,
        Doer,
        Informant,
        InstitutionalText,
        Link,
        Memo,
        Passage,
        Section,
        Site,
        Source,
        Statement,
        Turn,
    )
    from ieworkbench.study import (
        ManifestRow,
        Study,
        create_study,
        guess_manifest,
        open_study,
        read_manifest,
        write_manifest,
    )
    from ieworkbench.study.archive import open_archive
    from ieworkbench.study.example import example_study
    from ieworkbench.views.coding_widget import code_widget
    from ieworkbench.views.map_widget import map_widget
    from ieworkbench.views.plan_widget import plan_widget

__version__ = "0.1.0"

__all__ = [
    "Account",
    "Act",
    "BorrowedSections",
    "CarriedOver",
    "Case",
    "Claim",
    "Code",
    "Codebook",
    "Coding",
    "Doer",
    "IEError",
    "Informant",
    "InstitutionalMap",
    "InstitutionalText",
    "Link",
    "ManifestRow",
    "MapReport",
    "Memo",
    "Passage",
    "Report",
    "Section",
    "SharedPassages",
    "Site",
    "Source",
    "Statement",
    "Statements",
    "Study",
    "TermTrail",
    "Turn",
    "Voices",
    "__version__",
    "across_cases_table",
    "borrowed_sections",
    "build_map",
    "carried_over",
    "claims_table",
    "code_widget",
    "compare_plans",
    "compare_versions",
    "create_study",
    "example_study",
    "guess_manifest",
    "map_widget",
    "open_archive",
    "open_study",
    "plan_widget",
    "read_codebook",
    "read_lexicon",
    "read_manifest",
    "read_plan_template",
    "read_source",
    "shared_passages",
    "shipped_codebooks",
    "statements",
    "term_trail",
    "voice",
    "write_codebook",
    "write_comparison",
    "write_manifest",
    "write_map",
    "write_phases",
    "write_report",
]

_ROOMS = {
    "ieworkbench.compare.borrowed": ("BorrowedSections", "borrowed_sections"),
    "ieworkbench.compare.carried": ("CarriedOver", "carried_over"),
    "ieworkbench.compare.terms": ("TermTrail", "term_trail"),
    "ieworkbench.compare.across_cases": ("across_cases_table",),
    "ieworkbench.compare.claims": ("Claim", "claims_table"),
    "ieworkbench.compare.plan_comparison": ("compare_plans",),
    "ieworkbench.compare.plan_templates": ("read_plan_template",),
    "ieworkbench.compare.statements": ("Statements", "statements"),
    "ieworkbench.compare.versions": ("compare_versions",),
    "ieworkbench.compare.voice": ("Voices", "voice"),
    "ieworkbench.compare.shared_passages": ("SharedPassages", "shared_passages"),
    "ieworkbench.errors": ("IEError",),
    "ieworkbench.exchange": ("Report",),
    "ieworkbench.exchange.codebooks": ("read_codebook", "write_codebook"),
    "ieworkbench.exchange.shipped": ("shipped_codebooks",),
    "ieworkbench.exporters": ("MapReport", "write_map"),
    "ieworkbench.exporters.comparisons": ("write_comparison",),
    "ieworkbench.exporters.phases": ("write_phases",),
    "ieworkbench.exporters.study_report": ("write_report",),
    "ieworkbench.importers": ("read_source",),
    "ieworkbench.maps.building": ("build_map",),
    "ieworkbench.language.lexicon": ("read_lexicon",),
    "ieworkbench.maps.institutional_map": ("InstitutionalMap",),
    "ieworkbench.model": (
        "Account",
        "Act",
        "Case",
        "Code",
        "Codebook",
        "Coding",
        "Doer",
        "Informant",
        "InstitutionalText",
        "Link",
        "Memo",
        "Passage",
        "Section",
        "Site",
        "Source",
        "Statement",
        "Turn",
    ),
    "ieworkbench.study.archive": ("open_archive",),
    "ieworkbench.study.example": ("example_study",),
    "ieworkbench.views.coding_widget": ("code_widget",),
    "ieworkbench.views.map_widget": ("map_widget",),
    "ieworkbench.views.plan_widget": ("plan_widget",),
    "ieworkbench.study": (
        "ManifestRow",
        "Study",
        "create_study",
        "guess_manifest",
        "open_study",
        "read_manifest",
        "write_manifest",
    ),
}


def __getattr__(name: str) -> object:
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(room), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
