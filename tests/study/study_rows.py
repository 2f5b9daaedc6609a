"""Every row of a study, to see whether anything at all was changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

import ieworkbench as ie
from ieworkbench.store import tables


def rows_of(study: ie.Study) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every journaled table."""
    with study._database.reading() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in tables.JOURNALED.items()
        }
