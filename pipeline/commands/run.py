"""`casemill run`: the main job, and its summary."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of, tell, warn_of_missing_models
from pipeline.commands.progress import progress_bar
from pipeline.exits import ExitCode

if TYPE_CHECKING:
    from models.report import RunReport
    from pipeline.progress import Progress
    from pipeline.settings import Settings


class EngineName(StrEnum):
    """Who hands out the work."""

    LOCAL = "local"
    PREFECT = "prefect"


def run(
    context: typer.Context,
    sources: Annotated[
        list[str] | None, typer.Argument(help="Names of sources [default: all].", show_default=False)
    ] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what a run would change; store nothing.")] = False,
    engine: Annotated[EngineName, typer.Option(help="Who hands out the work.")] = EngineName.LOCAL,
    as_json: AsJson = False,
) -> None:
    """Mill the sources: the main job.

    Pages are read, archived, extracted, stored, indexed and released. It is safe to repeat and to kill.

    Exit codes: 0 done, 3 a gate held the release back, 4 some pages are quarantined, 130 interrupted.
    """
    settings = settings_of(context)
    warn_of_missing_models(settings)
    if dry_run:
        _rehearse(settings, sources or [], as_json=as_json)
        return
    with progress_bar() as progress:
        report = _run(settings, sources or [], engine, progress)
    if as_json:
        emit_json(report)
    else:
        from pipeline.commands.summary import summary

        present(summary(report))
    if report.held:
        raise typer.Exit(ExitCode.HELD)
    if report.total.quarantined:
        raise typer.Exit(ExitCode.QUARANTINED)


def _rehearse(settings: "Settings", names: list[str], *, as_json: bool) -> None:
    from pipeline.rehearsal import rehearse

    with progress_bar() as progress:
        report = rehearse(settings, names, progress=progress)
    if as_json:
        emit_json(report)
    else:
        from pipeline.commands.rehearsal import rehearsal

        present(*rehearsal(report))
    if report.total.quarantined:
        raise typer.Exit(ExitCode.QUARANTINED)


def _run(settings: "Settings", names: list[str], engine: EngineName, progress: "Progress") -> "RunReport":
    from pipeline.run import run as run_job

    if engine is EngineName.LOCAL:
        return run_job(settings, names, progress=progress)

    from pipeline.orchestrator import require_prefect, start_temporary_server

    require_prefect()
    tell("Starting Prefect for this run (up to half a minute).")
    start_temporary_server(settings.processed)
    from pipeline.flows import run_flow

    return run_flow(lambda chosen: run_job(settings, names, engine=chosen, progress=progress), settings.workers)
