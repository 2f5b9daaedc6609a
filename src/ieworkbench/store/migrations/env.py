"""What alembic runs for each upgrade: the steps, on the connection it was given."""

from alembic import context

from ieworkbench.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
