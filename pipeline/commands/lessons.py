"""`casemill decisions gold` and `overrules`: what decisions say of the extractors."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of, tell
from pipeline.commands.progress import progress_bar

if TYPE_CHECKING:
    from rich.console import RenderableType

    from models.overrule import Overrule


def gold(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write to.", file_okay=False)],
    *,
    case: Annotated[
        list[str] | None, typer.Option(help="This case, whatever is left to do there; may be given again.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the cases that curators are through with as gold files, which evaluate scores.

    Such a case has decisions that hold, none that is stale, and no thing that the machine doubts and nobody judged.
    """
    from pipeline.decisions.lessons import write_gold

    with progress_bar() as progress:
        report = write_gold(settings_of(context), folder, case or (), hear=tell, progress=progress)
    if as_json:
        emit_json(report)
        return
    present(f"{report.written:,} pages with their gold in {folder}")
    if report.unfinished:
        tell(f"{report.unfinished:,} more are not finished; name one with --case to write it as it is.")
    if report.written:
        tell(f"To score them: casemill evaluate {folder}")


def overrules(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Tell per kind how often curators overruled each extractor."""
    from pipeline.decisions.lessons import count_overrules

    with progress_bar() as progress:
        counted = count_overrules(settings_of(context), progress=progress)
    if as_json:
        for each in counted:
            emit_json(each)
    else:
        present(_table(counted) if counted else "Nobody has judged anything yet.")


def _table(counted: "tuple[Overrule, ...]") -> "RenderableType":
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for place, heading in enumerate(("kind", "extractor", "confirmed", "corrected", "rejected", "added", "right")):
        table.add_column(heading, justify="left" if place < 2 else "right")
    for each in counted:
        right = "" if each.precision is None else f"{each.precision:.0%}"
        counts = (each.confirmed, each.corrected, each.rejected, each.added)
        table.add_row(
            each.field, each.extractor or "none", *(f"{count:,}" if count else "·" for count in counts), right
        )
    return table
