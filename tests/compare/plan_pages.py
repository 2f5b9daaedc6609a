"""Made-up plans for tests, in several layouts."""

from __future__ import annotations

from ieworkbench.importers import read_bytes
from ieworkbench.model import Source

TABLE_PLAN = """# Individual plan

## Goals and measures

| Goal | Measure | Responsible | Deadline |
|---|---|---|---|
| I want to swim again. | Pool on Fridays | Day centre; sister | May |
| Cook supper | | me | |
| Move to the ground floor | Apply for a flat | | June |
| | | | |

## Coordinator

Nora at the health centre.

## Consent

[to be filled in]

## Pets

The cat is called Sot.
"""

BARE_PLAN = """Individuell plan
Plan for: B7
Koordinator: Helsestasjonen

1. Mål
Jeg vil svømme igjen.
Mål: svømme 200 meter. Tiltak: basseng på fredager. Ansvarlig: dagsenteret. Frist: mai
Mål: lage middag selv
Tiltak:
Ansvarlig: B7

2. Samtykke

3. Evaluering
Planen evalueres hver sjette måned.
"""

NO_HEADINGS = (
    "She lives by the sea with her brother and three hens. She goes out when the weather allows it.\n"
    "I agree that the school may read this. Nobody has said who sees to the rest of it, or when.\n"
)

MERGED_CELLS = """<h1>Plan</h1><h2>Goals</h2><table>
<tr><th>Goal</th><th>Action</th><th>Who</th></tr>
<tr><td rowspan="2">Walk to the shop</td><td>Stairs daily</td><td>U9</td></tr>
<tr><td>New shoes</td><td>U9 and mother</td></tr>
<tr><td colspan="3">Second half of the year</td></tr>
<tr><td>Sleep</td><td></td><td></td></tr>
</table>"""


def plan(page: str, name: str = "plan.md") -> Source:
    """A plan read from a page; the ending of its name says how."""
    return read_bytes(page.encode(), name)
