"""`casemill export`: a release in another form."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of, tell

Where = Annotated[
    list[str] | None, typer.Option(metavar="FIELD=VALUE", help="Only cases with this value; may be given again.")
]


def export(
    context: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="csv, parquet, sqlite, jsonl, annotations or ftm.")],
    query: Annotated[str, typer.Argument(help="Only the cases that this finds, as casemill search does.")] = "",
    *,
    output: Annotated[Path, typer.Option(help="Where it goes: a folder or file that is not there yet.")],
    release: Annotated[str | None, typer.Option(metavar="RUN", help="Which release [default: the newest].")] = None,
    where: Where = None,
    licence: Annotated[str | None, typer.Option(help="The licence of the data, to be written beside them.")] = None,
    bom: Annotated[bool, typer.Option("--bom", help="CSV: begin with a byte order mark, as Excel likes it.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace an export that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a release in another form.

    It shows what the release shows: contacts that are withheld there are in no export."""
    from pipeline.export.exporting import export as make
    from pipeline.export.form import Wanted
    from pipeline.index.search import parse_where

    conditions = [parse_where(each) for each in where or []]
    made = make(
        settings_of(context),
        form,
        output,
        run=release,
        query=query,
        where=conditions,
        wanted=Wanted(bom=bom, licence=licence),
        force=force,
    )
    if made.missing:
        tell(f"{made.missing:,} of the cases found are not in this release; casemill publish makes a new one.")
    if as_json:
        emit_json(made)
    else:
        records = "1 record" if made.records == 1 else f"{made.records:,} records"
        size = sum(each.bytes for each in made.files)
        present(f"{made.path}: {records} of release {made.release} as {made.form}, {size:,} bytes")
