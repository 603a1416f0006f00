"""The store's tables, brought to the newest form."""

import alembic.command
from alembic.config import Config
from sqlalchemy import Engine

from models.errors import StoreError
from pipeline.store.database import writing
from pipeline.store.tables import HEAD


def upgrade(engine: Engine) -> None:
    """Brings the store to `HEAD`, all or nothing. Raises StoreError where a newer casemill made it."""
    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        try:
            alembic.command.upgrade(config, HEAD)
        except alembic.util.CommandError as error:
            raise StoreError(f"{engine.url.database}: made by a newer casemill ({error}); update casemill") from error
