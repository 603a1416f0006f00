"""The vectors of an index, in a file of their own: rows are only added, and the last of a case counts."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.index.meaning.encoder import SIZE, Vectors

FILE = "meaning.rows"
_ROW = np.dtype([("key", "<u8"), ("vector", "<f2", SIZE)])
_CHUNK = 20_000
# So many rows are looked at closely, of those whose signs differ least from what is looked for.
_CLOSELY = 2_000


class Near(NamedTuple):
    """A case's key, and the cosine of the angle between what it means and what was asked."""

    key: int
    cosine: float


def add_rows(folder: Path, keys: Sequence[int], vectors: Vectors) -> None:
    """The cases of these keys mean this from now on; zeros are near nothing. Part of a row, by a kill, is cut off."""
    rows = np.empty(len(keys), dtype=_ROW)
    rows["key"], rows["vector"] = keys, vectors
    with (folder / FILE).open("ab") as file:
        file.truncate(file.tell() // _ROW.itemsize * _ROW.itemsize)
        file.write(rows.tobytes())


class Shelf:
    """The vectors as they stood when it was opened."""

    def __init__(self, folder: Path) -> None:
        self._rows = _rows_of(folder / FILE)
        self._keys, self._last = _last_of_each(self._rows)
        self._signs = _signs_of(self._rows, self._last)

    def nearest(self, vector: Vectors, count: int) -> list[Near]:
        """The `count` nearest cases, the nearest first.

        Where there are many, those whose signs differ least are weighed (binary codes, then rescoring: Yamada et al.
        2021, arXiv:2106.00882).
        """
        chosen = self._likely(vector)
        cosines = self._rows["vector"][self._last[chosen]].astype(np.float32) @ vector
        best = np.lexsort((self._keys[chosen], -cosines))[:count]
        return [Near(int(self._keys[chosen[at]]), float(cosines[at])) for at in best]

    def _likely(self, vector: Vectors) -> NDArray[np.intp]:
        if len(self._keys) <= _CLOSELY:
            return np.arange(len(self._keys))
        asked = np.packbits(vector > 0).view(np.uint64)
        differing = np.bitwise_count(self._signs ^ asked).sum(axis=1, dtype=np.uint16)
        return np.sort(np.argpartition(differing, _CLOSELY)[:_CLOSELY])


def _rows_of(path: Path) -> NDArray[np.void]:
    whole = path.stat().st_size // _ROW.itemsize if path.exists() else 0
    return np.memmap(path, dtype=_ROW, mode="r", shape=(whole,)) if whole else np.empty(0, dtype=_ROW)


def _last_of_each(rows: NDArray[np.void]) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """The keys in order, and where the last row of each stands."""
    keys, backwards = np.unique(np.asarray(rows["key"])[::-1], return_index=True)
    return keys, len(rows) - 1 - backwards


def _signs_of(rows: NDArray[np.void], at: NDArray[np.intp]) -> NDArray[np.uint64]:
    """A bit for each number of each row: whether it is above zero."""
    parts = [
        np.packbits(rows["vector"][at[start : start + _CHUNK]] > 0, axis=1).view(np.uint64)
        for start in range(0, len(at), _CHUNK)
    ]
    return np.concatenate(parts) if parts else np.empty((0, SIZE // 64), dtype=np.uint64)
