"""Who may sign in, for a store made anew; where one is there, its own users stay."""

from pathlib import Path

from sqlalchemy import Engine

from models.errors import StoreError
from pipeline.roster import bring_back
from pipeline.store.database import writing


def refill_users(store: Engine, raw: Path) -> list[str]:
    """Words on what is lost, once the store has the users of `raw/`."""
    try:
        with writing(store) as connection:
            bring_back(connection, raw)
    except StoreError as error:
        return [str(error)]
    return []
