"""How far a long job is, for people."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.progress import Progress


@contextmanager
def progress_bar() -> Iterator["Progress"]:
    """A bar on standard error while it is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from pipeline.progress import Step

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        pages = bar.add_task("", total=None)

        def hear(step: Step) -> None:
            bar.update(pages, description=step.doing, advance=step.pages, total=step.total or None)

        yield hear
