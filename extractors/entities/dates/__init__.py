"""Dates: absolute days, months, years, decades and ranges that the page tells of its case."""

from extractors.entities.dates.joining import join
from extractors.entities.dates.proposing import propose

__all__ = ["FIELD", "join", "propose"]

FIELD = "dates"
