"""`casemill quarantine`: the pages that gave no record, and another try for them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of, tell, warn_of_missing_models
from pipeline.commands.progress import progress_bar
from pipeline.exits import ExitCode

if TYPE_CHECKING:
    from rich.console import RenderableType

    from models.quarantine import HeldPage, RetriedPage
    from models.report import QuarantinedPage

quarantine = typer.Typer(
    help="List the pages that gave no record; show one, mill some again.",
    epilog="Example: casemill quarantine list",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_RETRIED = {
    "next_run": "by the next run",
    "change": "when its bytes, its template or casemill change, or by `casemill quarantine retry`",
}
Names = Annotated[
    list[str], typer.Argument(metavar="NAME|URI...", help="Sources, or pages as `casemill quarantine list` names them.")
]


@quarantine.command("list", epilog="Example: casemill quarantine list letters")
def list_(
    context: typer.Context,
    sources: Annotated[
        list[str] | None, typer.Argument(help="Names of sources [default: all].", show_default=False)
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List the pages in quarantine, each with the reason."""
    from pipeline.quarantine import held_pages

    pages = held_pages(settings_of(context), sources or ())
    if as_json:
        for page in pages:
            emit_json(page)
    else:
        present(*map(quarantine_line, pages))
        if not pages:
            tell("No page is in quarantine.")


@quarantine.command(epilog="Example: casemill quarantine show letters/first.html")
def show(context: typer.Context, names: Names, *, as_json: AsJson = False) -> None:
    """Show pages in quarantine.

    Why, where casemill was when it failed, where the bytes lie, and how often they were tried.
    """
    from pipeline.quarantine import held_pages

    for number, page in enumerate(held_pages(settings_of(context), names)):
        if as_json:
            emit_json(page)
        else:
            present(*([""] if number else []), *_facts(page))


@quarantine.command(epilog="Example: casemill quarantine retry letters/first.html")
def retry(context: typer.Context, names: Names, *, as_json: AsJson = False) -> None:
    """Mill pages in quarantine again, and no others.

    From the bytes in the archive; nothing is fetched. Exit codes: 0 each has a record now, 4 some stay.
    """
    from pipeline.quarantine import retry as mill_again

    settings = settings_of(context)
    warn_of_missing_models(settings)
    with progress_bar() as progress:
        report = mill_again(settings, names, progress=progress)
    if as_json:
        emit_json(report)
    else:
        present(*map(_came_of, report.pages))
        if any(page.state in {"new", "changed"} for page in report.pages):
            tell("The next run releases them, or `casemill publish` does now.")
    if report.held:
        raise typer.Exit(ExitCode.QUARANTINED)


def quarantine_line(page: "QuarantinedPage") -> "RenderableType":
    """A page in quarantine, and why, for people."""
    return _line(page.code, f"{page.source}/{page.uri}", page.message)


def _line(word: str, name: str, message: str, style: str = "yellow") -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=style, width=11)
    table.add_column(overflow="fold")
    table.add_row(word, Text.assemble((name, "bold"), f"\n{message}" if message else ""))
    return table


def _came_of(page: "RetriedPage") -> "RenderableType":
    name = f"{page.source}/{page.uri}"
    if page.state == "no_bytes":
        return _line("no bytes", name, f"{page.message}; to ask for it again: casemill run {page.source}")
    return _line(page.code or page.state, name, page.message or "", "yellow" if page.code else "green")


def _facts(page: "HeldPage") -> "Iterator[RenderableType]":
    from rich.table import Table
    from rich.text import Text

    yield Text(f"{page.source}/{page.uri}", style="bold")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    times = "once" if page.attempts == 1 else f"{page.attempts} times"
    for label, words in (
        ("reason", f"{page.code}: {page.message}"),
        ("bytes", page.path or "none were had"),
        ("tried", f"{times}, first {_time(page.first_at)}, last {_time(page.last_at)}"),
        ("tried again", _RETRIED[page.retried]),
    ):
        table.add_row(label, Text(words))
    yield table
    if page.trace:
        yield Text(page.trace.rstrip(), style="dim")


def _time(moment: str) -> str:
    return moment.replace("T", " ").removesuffix("Z")
