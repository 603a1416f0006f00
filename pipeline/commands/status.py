"""`casemill status`: how the sources stand, and what the last runs did."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from models.report import PastRun, StatusReport

_TOLD = ("new", "changed", "gone", "quarantined")


def status(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Tell how the sources stand.

    With what needs attention, and what the last runs did.
    """
    from pipeline.status import read_status

    report = read_status(settings_of(context))
    if as_json:
        emit_json(report)
    else:
        present(*_parts(report))


def _parts(report: "StatusReport") -> "Iterator[RenderableType]":
    from rich.text import Text

    yield _sources(report)
    attention = [(name, words) for name, source in report.sources.items() for words in source.attention]
    attention += [("decisions", words) for words in report.attention]
    if attention:
        yield Text()
        yield _attention(attention)
    if report.runs:
        yield Text()
        yield _runs(report)


def _sources(report: "StatusReport") -> "Table":
    from rich.table import Table

    table = Table("source", box=None, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("records", "quarantined"):
        table.add_column(name, justify="right")
    for name in ("last run", "due"):
        table.add_column(name, no_wrap=True)
    for name, source in report.sources.items():
        quarantined = f"[yellow]{source.quarantined:,}[/]" if source.quarantined else "[dim]·[/]"
        table.add_row(name, f"{source.records:,}", quarantined, _time(source.last_run), _time(source.due))
    return table


def _attention(lines: "Sequence[tuple[str, str]]") -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="yellow", no_wrap=True)
    table.add_column(overflow="fold")
    for name, words in lines:
        table.add_row(name, Text(words))
    return table


def _runs(report: "StatusReport") -> "Table":
    from rich.table import Table

    table = Table("run", "ended", box=None, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("took", justify="right")
    table.add_column("what")
    for run in report.runs:
        took = f"{run.seconds:,.1f} s" if run.seconds is not None else "[dim]·[/]"
        table.add_row(run.run, run.state.value, took, _what(run))
    return table


def _what(run: "PastRun") -> str:
    told = [f"{count} {word}" for word in _TOLD if (count := getattr(run.counts, word))]
    told += [f"{run.curated} by curators"] if run.curated else []
    told += ["released"] if run.release else []
    return ", ".join(told) or ("nothing new" if run.state == "done" else "[dim]·[/]")


def _time(moment: str | None) -> str:
    return moment.replace("T", " ").removesuffix("Z")[:16] if moment else "[dim]·[/]"
