"""Runs of words that stand in two places, as SQL over (document, position, hash).

The same plan as in `ieworkbench.compare.shared_runs`, for collections whose pairs do not fit into the
memory. DuckDB runs it on one machine and writes to the disk what is too much. The statements use only
what is common to it and Spark SQL, so that they can be run over Parquet files on a cluster: give each
document a whole number, the table ``gram(document, position, hash)``, and values for what stands in
braces.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping

import numpy as np
import pandas as pd

from ieworkbench.compare.shared_runs import FORMULA, Runs, drawn_out, few_enough, standing_grams
from ieworkbench.compare.word_rows import Numbers, Places, WordRows

__all__ = ["COUNTS", "STEPS", "shared_runs_sql"]

STEPS = (
    # Every hash that stands more than once, and how often.
    """
    create table often as
    select hash, count(*) as times
    from gram
    group by hash
    having count(*) > 1
    """,
    # Where those stand.
    """
    create table posting as
    select gram.hash, gram.document, gram.position, often.times
    from gram join often on gram.hash = often.hash
    """,
    # Hashes in few places are paired each with each; those in very many with their first place only.
    """
    create table pair as
    select a.document as document_a, b.document as document_b,
           a.position as position_a, b.position - a.position as diagonal
    from posting a join posting b on a.hash = b.hash
    where a.times <= {formula} and b.times <= {formula}
      and (a.document < b.document or (a.document = b.document and a.position < b.position))
    union all
    select a.document as document_a, b.document as document_b,
           a.position as position_a, b.position - a.position as diagonal
    from (
        select hash, document, position,
               row_number() over (partition by hash order by document, position) as number
        from posting where times > {formula}
    ) a join posting b on a.hash = b.hash
    where a.number = 1 and b.times > {formula}
      and (a.document < b.document or (a.document = b.document and a.position < b.position))
    """,
    # Pairs one after the other in both documents are a run.
    """
    create table run as
    select document_a, document_b, diagonal, min(position_a) as position_a, count(*) as grams
    from (
        select document_a, document_b, diagonal, position_a,
               position_a - row_number() over (
                   partition by document_a, document_b, diagonal order by position_a) as island
        from pair
    ) numbered
    group by document_a, document_b, diagonal, island
    """,
    # A single gram is worth keeping only if another run of the same documents is near.
    """
    create table kept_run as
    select document_a, document_b, diagonal, position_a, grams
    from (
        select document_a, document_b, diagonal, position_a, grams,
               position_a - lag(position_a + grams) over (
                   partition by document_a, document_b order by position_a) as since,
               abs(diagonal - lag(diagonal) over (
                   partition by document_a, document_b order by position_a)) as drift_before,
               lead(position_a) over (
                   partition by document_a, document_b order by position_a) - position_a - grams as until,
               abs(diagonal - lead(diagonal) over (
                   partition by document_a, document_b order by position_a)) as drift_after
        from run
    ) beside
    where grams >= {enough}
       or (since <= {gap} and drift_before <= {drift})
       or (until <= {gap} and drift_after <= {drift})
    """,
)
"""What is run, one after the other."""

COUNTS = "select times, count(*) as hashes from often group by times order by times"
"""How often hashes stand: from this follows which of them are formulae."""

_GAP, _DRIFT = 16, 6
_MEMORY = "1500MB"
_ALONE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def shared_runs_sql(rows: WordRows, size: int, formula: int = FORMULA, *, enough: int = 1) -> Runs:
    """What `shared_runs` gives, worked out by DuckDB.

    Parameters
    ----------
    rows
        The words.
    size
        How many words a gram has.
    formula
        Where a gram stands more often than this, runs are found between its first place and each other.
    enough
        How many grams a run has at least to be kept without another near it.
    """
    import duckdb

    hashes, at, skipped = standing_grams(rows, size)
    with tempfile.TemporaryDirectory() as spill, duckdb.connect(config=_ALONE) as database:
        database.execute(f"set memory_limit = '{_MEMORY}'")
        database.execute(f"set temp_directory = '{spill}'")
        database.execute("set preserve_insertion_order = false")
        database.register("given", _grams(rows, hashes, at))
        database.execute("create table gram as select * from given")
        database.unregister("given")
        database.execute(STEPS[0])
        counts = _columns(database.execute(COUNTS).fetchnumpy())
        times = np.repeat(counts["times"], counts["hashes"])
        limit = max(few_enough(times, len(rows.numbers), formula), 2)
        words = {"formula": limit, "enough": enough, "gap": _GAP, "drift": _DRIFT}
        for step in STEPS[1:]:
            database.execute(step.format(**words))
        found = _columns(
            database.execute("select document_a, document_b, diagonal, position_a, grams from kept_run").fetchnumpy()
        )
    return _runs(rows, found, size, int((times > limit).sum()), skipped)


def _grams(rows: WordRows, hashes: Numbers, at: Places) -> pd.DataFrame:
    """The table ``gram``."""
    document = rows.text_of(at)
    position = at - rows.firsts[document]
    columns = {
        "document": document.astype(np.int32),
        "position": position.astype(np.int32),
        "hash": hashes.view(np.int64),
    }
    return pd.DataFrame(columns)


def _columns(found: Mapping[str, object]) -> dict[str, Places]:
    """The columns of an answer as whole numbers."""
    return {name: np.asarray(column).astype(np.int64) for name, column in found.items()}


def _runs(rows: WordRows, found: dict[str, Places], size: int, often: int, skipped: int) -> Runs:
    """The answer as runs, in the order in which arrays give them."""
    first = rows.firsts[found["document_a"]] + found["position_a"]
    second = rows.firsts[found["document_b"]] + found["position_a"] + found["diagonal"]
    order = np.lexsort((first, second - first))
    runs = Runs(first[order], second[order], found["grams"][order] + size - 1, often)
    return drawn_out(rows, runs, often, skipped)
