"""Asking the index: one that lags is brought up first, one that is lost, damaged or of another make is made anew."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine

from models.errors import BusyError, StoreError
from pipeline.index.follow import catch_up, remake
from pipeline.index.reader import DamagedIndexError, Reader, open_reader

_Answer = TypeVar("_Answer")


def asked(processed: Path, engine: Engine, ask: Callable[[Reader, Path], _Answer]) -> _Answer:
    """What the index in `processed` answers; `ask` is given its reader and its folder.

    Raises StoreError where the index can be neither read nor made anew.
    """
    catch_up(processed, engine)
    folder = processed / "index"
    try:
        return ask(open_reader(folder), folder)
    except DamagedIndexError:
        try:
            remake(processed, engine)
        except BusyError as error:
            raise StoreError(
                f"{folder}: the index is damaged; ask again when the run that is at work has ended"
            ) from error
        return ask(open_reader(folder), folder)
