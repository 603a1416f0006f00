"""The time of day: the one place that reads the clock."""

import os
from datetime import UTC, datetime

from models.errors import SettingsError

_DOOR = "SOURCE_DATE_EPOCH"


def now() -> str:
    """This second, UTC, in RFC 3339.

    Where the environment has SOURCE_DATE_EPOCH (seconds since 1970; the specification of reproducible builds), it is
    that second, so that what is made twice is the same to the byte. Raises SettingsError where that is no number.
    """
    given = os.environ.get(_DOOR)
    try:
        moment = datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(f"{_DOOR}: {given}: write whole seconds since 1970, or leave it out") from error
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
