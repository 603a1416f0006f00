"""`casemill backup` and `casemill restore`: a home in a safe place, and back."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.context import AsJson, Globals, emit_json, settings_of, tell
from pipeline.commands.progress import progress_bar
from pipeline.exits import ExitCode

Target = Annotated[Path, typer.Argument(help="A folder of backups, or a file called .tar or .tar.zst.")]
Origin = Annotated[Path, typer.Argument(metavar="backup", help="What `casemill backup` wrote.", exists=True)]


def backup(context: typer.Context, target: Target, *, as_json: AsJson = False) -> None:
    """Write the home to a safe place, while others work.

    In a folder each backup is a home of its own, and shares with the one before what has not changed.
    """
    from pipeline.backup.making import back_up

    with progress_bar() as progress:
        report = back_up(settings_of(context), target, progress=progress)
    if as_json:
        emit_json(report)
    else:
        typer.echo(f"{report.path}: {report.files:,} files, {report.bytes / 2**20:,.1f} MB; {report.written:,} written")
    for words in report.words:
        tell(f"casemill: {words}")


def restore(context: typer.Context, source: Origin, *, as_json: AsJson = False) -> None:
    """Bring a backup into an empty home.

    Every file is held against its digest.

    Exit codes: 0 done, 4 files are damaged; they are named, the others are there.
    """
    from pipeline.backup.restoring import restore as bring_back
    from pipeline.settings import home_of

    home = home_of(context.obj.home if isinstance(context.obj, Globals) else None)
    with progress_bar() as progress:
        report = bring_back(home, source, progress=progress)
    if as_json:
        emit_json(report)
    else:
        typer.echo(f"{home}: {report.files:,} files of {report.backup}, as they were at {report.made_at}")
    for name in report.damaged:
        tell(f"casemill: {name} is damaged or missing in the backup: left out")
    for words in report.words:
        tell(f"casemill: {words}")
    if report.damaged:
        raise typer.Exit(ExitCode.QUARANTINED)
