"""How long to wait before asking again."""

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after(header: str | None, *, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for (RFC 9110: a number or a date); None for none or nonsense."""
    if header is None:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


def backoff(first: float, attempt: int) -> float:
    """The wait after the failed `attempt` (from 1): `first`, doubled each time, and up to half as much by chance.

    Chance keeps those who failed together from coming back together.
    """
    # No secret hangs on it.
    return first * float(2 ** (attempt - 1)) * (1 + random.random() / 2)  # noqa: S311
