"""The time of day: the one place that reads the clock."""

import os
from datetime import UTC, datetime, timedelta

from models.errors import SettingsError

_DOOR = "SOURCE_DATE_EPOCH"


def now() -> str:
    """This second, UTC, in RFC 3339.

    Where the environment has SOURCE_DATE_EPOCH (seconds since 1970; the specification of reproducible builds), it is
    that second, so that what is made twice is the same to the byte. Raises SettingsError where that is no number.
    """
    return _moment().strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(after: str | None = None) -> str:
    """This microsecond, UTC, in RFC 3339; later than `after` in any case. As `now` does, it heeds SOURCE_DATE_EPOCH."""
    moment = _moment()
    if after is not None:
        moment = max(moment, datetime.fromisoformat(after) + timedelta(microseconds=1))
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _moment() -> datetime:
    given = os.environ.get(_DOOR)
    try:
        return datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(f"{_DOOR}: {given}: write whole seconds since 1970, or leave it out") from error
