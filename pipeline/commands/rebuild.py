"""`casemill rebuild`: all that is derived, made anew."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of, warn_of_missing_models
from pipeline.commands.progress import progress_bar
from pipeline.exits import ExitCode

if TYPE_CHECKING:
    from rich.console import RenderableType

    from models.report import RebuildReport

Store = Annotated[
    str | None,
    typer.Option(help="Whose history [default: that of the store in use, or the newest].", show_default=False),
]


def rebuild(context: typer.Context, *, store: Store = None, as_json: AsJson = False) -> None:
    """Make the store, the index and missing releases anew.

    They are made from raw/ alone, beside what is there, and take its place at the end. What is not as it was is told.

    Exit codes: 0 done, 3 a gate held a release back, 4 bytes are missing or damaged; the rest is made.
    """
    from pipeline.rebuilding.rebuild import rebuild as make_anew

    settings = settings_of(context)
    warn_of_missing_models(settings)
    with progress_bar() as progress:
        report = make_anew(settings, store=store, progress=progress)
    if as_json:
        emit_json(report)
    else:
        present(*_lines(report))
    if report.held:
        raise typer.Exit(ExitCode.HELD)
    if report.lost:
        raise typer.Exit(ExitCode.QUARANTINED)


def _lines(report: "RebuildReport") -> "Iterator[RenderableType]":
    from rich.text import Text

    counts = f"{report.records:,} records, {report.versions:,} versions, {report.changes:,} changes"
    yield Text.assemble((f"Rebuilt from {report.runs:,} runs", "bold"), f": {counts} ({report.seconds:.1f} s)")
    yield Text("All is as it was, byte for byte." if report.same else "Not all is as it was:")
    for words in (*report.lost, *report.differs):
        yield Text(f"  {words}", style="yellow")
    if report.lost:
        yield Text("Restore these files of raw/ from a copy and rebuild again, or let a run read the pages anew.")
    if report.remade:
        yield Text(f"Releases made again: {', '.join(report.remade)}")
    for gate in report.gates:
        if gate.held:
            yield Text(f"held back by {gate.gate}: {gate.reason}", style="yellow")
    yield Text(f"release: {report.release or 'none yet'}")
