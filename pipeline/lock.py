"""One writer a home."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import BusyError
from pipeline.clock import now


@contextmanager
def locked(processed: Path) -> Iterator[None]:
    """Holds the home's lock, which is freed however the process ends. Raises BusyError where another holds it."""
    processed.mkdir(parents=True, exist_ok=True)
    # Opened without truncation: the holder's own words must stay for the one who comes second.
    with (processed / "lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise BusyError(
                f"{processed.parent} is being written by {holder}; wait for it to end, then run again"
            ) from error
        file.truncate(0)
        file.write(f"process {os.getpid()} since {now()}")
        file.flush()
        yield


def is_locked(processed: Path) -> bool:
    """Whether a process holds the home's lock."""
    try:
        with (processed / "lock").open(encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
