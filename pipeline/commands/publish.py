"""`casemill publish`: release the data set as the store stands."""

from collections.abc import Iterator
from getpass import getuser
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of
from pipeline.exits import ExitCode

if TYPE_CHECKING:
    from rich.console import RenderableType

    from models.report import PublishReport

Accept = Annotated[
    list[str] | None,
    typer.Option(metavar="GATE", help="Release though this gate, or the gates of this source, hold it back."),
]
Reason = Annotated[str, typer.Option(help="Why; it is written down in the release.", show_default=False)]
By = Annotated[str | None, typer.Option(help="Who accepts [default: the login name].", show_default=False)]


def publish(
    context: typer.Context,
    *,
    accept: Accept = None,
    reason: Reason = "",
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Release the data set as the store stands.

    Where nothing has changed since the last release, that one stands. Exit codes: 0 done, 3 a gate held it back.
    """
    from pipeline.publication import publish_now

    names = accept or []
    who = (by or getuser()) if names else ""
    report = publish_now(settings_of(context), accept=names, by=who, reason=reason)
    if as_json:
        emit_json(report)
    else:
        present(*_parts(report))
    if report.held:
        raise typer.Exit(ExitCode.HELD)


def _parts(report: "PublishReport") -> "Iterator[RenderableType]":
    from pipeline.commands.gates import gate_table, held_back

    if report.held:
        yield from held_back(report.gates, report.release)
        return
    if report.released:
        told = {"ADD": "added", "MOD": "changed", "DEL": "removed"}
        changes = ", ".join(f"{report.changes.get(key, 0):,} {word}" for key, word in told.items())
        yield f"{report.release}, now processed/latest: {report.records:,} records, {changes}"
    else:
        yield f"Nothing new: {report.release} stands" if report.release else "Nothing to release yet"
    if report.accepted:
        yield "Accepted:"
        yield gate_table([gate for gate in report.gates if gate.gate in report.accepted])
