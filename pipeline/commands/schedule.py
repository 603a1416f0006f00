"""`casemill schedule`: runs by the clock."""

from typing import Annotated

import typer

from pipeline.commands.context import emit, settings_of, tell


def schedule(
    context: typer.Context,
    *,
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="The port of Prefect's server, on this machine only.")
    ] = 4200,
    systemd: Annotated[bool, typer.Option("--systemd", help="Print a unit file for systemd; start nothing.")] = False,
) -> None:
    """Run sources when they are due.

    Prefect runs them, until it is interrupted."""
    settings = settings_of(context)
    if systemd:
        from pipeline.systemd import unit_file

        emit(unit_file(settings, port=port).rstrip().encode())
        return
    from pipeline.schedule import schedule as run_scheduled

    run_scheduled(settings, port=port, say=tell)
