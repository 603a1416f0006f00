"""`casemill schedule`: runs by the clock."""

from typing import Annotated

import typer

from pipeline.commands.context import settings_of, tell


def schedule(
    context: typer.Context,
    *,
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="The port of Prefect's server, on this machine only.")
    ] = 4200,
) -> None:
    """Run sources when they are due.

    Prefect runs them, until it is interrupted."""
    from pipeline.schedule import schedule as run_scheduled

    run_scheduled(settings_of(context), port=port, say=tell)
