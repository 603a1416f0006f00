"""The store's tables, brought to the newest form."""

import alembic.command
from alembic.config import Config
from sqlalchemy import Connection

from models.errors import StoreError
from pipeline.store.tables import HEAD


def upgrade(connection: Connection) -> None:
    """Brings the store to `HEAD` in the transaction of `connection`.

    Raises StoreError where a newer casemill made it.
    """
    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")
    config.attributes["connection"] = connection
    try:
        alembic.command.upgrade(config, HEAD)
    except alembic.util.CommandError as error:
        name = connection.engine.url.database
        raise StoreError(f"{name}: made by a newer casemill ({error}); update casemill") from error
