"""The time of day: the one place that reads the clock."""

from datetime import UTC, datetime


def now() -> str:
    """This second, UTC, in RFC 3339."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
