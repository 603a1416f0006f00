"""What the page's own form shows to be a prompt."""

from typing import NamedTuple


class Prompting(NamedTuple):
    """`text[start:end]` prompts; its answer ends at `reach` at the latest, None where only what comes next ends it.

    `guides`: it says how to answer and asks nothing itself.
    """

    start: int
    end: int
    reach: int | None = None
    guides: bool = False
