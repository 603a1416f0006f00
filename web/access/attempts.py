"""How often somebody may try to sign in."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from math import ceil
from threading import Lock

WINDOW = 15 * 60
# Of one name from one address; of any name from one address; of one name from anywhere.
_PAIR, _ADDRESS, _NAME = 5, 20, 100
_MOST_KEYS = 50_000

_Key = tuple[str, str]


class Attempts:
    """The attempts of the last 15 minutes, by name and address. They are counted before a password is looked at, so
    many at once are counted as well.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._made: dict[_Key, deque[float]] = {}

    def begin(self, name: str, address: str) -> int:
        """How many seconds to wait; 0: the attempt may be made, and counts."""
        with self._lock:
            now = self._clock()
            self._forget(now)
            wait = max(self._wait(key, most, now) for key, most in _limits(name, address))
            if not wait:
                for key, _ in _limits(name, address):
                    self._made.setdefault(key, deque()).append(now)
            return ceil(wait)

    def succeed(self, name: str, address: str) -> None:
        """The attempts of that name from that address are forgiven."""
        with self._lock:
            self._made.pop((name, address), None)

    def _wait(self, key: _Key, most: int, now: float) -> float:
        made = self._made.get(key, ())
        return made[-most] + WINDOW - now if len(made) >= most else 0

    def _forget(self, now: float) -> None:
        for key, made in list(self._made.items()):
            while made and made[0] <= now - WINDOW:
                made.popleft()
            if not made:
                del self._made[key]
        while len(self._made) > _MOST_KEYS:
            del self._made[next(iter(self._made))]


def _limits(name: str, address: str) -> Iterator[tuple[_Key, int]]:
    yield (name, address), _PAIR
    yield ("", address), _ADDRESS
    yield (name, ""), _NAME
