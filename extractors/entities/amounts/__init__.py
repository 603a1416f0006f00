"""Amounts: money with its number, as the page tells it of its case."""

from extractors.entities.amounts.joining import join
from extractors.entities.amounts.proposing import propose

__all__ = ["FIELD", "join", "propose"]

FIELD = "amounts"
