"""`casemill serve`: the pages and the HTTP API."""

from typing import Annotated

import typer

from models.errors import UsageError
from pipeline.commands.context import settings_of, tell


def serve(
    context: typer.Context,
    *,
    host: Annotated[str, typer.Option(help="The address to listen at; only this machine reaches the default.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8000,
) -> None:
    """Serve the pages for reading cases, and the HTTP API.

    Until it is interrupted. On this machine alone it prints a link that signs in once."""
    settings = settings_of(context)
    try:
        from web.serving import serve as run_server
    except ModuleNotFoundError as error:
        raise UsageError(f"the package {error.name} is missing; install casemill[web]") from error
    run_server(settings, host=host, port=port, say=tell)
