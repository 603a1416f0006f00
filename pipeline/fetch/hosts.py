"""How each host is treated in a run: one request at a time, at its pace, and left alone once it is down."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# After so many pages in a row that could not be had, each after its own attempts, none is asked for again and again;
# and where it is not the pages' fault, the host is taken for down.
_FAILURES = 5


class Host:
    """One host. `closed` says why it is left alone for the rest of the run, or is None."""

    def __init__(self) -> None:
        self.closed: str | None = None
        self._turn = asyncio.Lock()
        self._free_at = 0.0
        self._failures = 0

    @asynccontextmanager
    async def turn(self, delay: float) -> AsyncIterator[None]:
        """The host is ours, not before its time; `delay` seconds lie between this request's start and the next."""
        clock = asyncio.get_running_loop()
        async with self._turn:
            while (wait := self._free_at - clock.time()) > 0:
                await asyncio.sleep(wait)
            self._free_at = clock.time() + delay
            yield

    def rest(self, seconds: float) -> None:
        """Nobody asks the host anything for so long."""
        self._free_at = max(self._free_at, asyncio.get_running_loop().time() + seconds)

    def close(self, reason: str) -> None:
        """The host is left alone from now on."""
        self.closed = self.closed or reason

    @property
    def is_ailing(self) -> bool:
        """Whether asking again has not helped lately."""
        return self._failures >= _FAILURES

    def failed(self, reason: str, *, down: bool) -> None:
        """A page could not be had, although it was asked for again and again; `down`: nor would others."""
        self._failures += 1
        if self.is_ailing and down:
            self.close(f"{self._failures} pages in a row could not be had, the last since {reason}")

    def answered(self) -> None:
        """The host is well."""
        self._failures = 0
