"""How far a curator has come in one sitting, told by the times of their decisions: nothing else need be remembered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil
from statistics import median

from models.frozen import Frozen

# Who decides nothing for so long has left the desk.
PAUSE = timedelta(minutes=30)
_HOUR = 60


class Session(Frozen):
    """So many decisions in this sitting, so many doubts left; `minutes` until they are through, null if unknown."""

    done: int
    left: int
    minutes: int | None = None

    @property
    def words(self) -> str:
        """`14 of 60, about 12 minutes left`."""
        share = f"{self.done:,} of {self.done + self.left:,}"
        if self.minutes is None or not self.left:
            return share
        if self.minutes < 2 * _HOUR:
            unit = "minute" if self.minutes == 1 else "minutes"
            return f"{share}, about {self.minutes} {unit} left"
        return f"{share}, about {self.minutes // _HOUR:,} hours left"


def session_of(times: Sequence[str], now: str, left: int) -> Session:
    """The sitting that the decisions at those times (RFC 3339) belong to, as it stands `now`.

    The pace is the median time between two of them: one long look, or a break for coffee, does not change it.
    """
    moments = sorted(map(datetime.fromisoformat, times), reverse=True)
    sitting: list[datetime] = []
    last = datetime.fromisoformat(now)
    for each in moments:
        if last - each > PAUSE:
            break
        sitting.append(each)
        last = each
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(sitting)]
    minutes = ceil(left * median(gaps) / 60) if gaps else None
    return Session(done=len(sitting), left=left, minutes=minutes)
