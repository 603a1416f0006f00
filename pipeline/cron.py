"""When a source is due: cron expressions as crontab(5) has them, in UTC."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

# A source that names no time of its own is milled at night.
NIGHTLY = "0 2 * * *"

_NICKNAMES = {"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of month", 1, 31, ()),
    ("month", 1, 12, _MONTHS),
    ("day of week", 0, 7, _DAYS),
)
_PART = re.compile(r"(?:\*|(?P<first>\d+)(?:-(?P<last>\d+))?)(?:/(?P<step>[1-9]\d*))?")
# From one 29 February to the next there may be eight years (1896 to 1904, 2096 to 2104).
_HORIZON_DAYS = 8 * 366


@dataclass(frozen=True)
class Cron:
    """The moments that an expression names; `either_day` where the day may match by month or by week."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool


def parse_cron(expression: str) -> Cron:
    """The moments that `expression` names. Raises ValueError with the wrong part."""
    fields = _NICKNAMES.get(expression.strip().lower(), expression).lower().split()
    if len(fields) != len(_FIELDS):
        fact = f'"{expression}" has {len(fields)} fields'
        raise ValueError(f"{fact}; write five (minute hour day month weekday), or one of {', '.join(_NICKNAMES)}")
    minutes, hours, days, months, weekdays = (
        frozenset(_numbers(field, *meaning)) for field, meaning in zip(fields, _FIELDS, strict=True)
    )
    return Cron(
        minutes=tuple(sorted(minutes)),
        hours=tuple(sorted(hours)),
        days=days,
        months=months,
        weekdays=frozenset(day % 7 for day in weekdays),
        either_day=not fields[2].startswith("*") and not fields[4].startswith("*"),
    )


def next_after(cron: Cron, moment: datetime) -> datetime | None:
    """The first moment after `moment` that `cron` names; None where there is none (30 February)."""
    day = moment.date()
    for _ in range(_HORIZON_DAYS):
        if _names_day(cron, datetime.combine(day, time.min)):
            for hour in cron.hours:
                for minute in cron.minutes:
                    found = datetime.combine(day, time(hour, minute), tzinfo=moment.tzinfo)
                    if found > moment:
                        return found
        day += timedelta(days=1)
    return None


def next_due(schedule: str | None, last_run: datetime | None) -> datetime | None:
    """When a source with that cron expression (default: nightly) is due again; None where it was never run: at once."""
    return last_run and next_after(parse_cron(schedule or NIGHTLY), last_run)


def is_due(schedule: str | None, last_run: datetime | None, moment: datetime) -> bool:
    """Whether a source last run at `last_run` is due at `moment`."""
    if last_run is None:
        return True
    due = next_due(schedule, last_run)
    return due is not None and due <= moment


def _numbers(field: str, name: str, low: int, high: int, words: tuple[str, ...]) -> list[int]:
    found: list[int] = []
    for part in field.split(","):
        plain = re.sub("|".join(words), lambda word: str(low + words.index(word[0])), part) if words else part
        match = _PART.fullmatch(plain)
        if not match:
            raise ValueError(
                f'"{part}" is no {name}; write a number from {low} to {high}, a range (1-5), a step (*/10) or *'
            )
        first = int(match["first"] or low)
        last = int(match["last"] or (high if match["step"] or not match["first"] else first))
        if not low <= first <= last <= high:
            raise ValueError(f'"{part}" is no {name}: that goes from {low} to {high}')
        found += range(first, last + 1, int(match["step"] or 1))
    return found


def _names_day(cron: Cron, day: datetime) -> bool:
    if day.month not in cron.months:
        return False
    by_month = day.day in cron.days
    by_week = day.isoweekday() % 7 in cron.weekdays
    return (by_month or by_week) if cron.either_day else (by_month and by_week)
