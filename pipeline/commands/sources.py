"""`casemill sources`: the configured sources, checked and tried."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.context import AsJson, emit, emit_json, present, settings_of, tell, warn_of_missing_models
from pipeline.exits import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.sources import SourceSettings
    from pipeline.trial import TriedPage

sources = typer.Typer(
    help="List the configured sources; check and try them.",
    epilog="Example: casemill sources --json",
    invoke_without_command=True,
    rich_markup_mode=None,
)


@sources.callback()
def list_sources(context: typer.Context, *, as_json: AsJson = False) -> None:
    """List the configured sources, where no command is named."""
    if context.invoked_subcommand:
        return
    from pipeline.sources import load_sources

    settings = settings_of(context)
    found = load_sources(settings.home)
    if as_json:
        for source in found:
            emit_json(source)
    elif found:
        _present(found)
    else:
        tell(f"There is no source yet: add {settings.home / 'sources'}/NAME.toml with `kind` and `path`.")


def _present(found: "Sequence[SourceSettings]") -> None:
    from rich.table import Table

    columns = ("source", "kind", "where", "template", "language", "schedule")
    table = Table(*columns, box=None, header_style="dim", padding=(0, 2, 0, 0))
    for source in found:
        where = source.path or ", ".join(source.urls or source.start) or source.sitemap
        cells = (where, source.template, source.language, source.schedule)
        table.add_row(source.name, source.kind.value, *(cell or "·" for cell in cells))
    present(table)


@sources.command(epilog="Example: casemill sources check")
def check(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Say whether each source can be run.

    And what it would do; nothing is fetched. Where one cannot be run, the exit code is 2.
    """
    from pipeline.source_checks import check_sources

    checks = check_sources(settings_of(context))
    for found in checks:
        if as_json:
            emit_json(found)
            continue
        if found.does:
            typer.echo(f"{found.name}: {found.does}")
        for words in (*found.faults, *found.advice):
            tell(f"casemill: {words}")
    if any(found.faults for found in checks):
        raise typer.Exit(ExitCode.USAGE)


@sources.command(epilog="Example: casemill sources export letters letters.warc.gz")
def export(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="The source's name.")],
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The WARC file to write.", dir_okay=False)],
) -> None:
    """Write a source's archived pages to a WARC file.

    The newest bytes of each page that is not gone.
    """
    from pipeline.warc_export import export_warc

    pages = export_warc(settings_of(context), source, target)
    typer.echo(f"{target}: {pages:,} pages of {source}")


@sources.command("try", epilog="Example: casemill sources try letters")
def try_(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="The source's name.")],
    *,
    pages: Annotated[int, typer.Option(help="How many pages.", min=1, max=50)] = 3,
    as_json: AsJson = False,
) -> None:
    """Show the records of a source's first pages.

    They are fetched, or read; nothing is stored. A page that gives none is named with the reason, and the exit code
    is 4.
    """
    from pipeline.trial import try_source

    settings = settings_of(context)
    warn_of_missing_models(settings)
    tried = try_source(settings, source, pages=pages)
    for number, page in enumerate(tried):
        _show(page, first=not number, as_json=as_json)
    if not tried:
        tell(f"casemill: {source} has no pages: see what `casemill sources check` says it does")
    if any(page.outcome.kind == "refused" for page in tried):
        raise typer.Exit(ExitCode.QUARANTINED)


def _show(page: "TriedPage", *, first: bool, as_json: bool) -> None:
    if page.outcome.kind == "refused":
        tell(f"casemill: {page.uri}: {page.outcome.message}")
    elif as_json:
        emit(page.outcome.document)
    else:
        from models.record import CaseRecord
        from pipeline.commands.portrait import portrait

        if not first:
            typer.echo("")
        present(portrait(CaseRecord.model_validate_json(page.outcome.document)))
