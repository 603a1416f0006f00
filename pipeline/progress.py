"""What a long job tells of itself while it works."""

from typing import Protocol

from models.frozen import Frozen


class Step(Frozen):
    """What the job does now, and how many `pages` of the `total` are done since the last step."""

    doing: str
    pages: int = 0
    total: int


class Progress(Protocol):
    """Hears each step."""

    def __call__(self, step: Step) -> None: ...


def silent(step: Step) -> None:
    """For those who do not want to know."""
