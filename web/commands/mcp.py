"""`casemill mcp`: the tool server for AI clients."""

from typing import Annotated

import typer

from models.errors import UsageError
from pipeline.commands.context import settings_of


def mcp(
    context: typer.Context,
    *,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="Show persons' contacts too, which releases withhold: for curators.")
    ] = False,
) -> None:
    """Serve AI clients: search, cases, similar cases and facets as tools.

    It speaks the Model Context Protocol over standard input and output, until its client ends."""
    settings = settings_of(context)
    try:
        from web.tools.server import make_server
    except ModuleNotFoundError as error:
        raise UsageError(f"the package {error.name} is missing; install casemill[mcp]") from error
    from pipeline.store.database import opened

    with opened(settings.database_url) as store:
        make_server(settings, store, contacts=contacts).run("stdio")
