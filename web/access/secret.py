"""The key by which sessions are signed: a file of its own, for its owner alone."""

import os
import secrets
from pathlib import Path

from models.errors import SettingsError
from pipeline.durable import make_folder

_LENGTH = 32
_OPEN_TO_OTHERS = 0o077


def read_secret(path: Path) -> bytes:
    """The key in `path`, drawn and written where there is none. Raises SettingsError where it cannot be trusted."""
    make_folder(path.parent)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_LENGTH))
    return _trusted(path)


def _trusted(path: Path) -> bytes:
    step = "remove the file: a new one is made, and everybody signs in anew"
    if path.stat().st_mode & _OPEN_TO_OTHERS:
        raise SettingsError(f"{path}: others than its owner can read this key; {step}")
    key = path.read_bytes()
    if len(key) != _LENGTH:
        raise SettingsError(f"{path}: this key is damaged ({len(key)} bytes, not {_LENGTH}); {step}")
    return key
