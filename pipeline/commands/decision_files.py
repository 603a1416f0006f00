"""`casemill decisions export` and `import`: decisions as JSON Lines."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from models.errors import UsageError
from pipeline.commands.context import AsJson, emit, emit_json, present, settings_of, tell
from pipeline.commands.progress import progress_bar
from pipeline.exits import ExitCode

if TYPE_CHECKING:
    from models.exchange import ImportReport, RefusedLine

_STANDARD = Path("-")


def export(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write, or - for standard output.", dir_okay=False)
    ] = _STANDARD,
) -> None:
    """Write every decision as a line of JSON, in the order in which they came."""
    from pipeline.decisions.exchange import export_decisions
    from pipeline.durable import incoming, settle

    settings = settings_of(context)
    if file == _STANDARD:
        for lines in export_decisions(settings):
            emit(lines.rstrip(b"\n"))
        return
    written = 0
    with progress_bar() as progress, incoming(file.absolute().parent) as part:
        for lines in export_decisions(settings, progress=progress):
            part.write(lines)
            written += lines.count(b"\n")
        settle(part, file.absolute())
    tell(f"{written:,} decision{'' if written == 1 else 's'} in {file}.")


def import_(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            # No `exists`: it would look for a file called `-`.
            metavar="FILE",
            help="JSON Lines, or - for standard input.",
            dir_okay=False,
        ),
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Take the decisions of a file; those that are there already are left as they are.

    A line that is no decision is told with its number, and the others come in. Decisions on cases that are not there,
    and of people who are no users, are kept and told.

    Exit codes: 0 done, 4 some lines are no decisions.
    """
    from pipeline.decisions.exchange import import_decisions

    def hear(refusal: "RefusedLine") -> None:
        tell(f"{file}:{refusal.line}: {refusal.message}")

    settings = settings_of(context)
    with _reading(file) as lines, progress_bar() as progress:
        report = import_decisions(settings, lines, hear=hear, progress=progress)
    if as_json:
        emit_json(report)
    else:
        present(*_words(report))
    if report.refused:
        raise typer.Exit(ExitCode.QUARANTINED)


@contextmanager
def _reading(file: Path) -> Iterator[IO[bytes]]:
    if file == _STANDARD:
        yield sys.stdin.buffer
    elif not file.exists():
        raise UsageError(f"{file} does not exist; name a file that `decisions export` wrote, or - for standard input")
    else:
        with file.open("rb") as lines:
            yield lines


def _words(report: "ImportReport") -> Iterator[str]:
    yield f"{report.decisions:,} decisions read: {report.new:,} new, {report.decisions - report.new:,} here already"
    if report.refused:
        yield f"{report.refused:,} lines are no decisions; mend them, and import the file again"
    if report.homeless:
        yield f"{report.homeless:,} on cases that were never here: they wait for them"
    if report.vanished:
        yield f"{report.vanished:,} on cases whose pages are gone"
    if report.strangers:
        names = ", ".join(f"{name} ({count:,})" for name, count in sorted(report.strangers.items()))
        yield f"by people who are no users here; their names are kept: {names}"
    if report.new:
        yield "The next run brings them into the data set; `casemill decisions check` tells what becomes of each."
