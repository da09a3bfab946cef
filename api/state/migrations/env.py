"""What Alembic runs for every upgrade, in one transaction on the connection that `api.state.migrate` hands in."""

from alembic import context

from api.state.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
