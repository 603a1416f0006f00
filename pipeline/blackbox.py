"""What a worker process leaves behind when a page takes it down: where it was.

Written by `faulthandler`, whose watch needs no lock of the interpreter: it also ends a page that hangs in C code.
"""

import faulthandler
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_box: IO[bytes] | None = None


def install(path: Path) -> None:
    """From now on this process, should it crash or hang, writes to `path` where it was."""
    global _box
    _box = path.open("wb")
    faulthandler.enable(_box)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """A process with a box ends where this takes longer; one without waits."""
    if _box is None:
        yield
        return
    faulthandler.dump_traceback_later(seconds, exit=True, file=_box)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def read(path: Path) -> tuple[bool, str | None]:
    """Whether the process that wrote there hung, and where it was; None where it had no time for words."""
    words = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return words.startswith("Timeout"), words or None
