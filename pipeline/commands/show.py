"""`casemill show`: a record of the store."""

import sys
from typing import Annotated

import typer

from pipeline.commands.context import AsJson, emit, present, settings_of


def show(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="ID", help="The case's id, as search gives it.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Print a case's record.

    It is laid out for people on a terminal, and JSON elsewhere or with --json."""
    from pipeline.store.cases import read_document
    from pipeline.store.database import opened, reading

    settings = settings_of(context)
    with opened(settings.database_url) as store, reading(store) as connection:
        document = read_document(connection, case)
    if as_json or not sys.stdout.isatty():
        emit(document)
    else:
        from models.record import CaseRecord
        from pipeline.commands.portrait import portrait

        present(portrait(CaseRecord.model_validate_json(document)))
