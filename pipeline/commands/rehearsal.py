"""What a run would do, for people."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from models.report import PlannedPage, Rehearsal
from pipeline.commands.summary import changed_by_curators, count_of, source_table

_SHOWN = 50
_STYLES = {"new": "green", "changed": "cyan", "gone": "magenta", "quarantined": "yellow"}


def rehearsal(report: Rehearsal) -> Iterator[RenderableType]:
    """The headline, a table of the sources, and the pages that would change anything."""
    yield Text(f"{count_of(report.total.pages, 'page')} looked at; nothing is stored", style="bold")
    yield Text()
    yield source_table(report.sources, report.total)
    if report.curated:
        yield Text()
        yield Text(f"{changed_by_curators(report.curated)}, their pages as before")
    if report.pages:
        yield Text()
        yield _pages(report.pages[:_SHOWN])
    if (more := len(report.pages) - _SHOWN) > 0:
        yield Text(f"and {count_of(more, 'page')} more; all of them: casemill run --dry-run --json")


def _pages(pages: tuple[PlannedPage, ...]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=11)
    table.add_column(overflow="fold")
    for page in pages:
        reason = f"\n{page.reason}" if page.reason else ""
        table.add_row(Text(page.state, style=_STYLES.get(page.state, "")), f"{page.source}/{page.uri}{reason}")
    return table
