"""`casemill sources`: the configured sources."""

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of, tell


def sources(context: typer.Context, *, as_json: AsJson = False) -> None:
    """List the configured sources."""
    from pipeline.sources import load_sources

    settings = settings_of(context)
    found = load_sources(settings.home)
    if as_json:
        for source in found:
            emit_json(source)
        return
    if not found:
        tell(f"There is no source yet: add {settings.home / 'sources'}/NAME.toml with `kind` and `path`.")
        return
    from rich.table import Table

    table = Table(
        "source",
        "kind",
        "where",
        "template",
        "language",
        "schedule",
        box=None,
        header_style="dim",
        padding=(0, 2, 0, 0),
    )
    for source in found:
        where = source.path or ", ".join(source.urls or source.start)
        cells = (where, source.template, source.language, source.schedule)
        table.add_row(source.name, source.kind.value, *(cell or "·" for cell in cells))
    present(table)
