"""Schema steps: a study written by any released version opens.

Each step is a file in ``versions``; alembic runs those a study lacks, in one transaction.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

__all__ = ["known_steps", "upgrade"]


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def known_steps() -> frozenset[str]:
    """The names of every schema step this version knows."""
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def upgrade(connection: Connection, step: str = "head") -> None:
    """Bring a study to the newest step, or to ``step``, within the transaction that ``connection`` is in."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, step)
